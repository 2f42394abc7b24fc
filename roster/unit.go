package roster

import "github.com/dvcbot/dvcbot/directive"

// unit holds domain.md section 6. A name alone that also names a unit of another time
// is asked, as is the beginning of several names.
func unit(a ask) Verdict {
	named, later := a.d.Named(a.text), a.d.Later(a.text)
	switch {
	case len(later) > 0 && directive.Bare(a.text) && len(named.Exact) > 0:
		return suggest("UNIT_AMBIGUOUS", named.Exact[0].Name)
	case len(named.Exact) == 1:
		return taken(named.Exact[0].Name)
	case len(named.Exact) > 1:
		return refused("UNIT_AMBIGUOUS")
	case len(later) > 0:
		return refused("UNIT_LATER")
	case len(named.Begun) == 1:
		return taken(named.Begun[0].Name)
	case len(named.Held) == 1:
		return suggest("UNIT_AMBIGUOUS", named.Held[0].Name)
	case len(named.Begun)+len(named.Held) > 1:
		return refused("UNIT_AMBIGUOUS")
	}
	if meant := AsMeant(a.text); meant != a.text {
		return suggest("UNIT_UNKNOWN", unit(ask{d: a.d, text: meant}).Normal)
	}
	return refused("UNIT_UNKNOWN")
}
