package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// Quotation is a run of words in quotation marks.
type Quotation struct {
	// Span holds the marks, Inner what stands between them.
	news.Span
	Inner news.Span
	// Unclosed tells that the closing mark is missing: the quotation ends with
	// its paragraph, or where the next one opens; in a text that lost its breaks,
	// with its first sentence and those that go on in the first person.
	Unclosed bool
}

// Quotations are the outermost quotations of a paragraph, in order and apart
// from each other. Curly, straight, angled, doubled and single marks count;
// marks within a quotation belong to it. A closing mark that was never opened
// closes a quotation that begins with its sentence.
func Quotations(s string, paragraph news.Span) []Quotation {
	if !mayQuote(s[paragraph.Start:paragraph.End]) {
		return nil
	}
	q := quoter{s: s, end: paragraph.End, sentence: paragraph.Start, open: -1, lostBreaks: paragraph.Len() > longParagraph}
	for at := paragraph.Start; at < paragraph.End; {
		if at += until(s[at:paragraph.End], &markBytes); at < paragraph.End {
			at = q.step(at)
		}
	}
	if q.open >= 0 {
		q.finish(q.end, q.end, true)
	}
	return q.found
}

// mayQuote reports whether some byte stands in a paragraph that a mark of
// quotation begins with.
func mayQuote(paragraph string) bool {
	for _, mark := range []byte("\"'`" + "“"[:1] + "«"[:1]) {
		if strings.IndexByte(paragraph, mark) >= 0 {
			return true
		}
	}
	return false
}

type quoter struct {
	s        string
	end      int // of the paragraph
	sentence int // where the present sentence began
	found    []Quotation

	open     int // where the open quotation began, or -1
	inner    int
	single   bool // it opened with a single mark
	noSingle bool // no single mark closes further on

	// lostBreaks tells that the paragraph is several whose breaks are lost.
	lostBreaks bool
}

// longParagraph is the length in bytes from which a paragraph is taken for
// several: a quotation that nobody closed ended with one of them.
const longParagraph = 2000

// markBytes are those that a mark of quotation or the end of a sentence may
// begin with.
var markBytes = func() [256]bool {
	set := bytesOf(".!?\"'`")
	for c := utf8.RuneSelf; c < len(set); c++ {
		set[c] = true
	}
	return set
}()

func (q *quoter) step(at int) int {
	c := q.s[at]
	if isStop(c) {
		if q.open < 0 && q.spaceAt(at+1) {
			q.sentence = at + 1
		}
		return at + 1
	}
	r, size := utf8.DecodeRuneInString(q.s[at:q.end])
	if (c == '\'' || c == '`') && at+1 < q.end && q.s[at+1] == c {
		r, size = '"', 2
	}
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '″':
		q.double(r, at, size)
	case '\'', '‘', '’', '‚':
		q.singleMark(r, at, size)
	}
	return at + size
}

// double handles a double mark: it opens, closes, or both where the mark that
// should have closed is missing.
func (q *quoter) double(r rune, at, size int) {
	opens := q.opens(r, at, size)
	switch {
	case q.open >= 0 && q.single:
		return
	case q.open < 0 && opens:
		q.begin(at, size, false)
	case q.open < 0 && q.closesStray(at):
		q.open = Trim(q.s, news.Span{Start: q.sentence, End: at}).Start
		q.inner = q.open
		q.finish(at, at+size, false)
	case q.open >= 0 && !opens:
		q.finish(at, at+size, false)
	case q.open >= 0 && (q.afterSentence(at) || q.lostBreaks && q.endedBefore(at)):
		q.finish(at, at, true)
		q.begin(at, size, false)
	}
}

// endedBefore reports whether the open quotation, which nobody closed, ended
// before a place. It looks at no more than a paragraph.
func (q *quoter) endedBefore(at int) bool {
	limit := min(at, q.inner+longParagraph)
	return endOfSpeech(q.s, q.inner, limit) < limit
}

func (q *quoter) begin(at, size int, single bool) {
	q.open, q.inner, q.single = at, at+size, single
}

