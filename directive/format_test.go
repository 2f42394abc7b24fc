package directive

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "print the tables of the format's document anew")

const document = "../docs/directive-format.md"

// object is one object of the schema as the tests read it.
type object struct {
	Description string
	Required    []string
	Properties  map[string]property
}

type property struct {
	Ref         string `json:"$ref"`
	Type        string
	Description string
	Pattern     string
	Enum        []string
	Const       any
	Items       *property
	Examples    []string
}

func objects(t *testing.T) (root object, defs map[string]object) {
	t.Helper()
	var all struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &all); err != nil {
		t.Fatal(err)
	}
	return all.object, all.Defs
}

// TestTheSchemaIsTheModel walks the Go model and the schema side by side.
func TestTheSchemaIsTheModel(t *testing.T) {
	root, defs := objects(t)
	seen := map[string]bool{}
	var same func(where string, model reflect.Type, o object)
	same = func(where string, model reflect.Type, o object) {
		keys := map[string]reflect.Type{}
		for i := range model.NumField() {
			if key := model.Field(i).Tag.Get("yaml"); key != "" {
				keys[key] = model.Field(i).Type
			}
		}
		for key, p := range o.Properties {
			field, ok := keys[key]
			if !ok {
				t.Errorf("%s/%s is in the schema alone", where, key)
				continue
			}
			if p.Description == "" && p.Const == nil {
				t.Errorf("%s/%s is not described", where, key)
			}
			shape(t, where+"/"+key, field, p)
			for field.Kind() == reflect.Slice || field.Kind() == reflect.Pointer {
				field = field.Elem()
			}
			name := strings.TrimPrefix(p.ref(), "#/$defs/")
			if field.Kind() == reflect.Struct && !seen[name] {
				seen[name] = true
				same(name, field, defs[name])
			}
		}
		for key := range keys {
			if _, ok := o.Properties[key]; !ok {
				t.Errorf("%s/%s is in the model alone", where, key)
			}
		}
	}
	same("", reflect.TypeFor[Directive](), root)
	for name := range defs {
		if !seen[name] {
			t.Errorf("nothing uses %s", name)
		}
	}
}

func (p property) ref() string {
	if p.Items != nil {
		return p.Items.ref()
	}
	return p.Ref
}

func shape(t *testing.T, where string, field reflect.Type, p property) {
	t.Helper()
	list := field.Kind() == reflect.Slice
	if list != (p.Type == "array") {
		t.Errorf("%s is a list in one of the two", where)
	}
	if text := field.Kind() == reflect.String; text != (p.Type == "string" || p.Enum != nil) {
		t.Errorf("%s is a text in one of the two", where)
	}
}

// kind is what a value is, in the words of the document.
func (p property) kind() string {
	switch {
	case p.Items != nil:
		return "list of " + p.Items.kind()
	case p.Ref != "":
		return "[" + strings.TrimPrefix(p.Ref, "#/$defs/") + "](#" + strings.ToLower(strings.TrimPrefix(p.Ref, "#/$defs/")) + ")"
	case p.Enum != nil:
		return "`" + strings.Join(p.Enum, "` `") + "`"
	case p.Const != nil:
		return fmt.Sprint(p.Const)
	case len(p.Examples) > 0:
		return "like `" + strings.Join(p.Examples, "` `") + "`"
	case p.Type == "string":
		return "text"
	}
	return p.Type
}

func table(name string, o object) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### %s\n%s\n\n| Key | Is | Means |\n| --- | --- | --- |\n", name, o.Description)
	for _, key := range slices.Sorted(maps.Keys(o.Properties)) {
		p, star := o.Properties[key], ""
		if slices.Contains(o.Required, key) {
			star = " *"
		}
		fmt.Fprintf(&b, "| `%s`%s | %s | %s |\n", key, star, p.kind(), p.Description)
	}
	return b.String()
}

// TestTheDocumentTellsEveryKeyAndCode prints the two tables from the schema and the words.
func TestTheDocumentTellsEveryKeyAndCode(t *testing.T) {
	root, defs := objects(t)
	keys := table("The file", root)
	for _, name := range slices.Sorted(maps.Keys(defs)) {
		keys += table(name, defs[name])
	}
	raw, err := os.ReadFile("../words/vi/lint.yaml")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	if err := yaml.Unmarshal(raw, &said); err != nil {
		t.Fatal(err)
	}
	codes := "\n| Code | Says |\n| --- | --- |\n"
	for _, key := range slices.Sorted(maps.Keys(said)) {
		room, code, _ := strings.Cut(key, ".")
		if strings.Contains(code, ".") || code == "at" || code == "near" || code == "acknowledged" || code == "unacknowledged" {
			continue
		}
		codes += fmt.Sprintf("| `%s` (%s) | %s |\n", code, map[string]string{"lint": "file", "conflict": "printed text"}[room], said[key])
	}
	was, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	want := between(between(string(was), "codes", codes), "keys", keys)
	if *update {
		if err := os.WriteFile(document, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if want != string(was) {
		t.Errorf("%s is stale: run go test ./directive -update", document)
	}
}

func between(text, name, put string) string {
	before, rest, _ := strings.Cut(text, "<!-- "+name+" -->")
	_, after, _ := strings.Cut(rest, "<!-- end -->")
	return before + "<!-- " + name + " -->" + put + "<!-- end -->" + after
}

func TestTheSmallestFileOfTheDocumentIsClean(t *testing.T) {
	raw, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "```yaml\n")
	example, _, _ := strings.Cut(rest, "```")
	_, all := ReadIn([]byte(example), nil)
	for _, f := range all {
		if f.Level != Accepted {
			t.Errorf("%s %v", f.Level, f)
		}
	}
}
