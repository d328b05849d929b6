package telegram

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"readout/digest/news"
)

const (
	// mostMarks is how many combining marks a letter keeps; no script needs
	// more, and towers of them cover the lines above.
	mostMarks = 3
	// mostJoins is how many emoji are joined into one; the longest families
	// have four.
	mostJoins = 8
	// mostBlanks is how many blanks stand in a row.
	mostBlanks = 4

	zeroWidthJoiner    = '\u200d'
	zeroWidthNonJoiner = '\u200c'
	blackFlag          = '\U0001f3f4'
	lastTag            = '\U000e007f'
)

// clean makes words of outlets and people fit to be shown: composed, on at
// most two lines' breaks in a row, without what steers the direction of the
// text around them or takes up no room. Joiners stay where they join, in emoji
// and in Persian or Hindi words.
func clean(s string) string { return new(washer).clean(s) }

// cleaned are the runs of a text as one: what holds of words holds across
// them. Blanks at both ends go.
func cleaned(t news.Text) news.Text {
	var out news.Text
	var w washer
	for _, r := range t {
		r.Words = w.clean(r.Words)
		if len(out) == 0 {
			r.Words = strings.TrimLeftFunc(r.Words, unicode.IsSpace)
		}
		if r.Words != "" {
			out = append(out, r)
		}
	}
	for last := len(out) - 1; last >= 0; last-- {
		if out[last].Words = strings.TrimRightFunc(out[last].Words, unicode.IsSpace); out[last].Words != "" {
			return out[:last+1]
		}
	}
	return nil
}

// plain tells words that are fit as they are, which most are.
func plain(s string) bool {
	if strings.TrimSpace(s) == "" {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
	}
	return true
}

// washer writes the runes that are fit, remembering what went before.
type washer struct {
	b      strings.Builder
	before rune // the last rune written; 0 at the beginning
	marks  int  // combining marks since the last letter
	joins  int  // joiners since the last thing that was not joined
	breaks int  // line breaks since the last thing that can be seen
	blanks int  // blanks in a row
	tags   bool // inside a flag that is spelt with tags
}

// clean is the words after those that were cleaned before.
func (w *washer) clean(s string) string {
	if plain(s) {
		w.letter(rune(s[len(s)-1]))
		return s
	}
	w.b.Reset()
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")) {
		w.write(r)
	}
	return w.b.String()
}

func (w *washer) write(r rune) {
	switch {
	case r == '\n':
		w.lineBreak()
	case r == '\t', r == '\u0085', r == '\u2028', r == '\u2029', unicode.IsSpace(r) && r != '\u00a0' && r != '\r':
		w.space(' ')
	case unicode.IsControl(r), !utf8.ValidRune(r), r&0xfffe == 0xfffe:
	case unicode.Is(unicode.Variation_Selector, r):
		w.mark(r, 1)
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		w.joiner(r)
	case r == '\u200e', r == '\u200f', r == '\u061c':
		w.turn(r)
	case w.tag(r), invisible(r):
	case unicode.Is(unicode.M, r):
		w.mark(r, mostMarks)
	default:
		w.letter(r)
	}
}

func (w *washer) letter(r rune) {
	if w.before != zeroWidthJoiner && !unicode.Is(unicode.Sk, r) {
		w.joins = 0
	}
	w.marks, w.breaks, w.blanks, w.tags = 0, 0, 0, r == blackFlag
	w.put(r)
}

// space lets a few blanks stand in a row, which set a line in.
func (w *washer) space(r rune) {
	w.marks, w.joins, w.tags = 0, 0, false
	if w.blanks++; w.blanks <= mostBlanks {
		w.put(r)
	}
}

// lineBreak lets one empty line stand, not several.
func (w *washer) lineBreak() {
	w.blanks = 0
	if w.breaks++; w.breaks <= 2 {
		w.space('\n')
	} else {
		w.blanks = mostBlanks
	}
}

func (w *washer) mark(r rune, most int) {
	if w.marks < most && w.before != 0 && !unicode.IsSpace(w.before) {
		w.marks++
		w.put(r)
	}
}

// joiner stays between two things that can be joined; one that ends a word is
// left to stand alone, which shows nothing.
func (w *washer) joiner(r rune) {
	if w.before == 0 || unicode.IsSpace(w.before) || w.before == zeroWidthJoiner || w.before == zeroWidthNonJoiner || w.joins >= mostJoins {
		return
	}
	w.joins++
	w.put(r)
}

// turn keeps one mark of direction of several in a row.
func (w *washer) turn(r rune) {
	switch w.before {
	case '\u200e', '\u200f', '\u061c':
	default:
		w.put(r)
	}
}

// tag keeps the tags that spell a flag after its pole, and reports whether the
// rune was such a tag.
func (w *washer) tag(r rune) bool {
	if r < '\U000e0020' || r > lastTag {
		return false
	}
	if w.tags && w.joins < mostJoins {
		w.joins++
		w.put(r)
	}
	w.tags = w.tags && r != lastTag
	return true
}

func (w *washer) put(r rune) {
	w.b.WriteRune(r)
	w.before = r
}

// invisible tells runes that format and show nothing. Signs of Arabic and
// Syriac numbers count as formatting too, and are seen.
func invisible(r rune) bool {
	switch {
	case r >= 0x600 && r <= 0x605, r == 0x6dd, r == 0x70f, r == 0x8e2:
		return false
	case r == '\u030a', r == '\u0333', r == '\u033f':
		// Telegram leaves these marks out, where they are no part of a letter.
		return true
	case r == '\u034f', r == '\u3164', r == '\uffa0', r == '\u115f', r == '\u1160', r == '\u2800':
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// blank reports whether nothing of a clean text can be seen.
func blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.M, r)
	})
}
