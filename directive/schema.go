package directive

import (
	"bytes"
	_ "embed" // the schema is a file, so that an editor reads the same one
	"encoding/json"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (draft 2020-12) of a directive's file, for editors. The
// loader holds every file to it.
func Schema() []byte { return bytes.Clone(schema) }

// format is the schema ready for use, beside itself as data.
type format struct {
	held *jsonschema.Schema
	data map[string]any
}

var ready = sync.OnceValue(func() format {
	f := format{}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		panic(err)
	}
	if err := json.Unmarshal(schema, &f.data); err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		panic(err)
	}
	f.held = c.MustCompile("schema.json")
	return f
})

// at is the part of the schema that a URL's fragment points to.
func (f format) at(url string) map[string]any {
	_, pointer, _ := strings.Cut(url, "#")
	var here any = f.data
	for _, key := range strings.Split(strings.Trim(pointer, "/"), "/") {
		if m, ok := here.(map[string]any); ok && key != "" {
			here = m[strings.NewReplacer("~1", "/", "~0", "~").Replace(key)]
		}
	}
	m, _ := here.(map[string]any)
	return m
}
