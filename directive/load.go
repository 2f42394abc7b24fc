package directive

import (
	"bytes"
	"embed"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed 949.yaml 949.txt
var embedded embed.FS

// Embedded is the file that ships with the bot: 949/UBND-VP.
func Embedded() []byte {
	raw, err := embedded.ReadFile("949.yaml")
	if err != nil {
		panic(err)
	}
	return raw
}

// Files are what lies beside the embedded file.
func Files() fs.FS { return embedded }

// MaxFile is the most bytes a directive's file, or its printed text, may have.
const MaxFile = 1 << 20

// FormatVersion is the format that this loader reads.
const FormatVersion = 1

// Load reads a directive's file as LoadIn does, beside the embedded ones.
func Load(raw []byte) (*Directive, error) { return LoadIn(raw, embedded) }

// LoadIn reads a directive's file; its printed text, when it names one, is looked for
// in beside. It refuses a file with a fault; all of them, with lines, are in the error.
func LoadIn(raw []byte, beside fs.FS) (*Directive, error) {
	d, all := decode(raw, beside, check)
	faults := []error{}
	for _, f := range all {
		if f.Level == Fault {
			faults = append(faults, f)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return d, nil
}

// ReadIn decodes what can be decoded and lists every finding, by line. The directive
// is nil when the file cannot be decoded at all.
func ReadIn(raw []byte, beside fs.FS) (*Directive, []Finding) { return decode(raw, beside, Lint) }

func decode(raw []byte, beside fs.FS, lint func(*Directive) []Finding) (*Directive, []Finding) {
	if len(raw) > MaxFile {
		return nil, []Finding{found(Fault, "too_large", 0, "", "n", strconv.Itoa(MaxFile))}
	}
	root, faults := parse(raw)
	if len(faults) > 0 {
		return nil, faults
	}
	t, value := plant(root)
	if t.nodes > maxNodes {
		return nil, []Finding{found(Fault, "too_large", 0, "", "n", strconv.Itoa(MaxFile))}
	}
	all := append(t.twins, t.hold(value)...)
	d := &Directive{}
	if err := root.Decode(d); err != nil {
		if len(all) == 0 {
			all = append(all, broken(err))
		}
		return nil, ordered(all)
	}
	d.printed, d.unread = read(d.Source, beside)
	d.calls = d.learn()
	for _, f := range lint(d) {
		f.Line = t.line(f.Where)
		all = append(all, f)
	}
	return d, ordered(all)
}

// parse gives the one document of a file.
func parse(raw []byte) (*yaml.Node, []Finding) {
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	var root, more yaml.Node
	if err := dec.Decode(&root); err != nil {
		return nil, []Finding{broken(err)}
	}
	if root.Kind != yaml.DocumentNode || len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return nil, []Finding{found(Fault, "not_a_file", 1, "")}
	}
	if err := dec.Decode(&more); err == nil {
		return nil, []Finding{found(Fault, "documents", more.Line, "")}
	}
	return &root, nil
}

// broken says where YAML itself could not be read.
func broken(err error) Finding {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		number, after, _ := strings.Cut(rest, ": ")
		line, _ = strconv.Atoi(number)
		text = after
	}
	return found(Fault, "yaml", line, "", "why", text)
}

// read gives the printed text; unread is the name of a file that is not there.
func read(s *Source, beside fs.FS) (printed, unread string) {
	switch {
	case s == nil:
		return "", ""
	case s.File == "":
		return s.Text, ""
	case beside == nil:
		return "", s.File
	}
	raw, err := fs.ReadFile(beside, s.File)
	if err != nil || len(raw) > MaxFile {
		return "", s.File
	}
	return string(raw), ""
}
