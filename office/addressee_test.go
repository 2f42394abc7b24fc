package office

import (
	"testing"

	"github.com/dvcbot/dvcbot/directive"
)

// TestTheAddresseeFollowsTheDocumentAndNoId gives the recipients ids of their own.
func TestTheAddresseeFollowsTheDocumentAndNoId(t *testing.T) {
	d := &directive.Directive{Issuer: "UBND xã", Recipients: []directive.Recipient{{ID: "so", To: "Sở Y tế", Email: "so@y-te.example"}},
		Documents: []directive.Document{{ID: "b1", Kind: "results", To: "so"}}}
	if got := ReportAddress(d); got != "so@y-te.example" {
		t.Errorf("mail goes to %q", got)
	}
	if got := recipients(d, "results"); len(got) != 1 || got[0] != "Sở Y tế" {
		t.Errorf("results go to %v", got)
	}
	if got := recipients(d, "changes"); len(got) != 1 || got[0] != "UBND xã" {
		t.Errorf("changes go to %v", got)
	}
}
