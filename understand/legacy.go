package understand

import "strings"

// tcvn3 is the old national code that documents of the 1990s are pasted in: each
// letter with marks is one Latin-1 character.
var tcvn3 = strings.NewReplacer(
	"µ", "a", "¸", "a", "¶", "a", "·", "a", "¹", "a", "¨", "a", "»", "a", "¾", "a", "¼", "a", "½", "a", "Æ", "a",
	"©", "a", "Ç", "a", "Ê", "a", "È", "a", "É", "a", "Ë", "a", "®", "d", "§", "d", "Ì", "e", "Ð", "e", "Î", "e", "Ï", "e", "Ñ", "e",
	"ª", "e", "Ò", "e", "Õ", "e", "Ó", "e", "Ô", "e", "Ö", "e", "×", "i", "Ý", "i", "Ø", "i", "Ü", "i", "Þ", "i",
	"ß", "o", "ã", "o", "á", "o", "â", "o", "ä", "o", "«", "o", "å", "o", "è", "o", "æ", "o", "ç", "o", "é", "o",
	"¬", "o", "ê", "o", "í", "o", "ë", "o", "ì", "o", "î", "o", "ï", "u", "ó", "u", "ñ", "u", "ò", "u", "ô", "u",
	"\u00ad", "u", "õ", "u", "ø", "u", "ö", "u", "÷", "u", "ù", "u", "ú", "y", "ý", "y", "û", "y", "ü", "y", "þ", "y",
	"¡", "a", "¢", "a", "£", "e", "¤", "o", "¥", "o", "¦", "u")

// tcvn3Only are characters that Vietnamese text in Unicode never has inside a word.
const tcvn3Only = "µ¸¶·¹¨»¾¼½©®ª«¬×Ø÷¦"

// unlegacy drops the marks of text in TCVN3; other text comes back as it was.
func unlegacy(text string) string {
	if !strings.ContainsAny(text, tcvn3Only) {
		return text
	}
	return tcvn3.Replace(text)
}
