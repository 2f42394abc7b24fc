package telegramtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// An extract of the machine-readable Bot API: the methods this server knows and the types
// of their parameters. "A|B" is one of several, a "!" at the end says required.
//
//go:embed api.json
var api []byte

type fields map[string]string

var described = describe()

type description struct {
	Version  string
	Methods  map[string]fields
	Types    map[string]fields
	Subtypes map[string][]string
}

func describe() (d description) {
	if err := json.Unmarshal(api, &d); err != nil {
		panic(err)
	}
	return d
}

// check holds the parameters against the description.
func (s *Server) check(q request) (answer, bool) {
	known := described.Methods[q.method]
	for name, value := range q.params {
		if strings.HasPrefix(name, "#") {
			continue
		}
		kind, ok := known[name]
		if !ok {
			s.violate(q.method, "unknown parameter %s", name)
			return bad("unknown parameter " + name), true
		}
		if err := typed(strings.TrimSuffix(kind, "!"), value); err != nil {
			s.violate(q.method, "parameter %s: %v", name, err)
			return bad("wrong type of parameter " + name), true
		}
	}
	for name, kind := range known {
		_, given := q.params[name]
		_, uploaded := q.files[name]
		if strings.HasSuffix(kind, "!") && !given && !uploaded {
			s.violate(q.method, "parameter %s is missing", name)
			return bad(name + " is empty"), true
		}
	}
	return answer{}, false
}

var plain = map[string]*regexp.Regexp{"Integer": regexp.MustCompile(`^-?\d{1,19}$`), "Boolean": regexp.MustCompile(`^(true|false|True|False|0|1)$`),
	"True": regexp.MustCompile(`^(true|True|1)$`), "Float": regexp.MustCompile(`^-?\d+(\.\d+)?$`)}

// typed checks a value as it travels in a form.
func typed(kind, value string) error {
	if !utf8.ValidString(value) {
		return fmt.Errorf("is not UTF-8")
	}
	var faults []string
	for _, one := range strings.Split(kind, "|") {
		if one == "String" || one == "InputFile" {
			return nil
		}
		if form, ok := plain[one]; ok {
			if form.MatchString(value) {
				return nil
			}
			faults = append(faults, "is no "+one)
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			faults = append(faults, "is no JSON")
			continue
		}
		err := shaped(one, v)
		if err == nil {
			return nil
		}
		faults = append(faults, err.Error())
	}
	return fmt.Errorf("%s", strings.Join(faults, ", or "))
}

// shaped checks a value inside JSON.
func shaped(kind string, v any) error {
	if inner, ok := strings.CutPrefix(kind, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return fmt.Errorf("is no array")
		}
		for _, one := range list {
			if err := shaped(inner, one); err != nil {
				return err
			}
		}
		return nil
	}
	if all, ok := described.Subtypes[kind]; ok {
		return oneOf(all, v)
	}
	if want, ok := described.Types[kind]; ok {
		return object(kind, want, v)
	}
	return scalar(kind, v)
}

func scalar(kind string, v any) error {
	ok := false
	switch kind {
	case "String":
		_, ok = v.(string)
	case "Boolean":
		_, ok = v.(bool)
	case "True":
		ok = v == true
	case "Integer":
		n, number := v.(float64)
		ok = number && n == float64(int64(n))
	case "Float":
		_, ok = v.(float64)
	}
	if !ok {
		return fmt.Errorf("is no %s", kind)
	}
	return nil
}

func oneOf(kinds []string, v any) error {
	faults := []string{}
	for _, kind := range kinds {
		err := shaped(kind, v)
		if err == nil {
			return nil
		}
		faults = append(faults, err.Error())
	}
	return fmt.Errorf("%s", strings.Join(faults, ", or "))
}

func object(kind string, want fields, v any) error {
	m, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("is no %s", kind)
	}
	for name, inner := range m {
		types, known := want[name]
		if !known {
			return fmt.Errorf("%s has no field %s", kind, name)
		}
		if err := oneOf(strings.Split(strings.TrimSuffix(types, "!"), "|"), inner); err != nil {
			return fmt.Errorf("%s.%s %w", kind, name, err)
		}
	}
	for name, types := range want {
		if _, given := m[name]; strings.HasSuffix(types, "!") && !given {
			return fmt.Errorf("%s lacks %s", kind, name)
		}
	}
	return nil
}