// finish closes the open quotation: its words end at inner, its mark at end.
func (q *quoter) finish(inner, end int, unclosed bool) {
	if unclosed && q.lostBreaks {
		inner = endOfSpeech(q.s, q.inner, inner)
	}
	in := Trim(q.s, news.Span{Start: q.inner, End: max(inner, q.inner)})
	if unclosed {
		end = max(in.End, q.inner)
	}
	if !in.Empty() && q.last() <= q.open {
		q.found = append(q.found, Quotation{Span: news.Span{Start: q.open, End: end}, Inner: in, Unclosed: unclosed})
	}
	q.open, q.single, q.sentence = -1, false, end
}

func (q *quoter) last() int {
	if len(q.found) == 0 {
		return 0
	}
	return q.found[len(q.found)-1].End
}

// opens tells by its form, or by its neighbours, whether a double mark opens.
func (q *quoter) opens(r rune, at, size int) bool {
	before, after := q.before(at), q.after(at+size)
	switch r {
	case '“', '„', '«', '‟':
		// Some writers close with the mark that opens.
		return q.open < 0 || unicode.IsSpace(before) || !unicode.IsSpace(after)
	case '”', '»':
		return false
	}
	switch {
	case unicode.IsSpace(after):
		return false
	case unicode.IsSpace(before):
		return true
	}
	return q.open < 0 && (before == '(' || before == '[' || before == '—' || before == '–' || before == ':' || before == '-')
}

// closesStray reports whether a closing mark without an opening one ends a
// clause, as in: We came on foot," she said.
func (q *quoter) closesStray(at int) bool {
	b := q.before(at)
	return (b == ',' || b == '.' || b == '!' || b == '?') && q.sentence < at && q.last() <= q.sentence
}

func (q *quoter) afterSentence(at int) bool {
	t := Trim(q.s, news.Span{Start: q.inner, End: at})
	r, _ := utf8.DecodeLastRuneInString(t.Of(q.s))
	return r == '.' || r == '!' || r == '?' || r == '…'
}

// singleMark handles a single mark, which may as well be an apostrophe: it
// opens only before a word and when some mark further on can close.
func (q *quoter) singleMark(r rune, at, size int) {
	before, after := q.before(at), q.after(at+size)
	switch {
	case q.open >= 0 && q.single:
		if r != '‘' && canClose(before, after) {
			q.finish(at, at+size, false)
		}
	case q.open < 0 && r != '’' && !q.noSingle && (unicode.IsSpace(before) || before == '(') && (unicode.IsUpper(after) || r == '‘' && !unicode.IsDigit(after) || unicode.IsLower(after) && !q.clipped(at+size)):
		if q.noSingle = !q.closesAfter(at + size); !q.noSingle {
			q.begin(at, size, true)
		}
	}
}

// clipped reports whether a word with an apostrophe in front begins there: 'em,
// 'til, 'n'.
func (q *quoter) clipped(at int) bool {
	word, _, _ := strings.Cut(q.s[at:min(q.end, at+8)], " ")
	switch strings.TrimRight(word, "'’.,;") {
	case "em", "til", "till", "n", "cause", "tis", "twas", "bout", "round", "cos", "s", "t":
		return true
	}
	return false
}

func canClose(before, after rune) bool {
	if unicode.IsLetter(after) || unicode.IsDigit(after) || unicode.IsSpace(before) {
		return false
	}
	// The apostrophe of a plural ("the ministers' visit") closes nothing.
	return before != 's' || !unicode.IsSpace(after)
}

func (q *quoter) closesAfter(at int) bool {
	before := rune(' ')
	for at < q.end {
		r, size := utf8.DecodeRuneInString(q.s[at:q.end])
		if (r == '\'' || r == '’') && canClose(before, q.after(at+size)) {
			return true
		}
		before, at = r, at+size
	}
	return false
}

func (q *quoter) before(at int) rune {
	if at == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(q.s[:at])
	return r
}

func (q *quoter) after(at int) rune {
	if at >= q.end {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(q.s[at:q.end])
	return r
}

func (q *quoter) spaceAt(at int) bool { return unicode.IsSpace(q.after(at)) }
