package directive

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var mislaid = regexp.MustCompile(`(?i)(?:bị )?mất ([\p{L}\p{N}/]+)`)

// lost finds a procedure for who has lost something whose condition asks for it.
func (d *Directive) lost() []Conflict {
	all := []Conflict{}
	for _, p := range d.Procedures {
		for _, c := range p.Conditions {
			t, ok := d.Topic(c.Topic)
			if !ok {
				continue
			}
			for _, said := range d.beside(t) {
				m := mislaid.FindStringSubmatch(said)
				if m != nil && within(Fold(strings.Join(t.Quote, " ")), Fold(m[1])) && strings.Contains(Fold(strings.Join(t.Quote, " ")), "san sang") {
					all = append(all, conflict("contradiction", "topics/"+t.ID, "one", head(said), "other", head(strings.Join(t.Quote, " "))))
				}
			}
		}
	}
	return all
}

// beside are the quotations of the topics in the same part of the same annex.
func (d *Directive) beside(t Topic) []string {
	all := []string{}
	part := partOf(t.Clause)
	for _, other := range d.Topics {
		if other.ID != t.ID && partOf(other.Clause) == part {
			all = append(all, other.Quote...)
		}
	}
	return all
}

// partOf is a clause down to its second piece: "Phụ lục 1, mục C".
func partOf(clause string) string {
	pieces := strings.SplitN(clause, ", ", 3)
	return strings.Join(pieces[:min(2, len(pieces))], ", ")
}

// reachable finds e-mails that differ by a letter or two, and one name with two numbers.
func (d *Directive) reachable() []Conflict {
	all, seen := []Conflict{}, []string{}
	for _, s := range d.sentences() {
		for _, address := range addresses.FindAllString(s.text, -1) {
			bare := strings.ToLower(address)
			for _, other := range seen {
				if n := distance(bare, other); n > 0 && n <= 2 {
					all = append(all, conflict("two_values", top(s.where), "one", other, "other", bare))
				}
			}
			if !has(seen, bare) {
				seen = append(seen, bare)
			}
		}
	}
	for i, c := range d.Contacts {
		for _, other := range d.Contacts[:i] {
			if Fold(c.Name) == Fold(other.Name) && (c.Phone != other.Phone || c.Email != other.Email) {
				all = append(all, conflict("two_values", "contacts/"+c.ID, "one", other.Phone+" "+other.Email, "other", c.Phone+" "+c.Email))
			}
		}
	}
	return all
}

var addresses = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)

// top is the first two pieces of a place.
func top(where string) string {
	pieces := strings.SplitN(where, "/", 3)
	return strings.Join(pieces[:min(2, len(pieces))], "/")
}

// closing finds an exclusive end whose last days are no working days: many will take
// the day named for the last one.
func (d *Directive) closing() []Conflict {
	all := []Conflict{}
	for _, dl := range d.Deadlines {
		if dl.Before == "" {
			continue
		}
		for _, o := range d.of(dl) {
			all = append(all, conflict("exclusive_deadline", "deadlines/"+dl.ID, "named", LongDay(o.End), "last", LongDay(o.LastDay()), "working", LongDay(o.LastWorkingDay())))
		}
	}
	return all
}

// overruled finds a column kept to some sections whose thing another clause gives to
// everybody.
func (d *Directive) overruled() []Conflict {
	all := []Conflict{}
	for _, f := range d.Forms {
		for _, c := range f.Columns {
			if len(c.Sections) == 0 {
				continue
			}
			for _, t := range d.Topics {
				if partOf(t.Clause) != partOf(f.Clause) && within(Fold(strings.Join(t.Quote, " ")), Fold(c.Title)) {
					all = append(all, conflict("contradiction", "topics/"+t.ID, "one", t.Clause, "other", f.Clause+", "+c.Label))
				}
			}
		}
	}
	return all
}

// gaps finds a deputy who is obliged in a kind of unit where the chief is not.
func (d *Directive) gaps() []Conflict {
	all := []Conflict{}
	for _, r := range d.Obligations {
		for _, post := range r.Posts {
			chief, deputy := strings.CutPrefix(Fold(post), "pho ")
			if !deputy || r.Duty != Obliged || len(r.Kinds) == 0 {
				continue
			}
			named := slices.ContainsFunc(d.Obligations, func(other Rule) bool {
				return other.Duty == Obliged && meet(other.Kinds, r.Kinds) && len(other.Kinds) > 0 &&
					slices.ContainsFunc(other.Posts, func(p string) bool { return Fold(p) == chief })
			})
			if !named {
				all = append(all, conflict("list_gap", "obligations/"+r.ID, "post", post))
			}
		}
	}
	return all
}

// cards are the names of an identity number.
var cards = []string{"CMND", "CMT", "CCCD", "căn cước"}

// cards finds a column of identity numbers whose heading names another card than the
// other sentences do.
func (d *Directive) cards() []Conflict {
	all := []Conflict{}
	for _, f := range d.Forms {
		for _, c := range f.Columns {
			if c.Kind != "national_id" {
				continue
			}
			named, others := cardsIn(c.Title), []string{}
			for _, t := range d.Topics {
				for _, card := range cardsIn(strings.Join(t.Quote, " ")) {
					if !has(named, card) && !has(others, card) {
						others = append(others, card)
					}
				}
			}
			if len(others) > 0 {
				all = append(all, conflict("id_names", "forms/"+f.ID+"/"+c.ID, "one", strings.Join(named, "/"), "other", strings.Join(others, "/")))
			}
		}
	}
	return all
}

func cardsIn(text string) []string {
	return slices.DeleteFunc(slices.Clone(cards), func(card string) bool { return !strings.Contains(text, card) })
}

// figures are counts in words, as descriptions of pictures have them.
var counted = regexp.MustCompile(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+) (input boxes|ô nhập|ô trống|ô vuông)`)

// counts finds one thing counted twice with different results.
func (d *Directive) counts() []Conflict {
	found := map[string][]string{}
	for _, m := range counted.FindAllStringSubmatch(plain(d.printed), -1) {
		if thing, n := strings.ToLower(m[2]), strings.ToLower(m[1]); !has(found[thing], n) {
			found[thing] = append(found[thing], n)
		}
	}
	all := []Conflict{}
	for thing, ns := range found {
		if len(ns) > 1 {
			all = append(all, conflict("two_counts", "source", "thing", thing, "counts", strings.Join(ns, ", ")))
		}
	}
	return all
}

// wrongDays finds printed weekdays that are not those of their dates.
func (d *Directive) wrongDays() []Conflict {
	all := []Conflict{}
	for _, s := range d.sentences() {
		if !s.quoted {
			continue
		}
		for _, wrong := range d.misdated(s.text) {
			all = append(all, conflict("weekday", s.where, "date", wrong.date, "is", wrong.is, "said", wrong.said))
		}
	}
	return all
}

// spoken are the words of a text in small letters.
func spoken(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
