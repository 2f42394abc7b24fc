package understand

import (
	"os"
	"strings"
	"testing"
)

func linesOf(t *testing.T, file string) []string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(raw)), "\n")
}

// mayDoubt is the part of a kind's values, or questions, that the person may be
// asked about.
const mayDoubt = 0.10

// least is how many values, and how many questions, each kind is tried with.
const least = 40

// doubts counts what became of texts of one kind.
type doubts struct{ all, doubted int }

func (d doubts) hold(t *testing.T, what string) {
	t.Helper()
	if d.all < least {
		t.Errorf("only %d %s", d.all, what)
	}
	if float64(d.doubted) > mayDoubt*float64(d.all) {
		t.Errorf("%d of %d %s are doubted", d.doubted, d.all, what)
	}
}

func TestAValueIsNeverTakenForAQuestion(t *testing.T) {
	r := reader949(t)
	seen := map[string]doubts{}
	for _, line := range linesOf(t, "testdata/values.tsv") {
		kind, value, _ := strings.Cut(line, "\t")
		d := seen[kind]
		d.all++
		switch r.Tell(value, Field{Kind: kind}) {
		case Question:
			t.Errorf("%s: %q became a question", kind, value)
		case Doubt:
			t.Logf("%s: %q is doubted", kind, value)
			d.doubted++
		}
		seen[kind] = d
	}
	for kind, d := range seen {
		d.hold(t, "values of "+kind)
	}
}

func TestAQuestionIsNeverTakenForAValue(t *testing.T) {
	r := reader949(t)
	for kind := range shapes {
		d := doubts{}
		for _, question := range linesOf(t, "testdata/questions.tsv") {
			d.all++
			switch r.Tell(question, Field{Kind: kind}) {
			case Value:
				t.Errorf("%s: %q became a value", kind, question)
			case Doubt:
				t.Logf("%s: %q is doubted", kind, question)
				d.doubted++
			}
		}
		d.hold(t, "questions while "+kind+" waits")
	}
}
