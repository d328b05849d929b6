package telegram

import (
	"slices"
	"strings"
	"unicode"
)

// wordJoiner shows nothing and parts what Telegram would otherwise take for a
// name, a command, a tag or a number to tap. Clean words hold none.
const wordJoiner = '\u2060'

// cardDigits is from how many digits on a number may be taken for a bank
// card's.
const cardDigits = 12

// defuse keeps words that others wrote from becoming something to tap:
// @names, /commands, #tags, $TAGS, phone and card numbers, addresses of other
// schemes than the web's. Web addresses stay: they show where they lead.
func defuse(words string) string {
	if !strings.ContainsAny(words, "@#＃$+/:0123456789") {
		return words
	}
	var b strings.Builder
	runes := []rune(words)
	digits := 0
	for i, r := range runes {
		if digits = counted(digits, r); digits > cardDigits && (digits-1)%cardDigits == 0 && isDigit(r) {
			b.WriteRune(wordJoiner)
		}
		b.WriteRune(r)
		if taps(runes, i) {
			b.WriteRune(wordJoiner)
		}
	}
	return b.String()
}

// counted is how many digits there were in a row, blanks and hyphens aside.
func counted(digits int, r rune) int {
	switch {
	case isDigit(r):
		return digits + 1
	case r == ' ' || r == '-' || r == '\u00a0':
		return digits
	}
	return 0
}

// taps reports whether the rune at i, with what follows, begins something to
// tap. What follows a run is not known and counts as what would.
func taps(runes []rune, i int) bool {
	if i+1 == len(runes) {
		return strings.ContainsRune("@#＃$+", runes[i]) || runes[i] == '/' && startsWord(runes, i) || runes[i] == ':' && appScheme(runes[:i])
	}
	next := runes[i+1]
	switch runes[i] {
	case '@':
		return true
	case '#', '＃':
		return isWord(next)
	case '$':
		return unicode.IsLetter(next)
	case '+':
		return isDigit(next)
	case '/':
		return isWord(next) && startsWord(runes, i)
	case ':':
		return next == '/' && !webScheme(runes[:i])
	}
	return false
}

// startsWord reports whether no word ends before the rune at i.
func startsWord(runes []rune, i int) bool {
	return i == 0 || !isWord(runes[i-1]) && runes[i-1] != '/'
}

// appScheme reports whether a text ends in a scheme that opens Telegram itself.
func appScheme(before []rune) bool {
	return slices.Contains([]string{"tg", "ton", "tonsite"}, lastWord(before, 7))
}

// webScheme reports whether a text ends in "http" or "https".
func webScheme(before []rune) bool {
	word := lastWord(before, 6)
	return word == "http" || word == "https"
}

// lastWord is the word that a text ends in, in lower case; of longer ones, as
// many letters as are looked at.
func lastWord(text []rune, most int) string {
	end := strings.ToLower(string(text[max(0, len(text)-most):]))
	before := strings.TrimRightFunc(end, isWord)
	return end[len(before):]
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// found is how many web addresses Telegram may find in defused words: never
// fewer than it does.
func found(words string) int {
	if !strings.Contains(words, ".") {
		return strings.Count(words, "://")
	}
	n := 0
	runes := []rune(words)
	for i, r := range runes {
		if r == '.' && i > 0 && i+1 < len(runes) && isWord(runes[i-1]) && isWord(runes[i+1]) {
			n++
		}
	}
	return n + strings.Count(words, "://")
}
