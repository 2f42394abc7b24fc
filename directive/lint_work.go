package directive

import (
	"slices"
	"strconv"
	"strings"
)

func (l *linter) procedures() {
	for _, p := range l.d.Procedures {
		where := "procedures/" + p.ID
		l.label(where+"/title", p.Title)
		l.banner(where, p.Banner)
		l.remarks(where, p.Conditions)
		l.remarks(where, p.Notes)
		l.symptoms(where, p.Symptoms)
		l.optional(where+"/after", p.After)
		l.fits(where+"/follow_up", p.FollowUp.Ask)
		l.unique(where, ids(p.Steps, func(s Step) string { return s.ID }))
		for i, s := range p.Steps {
			l.step(where+"/"+s.ID, s, i+1)
		}
	}
}

func (l *linter) step(where string, s Step, due int) {
	if s.Number != due {
		l.fault("step_number", where+"/number", "n", strconv.Itoa(s.Number), "due", strconv.Itoa(due))
	}
	l.label(where+"/title", s.Label+": "+s.Title)
	l.topic(where+"/topic", s.Topic)
	l.symptoms(where, s.Symptoms)
	l.remarks(where, s.Notes)
	if s.Screen != "" && !slices.ContainsFunc(l.d.Screens, func(sc Screen) bool { return sc.ID == s.Screen }) {
		l.reference(where+"/screen", "screens", s.Screen)
	}
	card := append([]string{s.Title}, s.Warnings...)
	for _, p := range s.Press {
		card = append(card, p.Text)
	}
	for _, n := range s.Notes {
		card = append(card, n.Text)
	}
	l.fits(where, strings.Join(card, "\n"))
}

func (l *linter) remarks(where string, all []Note) {
	for _, n := range all {
		l.optional(where, n.Topic)
	}
}

func (l *linter) symptoms(where string, all []Symptom) {
	l.unique(where, ids(all, func(s Symptom) string { return s.ID }))
	for _, s := range all {
		l.label(where+"/"+s.ID, s.Label)
		l.optional(where+"/"+s.ID+"/topic", s.Topic)
	}
}

// values are what buttons carry: they have at most MaxValue bytes.
func (l *linter) values() {
	l.value("id", "go:directive:"+l.d.ID)
	for _, p := range l.d.Procedures {
		l.value("procedures/"+p.ID, "go:step:"+p.ID+":"+strconv.Itoa(len(p.Steps)))
	}
	for _, u := range l.d.Units {
		for _, f := range l.d.Hands(u.Kind) {
			l.value("units/"+u.ID, "go:roster:"+u.ID+"/"+f.ID)
		}
	}
}

func (l *linter) value(where, value string) {
	if len(value) > MaxValue {
		l.fault("long_value", where, "value", value, "n", strconv.Itoa(len(value)), "most", strconv.Itoa(MaxValue))
	}
}

func (l *linter) work(where, of string) {
	kind, id, _ := strings.Cut(of, ":")
	_, form := l.d.Form(id)
	_, procedure := l.d.Procedure(id)
	if kind == "form" && !form {
		l.reference(where, "forms", id)
	}
	if kind == "procedure" && !procedure {
		l.reference(where, "procedures", id)
	}
}

// papers are the recipients and the documents drawn up for them.
func (l *linter) papers() {
	for _, r := range l.d.Recipients {
		for _, of := range r.Of {
			l.work("recipients/"+r.ID+"/of", of)
		}
	}
	for _, p := range l.d.Documents {
		where := "documents/" + p.ID
		if _, ok := l.d.Recipient(p.To); !ok {
			l.reference(where+"/to", "recipients", p.To)
		}
		if _, ok := l.d.Deadline(p.Deadline); p.Deadline != "" && !ok {
			l.reference(where+"/deadline", "deadlines", p.Deadline)
		}
		for _, of := range p.Of {
			l.work(where+"/of", of)
		}
	}
}
