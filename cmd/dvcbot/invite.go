package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/people"
)

// invite is `dvcbot invite`.
func invite(ctx context.Context, c console, args []string) error {
	f := flags("invite", c)
	role, unit := f.String("role", "", "head, deputy, staff, support, office"), f.String("unit", "", "the unit of a head or deputy")
	id, asJSON := f.String("directive", "", "directive id"), f.Bool("json", false, "print JSON")
	if err := parse(f, args); err != nil {
		return err
	}
	h, err := openHouse(ctx, c, false, "")
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	g, err := h.grant(people.Role(*role), *unit, *id)
	if err != nil {
		return err
	}
	var random [10]byte
	if _, err := rand.Read(random[:]); err != nil {
		return err
	}
	code := people.NewCode(random)
	made := people.Invite{ID: h.store.InviteID(code), Role: g.Role, Directive: g.Directive, Unit: g.Unit, Made: g.Since, Expires: g.Since.Add(people.InviteLife)}
	if err := h.store.Apply(ctx, people.SetInvite{Invite: made}); err != nil {
		return err
	}
	say, links := "Mã mời "+code, map[string]string{}
	if name := h.telegramName(ctx); name != "" {
		links["telegram"] = telegram.DeepLink(name, code)
	}
	if *asJSON {
		return json.NewEncoder(c.out).Encode(map[string]any{"code": code, "role": g.Role, "unit": g.Unit, "links": links, "say": say, "expires": made.Expires.Format(time.RFC3339)})
	}
	_, err = fmt.Fprintf(c.out, "Mã: %s\nGõ cho bot: %s\n", code, say)
	if link := links["telegram"]; link != "" {
		_, err = fmt.Fprintf(c.out, "Telegram: %s\n", link)
	}
	_, err2 := fmt.Fprintf(c.out, "Hết hạn: %s, dùng một lần.\n", made.Expires.Format("15:04 2/1/2006"))
	return errors.Join(err, err2)
}
