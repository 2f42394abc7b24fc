package understand

import (
	"strings"
	"unicode"

	"github.com/dvcbot/dvcbot/directive"
)

// Sort is what a typed text is while a field waits for its value.
type Sort uint8

// The sorts. A Doubt is asked of the person.
const (
	Value Sort = iota
	Question
	Doubt
)

// Field is what a state waits for: the kind of its column, and what may be chosen.
type Field struct {
	Kind   string
	Values []string
}

// How strong a sign is. Signs of one side add up.
const (
	unlike = iota // it does not look like a value, and might still be one
	none
	weak
	strong
	certain
	beyond
)

// Tell tells the value of a field from a question. It never looks at what the
// value is worth: the rules of the form do that.
func (r *Reader) Tell(text string, f Field) Sort {
	tokens := tokenize(text)
	if len(tokens) == 0 {
		return Value
	}
	s := signs{text: strings.TrimSpace(text), tokens: tokens, values: r.values(f), cue: sharedLexicon().asks(tokens)}
	if strings.HasSuffix(s.text, "?") {
		s.cue += strong - none
	}
	if f.Kind != "name" && f.Kind != "text" && nameShape(s) == beyond {
		return Value // a name in the wrong place: the rules of the form say so
	}
	look, ok := shapes[f.Kind]
	if !ok {
		look = shapes["text"]
	}
	shape := look(s)
	if shape == beyond || shape == certain && s.cue == none {
		return Value
	}
	return verdicts[shape][r.asking(s)]
}

// verdicts is what is made of a text by how much it looks like a value (the row) and
// like a question (the column).
var verdicts = [...][certain + 1]Sort{
	unlike:  {none: Doubt, weak: Question, strong: Question, certain: Question},
	none:    {none: Value, weak: Question, strong: Question, certain: Question},
	weak:    {none: Value, weak: Doubt, strong: Doubt, certain: Question},
	strong:  {none: Value, weak: Value, strong: Doubt, certain: Doubt},
	certain: {none: Value, weak: Value, strong: Value, certain: Doubt},
	beyond:  {none: Value, weak: Value, strong: Value, certain: Value},
}

// signs is a text being weighed.
type signs struct {
	text   string
	tokens []token
	values []string // canonical values that the field knows
	cue    int      // how much its mark and its words make a question of it
}

// asking is how much a text looks like a question: its mark, its words, and whether
// the directive, or the list of what it does not answer, knows it.
func (r *Reader) asking(s signs) int {
	sum := s.cue
	switch reading := r.Read(s.text); {
	case reading.Kind == Unknown || sum == none && len(s.tokens) < 2 && reading.Answers():
	case reading.Score >= surely && reading.Answers():
		sum += strong - none
	case reading.Score >= surely || sum > none:
		sum += weak - none
	}
	return min(sum, certain)
}

// surely is the score from which a reading is a strong sign of a question.
const surely = 0.7

// asks weighs the words that make a question: those at its end and those anywhere.
func (lx *lexicon) asks(tokens []token) int {
	sum := none
	for i := range tokens {
		n := lx.find(tokens, i, func(marked, folded string) bool { return lx.asking[marked] || lx.asking[folded] })
		if n > 0 {
			sum = strong
		}
	}
	last := tokens[len(tokens)-1].folded
	if len(tokens) > 2 && lx.closing[last] {
		sum = max(sum+weak-none, strong)
	}
	return sum
}

// shapes weigh how much a text looks like a value of a kind.
var shapes = map[string]func(signs) int{
	"name": nameShape, "position": knownShape, "unit": knownShape, "choice": knownShape, "mark": markShape, "text": textShape,
	"national_id": figureShape, "phone": figureShape, "number": figureShape, "percent": figureShape, "year": figureShape, "date": figureShape,
	"email": func(s signs) int { return when(strings.Contains(s.text, "@"), certain) },
	"code":  codeShape,
}

func when(is bool, sign int) int {
	if is {
		return sign
	}
	return none
}

// figureShape: digits make the value; a few of them also stand in questions.
func figureShape(s signs) int {
	digits, letters := 0, 0
	for _, r := range s.text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case digits == 0:
		return none
	case letters <= 2 || digits >= 7 && letters < digits:
		return certain
	case digits >= 7 || s.cue == none && letters <= 10:
		return strong
	}
	return when(digits*2 >= letters, weak)
}

func codeShape(s signs) int {
	return when(!strings.Contains(s.text, " ") && strings.IndexFunc(s.text, unicode.IsDigit) >= 0, certain)
}

// nameShape: two to seven words of letters alone; a known surname first, or every
// word with a capital, make it sure.
func nameShape(s signs) int {
	words := strings.Fields(s.text)
	if len(words) == 0 || len(words) > 7 || strings.ContainsAny(s.text, "0123456789:;/!.,") {
		return none
	}
	capitals := 0
	for _, w := range words {
		if unicode.IsUpper([]rune(w)[0]) {
			capitals++
		}
	}
	surname := sharedLexicon().surnames[s.tokens[0].folded]
	switch {
	case capitals == len(words) && surname && !strings.HasSuffix(s.text, "?"):
		return beyond
	case capitals == len(words) && surname:
		return certain
	case surname && len(words) > 2 && middles[s.tokens[1].folded]:
		return strong
	}
	if capitals == 0 && !surname && len(words) > 2 {
		return unlike
	}
	return when(surname || capitals == len(words), weak)
}

// middles are the words that stand second in most names.
var middles = map[string]bool{"thi": true, "van": true}

// knownShape: what the field knows, alone or among other words that ask nothing.
func knownShape(s signs) int {
	folded := joined(sharedLexicon().canonical(s.tokens))
	for _, v := range s.values {
		if folded == v || s.cue == none && strings.Contains(" "+folded+" ", " "+v+" ") {
			return certain
		}
	}
	return none
}

// markShape: yes, no, a cross or a number of one of the rights, in few words.
func markShape(s signs) int {
	yes := sharedLexicon().marks
	for _, t := range s.tokens {
		if !yes[t.folded] {
			return none
		}
	}
	return when(!strings.HasSuffix(s.text, "?"), certain)
}

// textShape: anything that asks nothing is a value.
func textShape(s signs) int {
	if s.cue == none {
		return strong
	}
	return when(!strings.HasSuffix(s.text, "?"), weak)
}

// values are the posts, units or choices that a field may hold, canonical.
func (r *Reader) values(f Field) []string {
	all := append([]string{}, f.Values...)
	all = append(all, r.lists[f.Kind]...)
	for i, v := range all {
		all[i] = joined(sharedLexicon().canonical(tokenize(v)))
	}
	return all
}

// lists are the values that a directive itself names, by the kind of the field.
func lists(d *directive.Directive) map[string][]string {
	all := map[string][]string{"position": append([]string{}, sharedData().Posts...)}
	for _, p := range d.Posts {
		all["position"] = append(append(all["position"], p.Word), p.Means...)
	}
	for _, o := range d.Obligations {
		all["position"] = append(append(all["position"], o.Posts...), o.Tasks...)
	}
	for _, u := range d.Units {
		all["unit"] = append(append(all["unit"], u.Name), u.Aliases...)
	}
	return all
}
