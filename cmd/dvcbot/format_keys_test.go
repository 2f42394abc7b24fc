package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/people"
)

// everything tries all that the second directive has: every answer of the menu, the
// procedure with every way to be stuck, both forms with a wrong value of each kind.
var everything = []string{"menu", "!go:deadline", "!go:contact", "!go:says", "!go:task:t1", "!go:topic:scan.how", "!go:topic:scan.press", "!go:topic:scan.jam",
	"!go:topic:report.when", "giấy cũ nhét vào chỗ nào", "nút quét", "cách quét hết mực", "!go:reminders", "tôi đang ở quầy", "!go:counter", "!go:counter:scan.jam",
	"menu", "!go:obliged", "điểm quét", "TT", "!m:0", "!go:obliged", "Trạm Nam", "Người học việc", "!go:obliged", "kho", "Cộng tác viên", "!go:obliged", "Trạm Bắc", "Lái xe", "!task:0",
	"!go:obliged", "Kho lưu trữ", "Thủ kho", "!go:obliged", "Điểm số 7", "Trưởng trạm",
	"menu", "!go:guide:scan", "!stuck", "!sym:dien", "!go:contact", "!go:guide:scan", "!start", "!stuck", "!sym:jam", "!here", "!next", "!next", "!done", "!notyet",
	"menu", "!go:guide:scan", "!start", "!next", "!next", "!done",
	"menu", "!go:roster:bac/m01", "!nil", "!list", "!add", "Rau", "ruộng", "T-1", "s-001", "-1", "100001", "100,5", "100", "-1", "120", strings.Repeat("a", 41), "Máy hỏng", "1/1/2025",
	"31/12/2027", "30/6/2026", "12,55", "101", "12,5", "2019", "2027", "2021", "sai", "a@b.vn", "!save", "90", "!save", "!add", "dat", "ho", "S-002", "5", "5", "!skip", "!skip", "!skip", "!skip",
	"!save", "!add", "!hand", "!hand", "!go:roster:bac/m01",
	"menu", "!go:roster:bac/m02", "!add", "!agree", "Lê Văn Cường " + strings.Repeat("a", 50), "Lê Văn Cường", "TT", "095 000 0125", "074085000001", "!save", "!hand", "!hand",
	"menu", "!go:roster:kho/m01", "!add", "!v:ho", "S-003", "1", "1", "!skip", "!skip", "!skip", "!skip", "!v:x", "!save", "tram trung tam"}

func grants() []people.Grant {
	all := []people.Grant{{Role: people.Staff, Directive: "kh12"}}
	for _, unit := range []string{"bac", "kho", "nam"} {
		all = append(all, people.Grant{Role: people.Head, Directive: "kh12", Unit: unit})
	}
	return all
}

// printed is the line number of a finding: it moves when a line above goes.
var printed = regexp.MustCompile(`dòng \d+`)

// shown is all that a file leads to: lint lines, and what people see when it loads.
func shown(t *testing.T, raw []byte) (lines, seenByPeople string) {
	t.Helper()
	d, all := directive.ReadIn(raw, os.DirFS("../../directive/testdata"))
	fault := d == nil
	for _, f := range append(all, exampled(d)...) {
		lines += printed.ReplaceAllString(fmt.Sprintln(f.Level, f), "")
		fault = fault || f.Level == directive.Fault
	}
	if fault {
		return lines, ""
	}
	return lines, seen(t, d, grants(), everything)
}

func exampled(d *directive.Directive) []directive.Finding {
	if d == nil {
		return nil
	}
	return examples(d)
}

// inLine gives the second directive with its printed text in the file itself.
func inLine(t *testing.T, raw []byte) []byte {
	t.Helper()
	text, err := os.ReadFile("../../directive/testdata/second.txt")
	if err != nil {
		t.Fatal(err)
	}
	block := "source:\n  text: |\n    " + strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", "\n    ")
	return []byte(strings.Replace(string(raw), "source: {file: second.txt}", block, 1))
}

