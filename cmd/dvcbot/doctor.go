package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// inspection is one thing that doctor tries for real. It gets nil for the house when
// the settings or the store did not let it be opened.
type inspection struct {
	name string
	try  func(context.Context, *house) finding
}

// finding is what an inspection found, and what to do about it.
type finding struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	Warn  bool   `json:"warn,omitempty"` // it runs, but not as it should
	Say   string `json:"say"`
}

func fine(say string) finding { return finding{OK: true, Say: say} }

func warned(say string) finding { return finding{OK: true, Warn: true, Say: say} }

func faulty(say string, err error) finding {
	if err != nil {
		say += ": " + err.Error()
	}
	return finding{Say: say}
}

// doctor is `dvcbot doctor`: everything that a running service needs, each tried for
// real, with what to do. With --live it only asks the running service how it is.
func doctor(ctx context.Context, c console, args []string) error {
	f := flags("doctor", c)
	asJSON, live := f.Bool("json", false, "one object a line"), f.Bool("live", false, "only ask the running service")
	if err := parse(f, args); err != nil {
		return err
	}
	if *live {
		return alive(ctx, c)
	}
	h, settings := examined(ctx, c)
	if h != nil {
		defer func() { _ = h.store.Close() }()
	}
	code := exitFine
	for _, one := range append([]finding{settings}, inspect(ctx, h)...) {
		code = max(code, one.code())
		if err := one.print(c.out, *asJSON); err != nil {
			return err
		}
	}
	if code != exitFine {
		return exit{code, nil}
	}
	return nil
}

// examined opens the house; what stands in the way is the finding.
func examined(ctx context.Context, c console) (*house, finding) {
	h, err := openHouse(ctx, c, false, "")
	found := fine("đọc được, kho và khóa mở được")
	if err != nil {
		h, found = nil, faulty("mời sửa", err)
	}
	found.Check = "settings"
	return h, found
}

func inspect(ctx context.Context, h *house) []finding {
	all := []finding{}
	for _, one := range inspections {
		trying, cancel := context.WithTimeout(ctx, 10*time.Second)
		found := one.try(trying, h)
		cancel()
		if found.Say == "" {
			continue
		}
		found.Check = one.name
		all = append(all, found)
	}
	return all
}

func (f finding) code() int {
	switch {
	case !f.OK:
		return exitFaults
	case f.Warn:
		return exitWarnings
	}
	return exitFine
}

var findingSigns = map[int]string{exitFine: "✓", exitWarnings: "⚠", exitFaults: "✗"}

func (f finding) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(f)
	}
	_, err := fmt.Fprintf(w, "%s %s: %s\n", findingSigns[f.code()], f.Check, f.Say)
	return err
}

// alive asks the service of these settings on this machine: the health check of a
// container.
func alive(ctx context.Context, c console) error {
	s, err := readSettings(c.env, false)
	if err != nil {
		return err
	}
	if err := answers(ctx, "http://"+local(s.listen)+"/readyz"); err != nil {
		return exit{exitFaults, err}
	}
	return nil
}

// errAnswer means that something else than our service answered.
var errAnswer = errors.New("câu trả lời không phải của dvcbot đang chạy tốt")

// patience is how long a service may take to say how it is.
const patience = 5 * time.Second

func answers(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errAnswer
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return errors.New("không có ai trả lời")
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, 16))
	if err != nil || response.StatusCode != http.StatusOK || string(body) != healthy {
		return errAnswer
	}
	return nil
}
