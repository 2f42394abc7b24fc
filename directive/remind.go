package directive

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/words"
)

// Reminder is what a reminder says when it leaves at now: for each deadline how many
// days are left, what each duty lacks and the end; then the contact. Every part of it
// is true at now, however late it leaves.
func (d *Directive) Reminder(due Due, now time.Time) string {
	lines, contacts := []string{}, []string{}
	ends := ends(due.Parts)
	for _, o := range ends {
		own := slices.Clone(due.Parts)
		own = slices.DeleteFunc(own, func(p Part) bool { return p.Deadline != o.Deadline.ID || p.Period != o.Period })
		head := words.Say("directive.remind.head", "days", o.Days(now))
		if len(ends) > 1 || o.Period != "-" {
			head = words.Say("directive.remind.head.named", "name", o.Name(), "days", o.Days(now))
		}
		lines = append(lines, head+" "+strings.Join(d.duties(own), " ")+" "+words.Say("directive.remind.tail", "deadline", o.Words()))
		for _, p := range own {
			if c := d.toAsk(p.Of); c != "" && !has(contacts, c) {
				contacts = append(contacts, c)
			}
		}
	}
	if len(contacts) > 0 {
		lines[len(lines)-1] += " " + words.Say("directive.remind.contact", "contact", strings.Join(contacts, "; "))
	}
	return strings.Join(lines, "\n")
}

func ends(parts []Part) []Occurrence {
	all := []Occurrence{}
	for _, p := range parts {
		if !slices.ContainsFunc(all, func(o Occurrence) bool { return o.Deadline.ID == p.Deadline && o.Period == p.Period }) {
			all = append(all, p.of)
		}
	}
	return all
}

// toAsk is the contact for a piece of work, in words.
func (d *Directive) toAsk(of string) string {
	c, ok := d.Contact(of)
	if !ok {
		return ""
	}
	return strings.Join(slices.DeleteFunc([]string{c.Name, orDefault(c.Phone, c.Email)}, func(s string) bool { return s == "" }), ", ")
}

// duties are the sentences of the parts; units without an active head share one.
func (d *Directive) duties(parts []Part) []string {
	all, orphans := []string{}, []string{}
	var told *Part
	for i, p := range parts {
		if p.Orphan {
			unit, _ := d.Unit(p.Unit)
			orphans, told = append(orphans, unit.Name), &parts[i]
			continue
		}
		unit, _ := d.Unit(p.Unit)
		all = append(all, p.say(unit.Name))
	}
	if told != nil {
		all = append(all, told.say(several(orphans)))
	}
	return all
}

// named is the most units that one sentence names.
const named = 12

func several(units []string) string {
	units = slices.Compact(units)
	if len(units) <= named {
		return strings.Join(units, ", ")
	}
	return words.Say("directive.remind.more", "units", strings.Join(units[:named], ", "), "n", strconv.Itoa(len(units)-named))
}

// say is the sentence of the part's state: the milestone's own, else the deadline's.
func (p Part) say(unit string) string {
	text := orDefault(p.milestone.Texts.of(p.Party), p.of.Deadline.Texts.of(p.Party))
	return strings.NewReplacer("{unit}", unit, "{missing}", p.Missing, "{period}", p.of.PeriodWords(),
		"{last_day}", LongDay(p.of.LastDay())).Replace(text)
}

func (t Texts) of(p Party) string {
	procedure := strings.HasPrefix(p.Of, "procedure:")
	switch {
	case p.Orphan:
		return t.NoHead
	case procedure && p.State == Half:
		return t.HalfProcedure
	case procedure:
		return t.NotStartedProcedure
	case p.State == Half:
		return t.Half
	}
	return t.NotStarted
}

// all are the texts by key, for the linter.
func (t Texts) all() map[string]string {
	return map[string]string{"not_started": t.NotStarted, "half": t.Half, "no_head": t.NoHead,
		"not_started.procedure": t.NotStartedProcedure, "half.procedure": t.HalfProcedure}
}
