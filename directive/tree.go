package directive

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// maxNodes bounds a file whose aliases repeat themselves.
const maxNodes = 200_000

// tree is a file as the schema reads it, and where each part of it stands.
type tree struct {
	places map[string]place // by JSON pointer
	lines  map[string]int   // by the names that findings use
	nodes  int
	twins  []Finding
}

// place is one part of the file: its name in a finding and its line.
type place struct {
	where string
	line  int
}

func plant(n *yaml.Node) (*tree, any) {
	t := &tree{places: map[string]place{}, lines: map[string]int{}}
	return t, t.value(n, "", "")
}

func (t *tree) value(n *yaml.Node, pointer, where string) any {
	t.nodes++
	t.places[pointer] = place{where, n.Line}
	if _, known := t.lines[where]; !known {
		t.lines[where] = n.Line
	}
	if t.nodes > maxNodes {
		return nil
	}
	switch n.Kind {
	case yaml.DocumentNode:
		return t.value(n.Content[0], pointer, where)
	case yaml.AliasNode:
		return t.value(n.Alias, pointer, where)
	case yaml.MappingNode:
		return t.mapping(n, pointer, where)
	case yaml.SequenceNode:
		return t.sequence(n, pointer, where)
	}
	return scalar(n)
}

func (t *tree) mapping(n *yaml.Node, pointer, where string) any {
	m, first := map[string]any{}, map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if was, twin := first[key.Value]; twin {
			t.twins = append(t.twins, found(Fault, "twin_key", key.Line, where, "key", key.Value, "first", strconv.Itoa(was)))
			continue
		}
		first[key.Value] = key.Line
		at := join(where, key.Value)
		t.lines[at] = key.Line
		if v := t.value(value, pointer+"/"+key.Value, at); v != nil {
			m[key.Value] = v
		}
		t.places[pointer+"/"+key.Value] = place{at, key.Line}
	}
	return m
}

// sequence names items by their id: "forms/pl2/phone" stands for the column phone of
// the form pl2, whatever list it is in.
func (t *tree) sequence(n *yaml.Node, pointer, where string) any {
	list := make([]any, 0, len(n.Content))
	for i, item := range n.Content {
		at := join(where, strconv.Itoa(i+1))
		if id := idOf(item); id != "" {
			at = join(owner(where), id)
		}
		list = append(list, t.value(item, pointer+"/"+strconv.Itoa(i), at))
	}
	return list
}

// owner is the owner of a list: "forms/pl2/columns" belongs to "forms/pl2".
func owner(list string) string {
	for i := len(list) - 1; i > 0; i-- {
		if list[i] == '/' {
			return list[:i]
		}
	}
	return list
}

func idOf(n *yaml.Node) string {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.MappingNode {
		return ""
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "id" {
			return n.Content[i+1].Value
		}
	}
	return ""
}

func join(where, key string) string {
	if where == "" {
		return key
	}
	return where + "/" + key
}

// scalar is a value as JSON has it; a date is a string.
func scalar(n *yaml.Node) any {
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}

// line is where a finding's place stands in the file, or the nearest place above it.
func (t *tree) line(where string) int {
	for where != "" {
		if n, ok := t.lines[where]; ok {
			return n
		}
		up := owner(where)
		if up == where {
			break
		}
		where = up
	}
	return 0
}
