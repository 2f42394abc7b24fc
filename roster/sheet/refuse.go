package sheet

import "github.com/dvcbot/dvcbot/words"

// Refusal is why a file cannot be taken: a code of design, and a sentence with the
// way out.
type Refusal struct{ Code, Message string }

func (r *Refusal) Error() string { return r.Code }

func refuse(code string) *Refusal { return &Refusal{code, words.Say("sheet." + code)} }
