package directive

import (
	"slices"
	"strings"
)

// kindWords are the words for a kind of place or office that stand before a name,
// folded, with the abbreviations that people write for them.
var kindWords = []struct{ short, long, title string }{
	{"uy ban nhan dan", "ubnd", "UBND"}, {"ub nhan dan", "ubnd", "UBND"}, {"ubnd", "ubnd", "UBND"}, {"ub", "ubnd", "UBND"},
	{"thi tran", "thi tran", "thị trấn"}, {"tt", "thi tran", "thị trấn"}, {"thi xa", "thi xa", "thị xã"}, {"xa", "xa", "xã"}, {"x", "xa", "xã"},
	{"phuong", "phuong", "phường"}, {"huyen", "huyen", "huyện"}, {"h", "huyen", "huyện"}, {"tinh", "tinh", "tỉnh"},
	{"phong", "phong", "Phòng"}, {"p", "phong", "Phòng"},
}

// spellings are written in several ways inside a name, folded.
var spellings = strings.NewReplacer(" hoi dong nhan dan ", " hdnd ", " uy ban nhan dan ", " ubnd ", " va ", " ", " & ", " ", " vp ", " van phong ")

// Called cuts a unit's name into what says its kind ("UBND xã") and its own name
// ("An Bình"), as printed.
func Called(name string) (kind, own string) {
	words := strings.Fields(name)
	for i := range words {
		if _, rest := kindOf(Fold(strings.Join(words[i:], " "))); rest == Fold(strings.Join(words[i:], " ")) {
			return strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		}
	}
	return name, ""
}

// kindOf cuts the kind off folded words: "ubnd xa an binh" is "xa" and "an binh";
// UBND alone is a kind when no other follows.
func kindOf(folded string) (kind, own string) {
	for again := true; again; {
		again = false
		for _, w := range kindWords {
			rest, ok := strings.CutPrefix(folded+" ", w.short+" ")
			if !ok || len(w.short) == 1 && rest == "" {
				continue
			}
			if kind == "" || kind == "ubnd" {
				kind, folded, again = w.long, strings.TrimSpace(rest), true
			}
			break
		}
	}
	return kind, folded
}

// call is how a unit is called: the kind, its own name, and that without spaces.
type call struct{ kind, own, glued string }

func called(words string) call {
	folded := spell(words)
	kind, own := kindOf(folded)
	return call{kind, own, strings.ReplaceAll(folded, " ", "")}
}

func spell(words string) string {
	folded := " " + Fold(strings.NewReplacer("&", " va ", "/", " ", "_", " ").Replace(words)) + " "
	return strings.TrimSpace(spellings.Replace(spellings.Replace(folded)))
}

// Naming is what units some words may mean, best first: those called so, those whose
// name begins with the words, those whose name holds them. Only the first that is not
// empty is filled.
type Naming struct{ Exact, Begun, Held []Unit }

// Named gives the units that the words name, whatever is left out or abbreviated of
// "UBND xã", "Phòng", "huyện …" and the marks.
func (d *Directive) Named(words string) Naming {
	words = squeeze(words)
	for _, asked := range []call{called(words), called(d.local(words))} {
		if exact := d.calledSo(asked); len(exact) > 0 {
			return Naming{Exact: exact}
		}
	}
	asked := called(d.local(words))
	if asked.own == "" && asked.kind == "" {
		return Naming{}
	}
	if begun := d.holding(asked, begins); len(begun) > 0 {
		return Naming{Begun: begun}
	}
	return Naming{Held: d.holding(asked, within)}
}

func (d *Directive) holding(asked call, with func(whole, part string) bool) []Unit {
	found := []Unit{}
	for _, u := range d.Units {
		own := d.callOf(u.Name)
		if with(own.own, asked.own) && (asked.kind == "" || asked.kind == own.kind || asked.kind == "ubnd") {
			found = append(found, u)
		}
	}
	return found
}

func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
}

func begins(whole, part string) bool { return part == "" || strings.HasPrefix(whole+" ", part+" ") }

func (d *Directive) calledSo(asked call) []Unit {
	found := []Unit{}
	for _, u := range d.Units {
		if slices.ContainsFunc(append([]string{u.Name}, u.Aliases...), func(name string) bool { return asked.is(d.callOf(name)) }) {
			found = append(found, u)
		}
	}
	return found
}

// learn works out once how every unit is called.
func (d *Directive) learn() map[string]call {
	calls := map[string]call{}
	for _, u := range d.Units {
		for _, name := range append([]string{u.Name}, u.Aliases...) {
			calls[name] = called(name)
		}
	}
	for _, l := range d.LaterUnits {
		calls[l.Name] = called(l.Name)
	}
	return calls
}

func (d *Directive) callOf(name string) call {
	if c, ok := d.calls[name]; ok {
		return c
	}
	return called(name)
}

// is reports whether asked may stand for the full call of a unit.
func (asked call) is(full call) bool {
	if asked.glued == full.glued {
		return asked.glued != ""
	}
	return asked.own != "" && asked.own == full.own &&
		(asked.kind == "" || asked.kind == full.kind || asked.kind == "ubnd" && full.kind != "phong")
}

// local drops what only says where the whole district lies: "…, huyện Phú Giáo, tỉnh …".
func (d *Directive) local(words string) string {
	folded := " " + spell(words) + " "
	_, place := kindOf(spell(d.Issuer))
	for _, tail := range []string{" huyen " + place + " ", " h " + place + " ", " " + place + " ", " huyen "} {
		i := strings.Index(folded, tail)
		if i <= 0 || place == "" {
			continue
		}
		if _, own := kindOf(strings.TrimSpace(folded[:i])); own != "" {
			return strings.TrimSpace(folded[:i])
		}
	}
	return strings.TrimSpace(folded)
}

// Bare reports whether the words are a name alone, without its kind.
func Bare(words string) bool { return called(words).kind == "" }

// Later gives the later units of another time that the words may mean.
func (d *Directive) Later(words string) []LaterUnit {
	found := []LaterUnit{}
	asked := called(d.local(words))
	for _, l := range d.LaterUnits {
		if asked.is(d.callOf(l.Name)) {
			found = append(found, l)
		}
	}
	return found
}
