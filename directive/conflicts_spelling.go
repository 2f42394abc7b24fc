package directive

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// How often something is said before its odd one out is taken for a slip.
const (
	oftenSpelt    = 5  // three words, in all their spellings
	oftenSaid     = 3  // the usual middle of three words
	oftenFollowed = 20 // a word with at most three followers
)

// corpus is everything printed, by clause: the printed text where the file has it,
// else the quotations.
func (d *Directive) corpus() [][]string {
	text := d.printed
	if text == "" {
		for _, s := range d.sentences() {
			if s.quoted {
				text += s.text + "\n"
			}
		}
	}
	all := [][]string{}
	for _, piece := range clauses.Split(strings.ReplaceAll(text, "**", ""), -1) {
		if ws := spoken(piece); len(ws) > 1 {
			all = append(all, ws)
		}
	}
	return all
}

var clauses = regexp.MustCompile(`[.\n;:()“”"\[\]|\t]+`)

// spellings finds words spelt in two ways: with other marks, with another word in
// their middle, with a word lost behind them, with a letter repeated.
func (d *Directive) spellings() []Conflict {
	corpus := d.corpus()
	all := append(marksOf(corpus), d.middles(corpus)...)
	all = append(all, d.followers(corpus)...)
	return append(all, d.repeated()...)
}

func threes(corpus [][]string) map[string]int {
	n := map[string]int{}
	for _, ws := range corpus {
		for i := range len(ws) - 2 {
			n[strings.Join(ws[i:i+3], " ")]++
		}
	}
	return n
}

// marksOf finds three words that differ in their marks alone.
func marksOf(corpus [][]string) []Conflict {
	ways, counts := map[string][]string{}, threes(corpus)
	for said := range counts {
		ways[Fold(said)] = append(ways[Fold(said)], said)
	}
	shown := []string{}
	for _, spelt := range ways {
		total := 0
		for i, one := range spelt {
			total += counts[one]
			spelt[i] = fmt.Sprintf("%s (%d)", one, counts[one])
		}
		if len(spelt) > 1 && total >= oftenSpelt {
			sort.Strings(spelt)
			shown = append(shown, strings.Join(spelt, " / "))
		}
	}
	if len(shown) == 0 {
		return nil
	}
	sort.Strings(shown)
	return []Conflict{conflict("two_spellings", "topics", "words", strings.Join(shown, "; "))}
}

// middles finds three words of which the middle one is nearly always another, alike one.
func (d *Directive) middles(corpus [][]string) []Conflict {
	all, counts := []Conflict{}, threes(corpus)
	between := map[string][]string{}
	for said := range counts {
		ws := strings.Fields(said)
		between[ws[0]+" "+ws[2]] = append(between[ws[0]+" "+ws[2]], ws[1])
	}
	for outer, middle := range between {
		first, last, _ := strings.Cut(outer, " ")
		for _, odd := range middle {
			for _, usual := range middle {
				n, often := counts[first+" "+odd+" "+last], counts[first+" "+usual+" "+last]
				if n <= 2 && often >= oftenSaid && often > n && alike(odd, usual) {
					all = append(all, d.places("odd_word", first+" "+odd+" "+last, first+" "+usual+" "+last)...)
				}
			}
		}
	}
	return sorted(all)
}

func alike(a, b string) bool {
	a, b = Fold(a), Fold(b)
	return a != b && min(len(a), len(b)) >= 3 && distance(a, b) <= 2
}

// followers finds a word that is followed by nearly always the same ones, and once by
// another: a word may be lost between.
func (d *Directive) followers(corpus [][]string) []Conflict {
	next := map[string]map[string]int{}
	for _, ws := range corpus {
		for i := range len(ws) - 1 {
			if next[ws[i]] == nil {
				next[ws[i]] = map[string]int{}
			}
			next[ws[i]][ws[i+1]]++
		}
	}
	all := []Conflict{}
	for word, counts := range next {
		total := 0
		for _, n := range counts {
			total += n
		}
		if total < oftenFollowed || len(counts) > 3 {
			continue
		}
		for follower, n := range counts {
			if n == 1 {
				all = append(all, d.places("lost_word", word+" "+follower, word+" …")...)
			}
		}
	}
	return sorted(all)
}

// places are the topics that quote the words.
func (d *Directive) places(code, said, usual string) []Conflict {
	all := []Conflict{}
	for _, t := range d.Topics {
		if strings.Contains(" "+strings.Join(spoken(strings.Join(t.Quote, " ")), " ")+" ", " "+said+" ") {
			all = append(all, conflict(code, "topics/"+t.ID, "said", said, "usual", usual))
		}
	}
	return all
}

// repeated finds a short form in capitals with one letter three times or more.
func (d *Directive) repeated() []Conflict {
	all := []Conflict{}
	for _, t := range d.Topics {
		for _, word := range capitals.FindAllString(strings.Join(t.Quote, " "), -1) {
			for i := range len(word) - 2 {
				if word[i] == word[i+1] && word[i] == word[i+2] && !has(cards, word) {
					all = append(all, conflict("repeated_letter", "topics/"+t.ID, "word", word))
					break
				}
			}
		}
	}
	return all
}

var capitals = regexp.MustCompile(`\b[A-Z]{4,}\b`)

func sorted(all []Conflict) []Conflict {
	slices.SortFunc(all, func(a, b Conflict) int { return strings.Compare(a.Where+a.Why, b.Where+b.Why) })
	return all
}
