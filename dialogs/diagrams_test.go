package dialogs

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "print the diagrams anew")

func TestTheDiagramsAreThoseOfTheTables(t *testing.T) {
	all, err := New().Diagrams()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d diagrams: %v", len(all), err)
	}
	for name, diagram := range all {
		file := filepath.Join("..", "docs", "dialogs", name+".mmd")
		if *update {
			if err := os.WriteFile(file, []byte(diagram), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if printed, err := os.ReadFile(file); err != nil || string(printed) != diagram {
			t.Errorf("%s is stale: run go test ./dialogs -update (%v)", file, err)
		}
	}
}

func TestATableIsPure(t *testing.T) {
	for range 2 {
		if to, err := guideTable.Move("step", "stuck"); err != nil || to != "stuck" {
			t.Errorf("%s %v", to, err)
		}
		if to, err := guideTable.Move("step", "step"); err != nil || to != "step" {
			t.Errorf("a loop: %s %v", to, err)
		}
		if _, err := guideTable.Move("steps", "finished"); err == nil {
			t.Error("a move that the table lacks")
		}
	}
}
