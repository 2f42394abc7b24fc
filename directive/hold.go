package directive

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/dvcbot/dvcbot/words"
)

// hold holds a file to the schema and says of each fault where it is and what to mend.
func (t *tree) hold(value any) []Finding {
	var invalid *jsonschema.ValidationError
	if err := ready().held.Validate(value); err == nil || !errors.As(err, &invalid) {
		return nil
	}
	return t.faults(invalid)
}

// faults are those of the leaves. A choice between keys is one fault, not one a key.
func (t *tree) faults(e *jsonschema.ValidationError) []Finding {
	switch e.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		return []Finding{t.choice(e)}
	}
	if len(e.Causes) == 0 {
		return t.leaf(e)
	}
	all := []Finding{}
	for _, cause := range e.Causes {
		all = append(all, t.faults(cause)...)
	}
	return all
}

func (t *tree) place(e *jsonschema.ValidationError) place {
	pointer := ""
	for _, part := range e.InstanceLocation {
		pointer += "/" + part
	}
	return t.places[pointer]
}

// choice is a fault of "one of these keys".
func (t *tree) choice(e *jsonschema.ValidationError) Finding {
	keys := []string{}
	for _, word := range []string{"oneOf", "anyOf"} {
		options, _ := ready().at(e.SchemaURL)[word].([]any)
		for _, o := range options {
			if m, ok := o.(map[string]any); ok {
				keys = append(keys, texts(m["required"])...)
			}
		}
	}
	at := t.place(e)
	return found(Fault, "one_of", at.line, at.where, "keys", strings.Join(keys, ", "))
}

func texts(list any) []string {
	all := []string{}
	items, _ := list.([]any)
	for _, item := range items {
		all = append(all, fmt.Sprint(item))
	}
	return all
}

// leaf turns one fault of the schema into findings. A number where a text is asked is
// none: 949 and "949" are one id.
func (t *tree) leaf(e *jsonschema.ValidationError) []Finding {
	at, rule := t.place(e), ready().at(e.SchemaURL)
	one := func(code string, pairs ...string) []Finding {
		return []Finding{found(Fault, code, at.line, at.where, pairs...)}
	}
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		return t.unknown(at, e, k.Properties)
	case *kind.Required:
		all := []Finding{}
		for _, key := range k.Missing {
			all = append(all, found(Fault, "missing_key", at.line, at.where, "key", key))
		}
		return all
	case *kind.Type:
		if slices.Contains(k.Want, "string") && (k.Got == "number" || k.Got == "integer" || k.Got == "boolean") {
			return nil
		}
		return one("type", "want", words.Say("lint.shape."+k.Want[0]))
	case *kind.Enum:
		return one("enum", "value", fmt.Sprint(k.Got), "all", strings.Join(texts(k.Want), ", "))
	case *kind.Const:
		return one("format", "want", fmt.Sprint(k.Want))
	case *kind.Pattern:
		return one("pattern", "value", k.Got, "example", strings.Join(texts(rule["examples"]), ", "))
	case *kind.MinLength, *kind.MinItems, *kind.MinProperties:
		return one("empty")
	case *kind.MaxItems:
		return one("many", "n", fmt.Sprint(k.Want))
	case *kind.MaxProperties:
		return one("many", "n", fmt.Sprint(k.Want))
	case *kind.MaxLength:
		return one("too_long", "n", fmt.Sprint(k.Got), "most", fmt.Sprint(k.Want))
	case *kind.Minimum:
		return one("least", "n", k.Want.RatString())
	case *kind.Maximum:
		return one("most", "n", k.Want.RatString())
	}
	return one("rule", "rule", strings.Join(e.ErrorKind.KeywordPath(), "/"))
}

func (t *tree) unknown(at place, e *jsonschema.ValidationError, keys []string) []Finding {
	known := []string{}
	if m, ok := ready().at(e.SchemaURL)["properties"].(map[string]any); ok {
		for key := range m {
			known = append(known, key)
		}
	}
	slices.Sort(known)
	all := []Finding{}
	for _, key := range keys {
		where := join(at.where, key)
		all = append(all, found(Fault, "unknown_key", t.lines[where], where, "key", key, "near", near(key, known), "all", strings.Join(known, ", ")))
	}
	return all
}

// near asks whether the known key nearest to a mistyped one was meant; "" when none is near.
func near(key string, known []string) string {
	best, least := "", len(key)/2+1
	for _, k := range known {
		if d := distance(key, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return words.Say("lint.near", "near", best)
}

// distance is Levenshtein's, over bytes: keys are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			step := diagonal
			if a[i-1] != b[j-1] {
				step++
			}
			diagonal = row[j]
			row[j] = min(step, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
