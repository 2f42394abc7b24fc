package directive

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

//go:embed 949.yaml
var embedded embed.FS

// Embedded is the file that ships with the bot: 949/UBND-VP.
func Embedded() []byte {
	raw, err := embedded.ReadFile("949.yaml")
	if err != nil {
		panic(err)
	}
	return raw
}

// MaxFile is the most bytes a directive's file may have.
const MaxFile = 1 << 20

// FormatVersion is the format that this loader reads.
const FormatVersion = 1

// Load reads a directive's file. It refuses unknown and twin keys, more than one
// document, and every fault that Lint calls one; all of them are in the error.
func Load(raw []byte) (*Directive, error) {
	d, err := decode(raw)
	if err != nil {
		return nil, err
	}
	faults := []error{}
	for _, f := range Lint(d) {
		if f.Level == Fault {
			faults = append(faults, f)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return d, nil
}

// Read decodes a file whose faults are to be listed and not to stop anything.
func Read(raw []byte) (*Directive, error) { return decode(raw) }

func decode(raw []byte) (*Directive, error) {
	if len(raw) > MaxFile {
		return nil, fmt.Errorf("directive file is over %d bytes", MaxFile)
	}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	d := &Directive{}
	if err := dec.Decode(d); err != nil {
		return nil, fmt.Errorf("directive file: %w", err)
	}
	if err := dec.Decode(&Directive{}); !errors.Is(err, io.EOF) {
		return nil, errors.New("directive file holds more than one document")
	}
	if d.Format != FormatVersion {
		return nil, fmt.Errorf("format %d is not %d", d.Format, FormatVersion)
	}
	d.calls = d.learn()
	return d, nil
}
