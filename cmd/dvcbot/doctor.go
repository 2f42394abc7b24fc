package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// doctor is `dvcbot doctor`: settings, store, and clock, each tried for real.
func doctor(ctx context.Context, c console, args []string) error {
	f := flags("doctor", c)
	asJSON := f.Bool("json", false, "one object a line")
	if err := parse(f, args); err != nil {
		return err
	}
	type finding struct {
		Check string `json:"check"`
		OK    bool   `json:"ok"`
		Say   string `json:"say"`
	}
	found := []finding{}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		found = append(found, finding{"settings", false, err.Error()})
	} else {
		defer func() { _ = h.store.Close() }()
		found = append(found, finding{"settings", true, "đọc được"}, finding{"store", h.store.Ping(ctx) == nil, "ghi thử vào kho"})
		info, err := os.Stat(h.settings.keyset)
		found = append(found, finding{"keyset", err == nil && info.Mode().Perm()&0o077 == 0, "tệp khóa chỉ chủ đọc được (chmod 600)"})
	}
	_, err = time.LoadLocation("Asia/Ho_Chi_Minh")
	found = append(found, finding{"zone", err == nil, "có múi giờ Asia/Ho_Chi_Minh"}, finding{"clock", time.Now().Year() >= 2025, "đồng hồ máy"})
	code := exitFine
	for _, one := range found {
		if !one.OK {
			code = exitFaults
		}
		if *asJSON {
			_ = json.NewEncoder(c.out).Encode(one)
			continue
		}
		sign := map[bool]string{true: "✓", false: "✗"}[one.OK]
		_, _ = fmt.Fprintf(c.out, "%s %s: %s\n", sign, one.Check, one.Say)
	}
	if code != exitFine {
		return exit{code, nil}
	}
	return nil
}