// TestNothingIsReadAndThenIgnored removes or alters every key of the schema in the second
// directive, and wants a talk, a plan, an export, a picture or a lint line to differ.
func TestNothingIsReadAndThenIgnored(t *testing.T) {
	raw, err := os.ReadFile("../../directive/testdata/second.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines, people := shown(t, raw)
	if people == "" {
		t.Fatalf("the second directive does not load: %s", lines)
	}
	if l, p := shown(t, inLine(t, raw)); l != lines || p != people {
		t.Error("a printed text in the file is not as good as one beside it")
	}
	for _, key := range keysOfTheFormat(t) {
		t.Run(key, func(t *testing.T) {
			tried, raw := 0, raw
			if key == "source.text" {
				raw = inLine(t, raw)
			}
			for _, way := range []func(*yaml.Node, int){altered, removed} {
				for n := 0; n < 12; n++ {
					changed, ok := change(t, raw, key, n, way)
					if !ok {
						break
					}
					tried++
					if l, p := shown(t, changed); l != lines || p != people {
						return
					}
				}
			}
			t.Errorf("%d changes of %s and nothing differs: it is ignored, or the testdata lacks it", tried, key)
		})
	}
}

// keysOfTheFormat are "topic.quote" and the like, of every object of the schema.
func keysOfTheFormat(t *testing.T) []string {
	t.Helper()
	var s struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(directive.Schema(), &s); err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for key := range s.Properties {
		all = append(all, "."+key)
	}
	for name, def := range s.Defs {
		for key := range def.Properties {
			all = append(all, name+"."+key)
		}
	}
	slices.Sort(all)
	return all
}

// change does the n-th possible change of a key, 0 first.
func change(t *testing.T, raw []byte, key string, n int, way func(*yaml.Node, int)) ([]byte, bool) {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil {
		t.Fatal(err)
	}
	name, field, _ := strings.Cut(key, ".")
	found := []func(){}
	visit(root.Content[0], "", func(object string, m *yaml.Node) {
		for i := 0; i+1 < len(m.Content); i += 2 {
			if object == name && m.Content[i].Value == field {
				found = append(found, func() { way(m, i) })
			}
		}
	})
	if n >= len(found) {
		return nil, false
	}
	found[n]()
	out, err := yaml.Marshal(&root)
	if err != nil {
		t.Fatal(err)
	}
	return out, true
}

// objects names what stands under a key, by the schema.
var objects = map[string]string{"signer": "signer", "source": "source", "contacts": "contact", "recipients": "recipient", "documents": "document", "tasks": "task",
	"calendar": "calendar", "banners": "banner", "topics": "topic", "fix": "fix", "counter": "counter", "procedures": "procedure", "conditions": "note", "notes": "note",
	"steps": "step", "press": "press", "symptoms": "symptom", "follow_up": "followUp", "screens": "screen", "parts": "part", "unit_kinds": "unitKind", "units": "unit",
	"later_units": "laterUnit", "posts": "post", "obligations": "obligation", "forms": "form", "sections": "section", "groups": "group", "columns": "column", "when": "when",
	"values": "value", "relations": "relation", "consent": "consent", "printed": "printed", "deadlines": "deadline", "after": "after", "every": "every", "ended": "ended", "milestones": "milestone",
	"texts": "texts", "conflicts": "conflict"}

func visit(n *yaml.Node, object string, at func(string, *yaml.Node)) {
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			visit(item, object, at)
		}
	case yaml.MappingNode:
		at(object, n)
		for i := 0; i+1 < len(n.Content); i += 2 {
			visit(n.Content[i+1], objects[n.Content[i].Value], at)
		}
	}
}

func removed(m *yaml.Node, i int) { m.Content = slices.Delete(m.Content, i, i+2) }

// altered gives the value another valid one where it is a text, a number or a list.
func altered(m *yaml.Node, i int) {
	v := m.Content[i+1]
	switch {
	case v.Kind == yaml.SequenceNode && len(v.Content) > 0 && v.Content[0].Kind == yaml.ScalarNode:
		v.Content = v.Content[1:]
	case v.Kind == yaml.SequenceNode || v.Kind == yaml.MappingNode:
		v.Content = v.Content[:len(v.Content)/4*2]
	case v.Tag == "!!bool":
		v.Value = map[string]string{"true": "false", "false": "true"}[v.Value]
	case v.Tag == "!!int":
		v.Value = map[bool]string{true: "2", false: "1"}[v.Value == "1"]
	default:
		v.Value += "x"
	}
}
