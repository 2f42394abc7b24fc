package main

import (
	"context"
	"errors"
	"flag"
	"os/user"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/bot"
	"github.com/dvcbot/dvcbot/bot/terminal"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/dialogs"
	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
	"github.com/dvcbot/dvcbot/reminders"
)

// flags parses a command's flags, quietly.
func flags(name string, c console) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(c.err)
	return f
}

func parse(f *flag.FlagSet, args []string) error {
	if err := f.Parse(args); err != nil {
		return exit{exitUsage, nil}
	}
	return nil
}

// talk is `dvcbot chat`.
func talk(ctx context.Context, c console, args []string) error {
	f := flags("chat", c)
	as := f.String("as", "", "staff, head:UNIT, deputy:UNIT, support, office")
	demo := f.Bool("demo", false, "the demonstration")
	if err := parse(f, args); err != nil {
		return err
	}
	name := "local"
	if me, err := user.Current(); err == nil && me.Username != "" {
		name = me.Username
	}
	if *as != "" {
		name += "/" + *as
	}
	here := terminal.Address(name)
	h, err := openHouse(ctx, c, *demo, "chat/"+name)
	if err != nil {
		return err
	}
	defer func() { _ = h.store.Close() }()
	if *as != "" {
		if err := h.act(ctx, here, *as); err != nil {
			return err
		}
	}
	h.only = &here
	b, err := h.bot(0, terminal.New(c.in, c.out, name))
	if err != nil {
		return err
	}
	return errors.Join(b.Run(ctx), b.Stop(context.Background()))
}

// bot wires the dialogs, the store and the channels.
func (h *house) bot(rate int, channels ...bot.Channel) (*bot.Bot, error) {
	metrics, err := h.metered()
	if err != nil {
		return nil, err
	}
	return bot.New(bot.Options{House: dialogs.New(), Store: h.store, Channels: channels, Directives: h.all, Writer: h.clock(),
		Replica: h.speaker, Rate: rate, Only: h.only, Workers: h.workers(channels), Uploads: h.doorAt(), Demo: h.settings.demo, Log: h.log, Metrics: metrics})
}

func (h *house) clock() *reminders.Clock {
	return reminders.New(reminders.Options{Store: h.store, Directives: h.all, Render: dialogs.Reminder, Demo: h.settings.demo, Log: h.log})
}

// act gives an address a role without a code: for the terminal of this machine and
// for the demonstration.
func (h *house) act(ctx context.Context, a chat.Address, as string) error {
	role, unit, _ := strings.Cut(as, ":")
	grant, err := h.grant(people.Role(role), unit, "")
	if err != nil {
		return err
	}
	p, err := h.store.Person(ctx, a)
	if err != nil {
		return err
	}
	p.Addresses = []chat.Address{a}
	p.Grants = []people.Grant{grant}
	return h.store.Apply(ctx, people.Set{Person: p})
}

// grant checks a role and finds its unit by any of its names.
func (h *house) grant(role people.Role, unit, id string) (people.Grant, error) {
	d, err := h.one(id)
	if err != nil {
		return people.Grant{}, err
	}
	known := false
	for _, r := range people.Roles {
		known = known || r == role
	}
	if !known {
		return people.Grant{}, exit{exitUsage, errors.New("vai trò là một trong: head, deputy, staff, support, office")}
	}
	g := people.Grant{Role: role, Directive: d.ID, Since: time.Now()}
	if !role.OfUnit() {
		return g, nil
	}
	found, err := oneUnit(d, unit)
	g.Unit = found.ID
	return g, err
}

func oneUnit(d *directive.Directive, words string) (directive.Unit, error) {
	if u, ok := d.Unit(words); ok {
		return u, nil
	}
	switch found := d.FindUnits(words); len(found) {
	case 1:
		return found[0], nil
	case 0:
		return directive.Unit{}, exit{exitUsage, errors.New("không thấy đơn vị này; mời dùng --unit \"UBND xã An Bình\"")}
	}
	return directive.Unit{}, exit{exitUsage, errors.New("tên này chỉ nhiều đơn vị; mời gõ đủ")}
}
