package roster

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/dvcbot/dvcbot/directive"
)

// Print is the fingerprint of a roster's content: of which unit's form, and what
// each row says in the form's own columns, in order. Two forms with the same print
// say the same. It is 16 hexadecimal digits in groups of four.
func Print(f directive.Form, k Key, rows []Row) string {
	said := make([][]string, 0, len(rows)+1)
	said = append(said, []string{k.Record()})
	for _, row := range rows {
		line := make([]string, 0, len(f.Columns))
		for _, c := range f.Columns {
			line = append(line, row.Cells[c.ID])
		}
		said = append(said, line)
	}
	raw, err := json.Marshal(said)
	if err != nil {
		panic(err) // strings always marshal
	}
	sum := sha256.Sum256(raw)
	digits := strings.ToUpper(hex.EncodeToString(sum[:8]))
	return digits[:4] + "-" + digits[4:8] + "-" + digits[8:12] + "-" + digits[12:]
}
