package extract

import (
	"slices"
	"sort"

	"readout/digest/news"
	"readout/digest/text"
)

// document is an article cut up for the recognisers. Each of them reads what
// those before it have noted, and adds to it.
type document struct {
	article news.Article
	text    string
	day     news.Day // of publication
	// today is the day that "today" means; "" if none is known.
	today      news.Day
	paragraphs []paragraph
	quotes     []quotation
	sentences  []sentence
	words      []word
	// folded are the words alone, in their compared form, for the lists.
	folded []string

	cutter  text.Cutter
	lexicon lexiconOfWords
	// top tells that nothing but headings and boilerplate has been read so far.
	top bool

	dateline dateline
	mentions []mention
	people   []person
	refs     []reference
	// families are the words that the article shows to be surnames before a
	// given name, where they are ordinary words as well.
	families map[string]bool
	// owners are whom "his" and "her" before "office" and the like mean, by
	// their words; a word without an entry leaves it open.
	owners map[int]int
	// open are the words of names that may mean several people, and are
	// mentions of nobody.
	open map[int]bool
	// subjects is whom each sentence is about, -1 for nobody.
	subjects  []int
	occasions []occasion
	journeys  []journey
	// sourced are the verbs that only name the outlet's source.
	sourced []int

	// headline is the title, read as a text; nil if there is none.
	headline *document

	// times are the times told in the sentence last asked for, by tense.
	times [tenses]timesTold

	// reading is how the article is read; nil for the plain way.
	reading *reading

	facts news.Facts
}

// paragraph holds sentences [from, to).
type paragraph struct {
	news.Span
	from, to int
	kind     paragraphKind
}

type paragraphKind uint8

const (
	body paragraphKind = iota
	heading
	boilerplate // not the news: about the outlet, or a link to another article
)

// sentence holds words [from, to).
type sentence struct {
	news.Span
	from, to  int
	paragraph int
	// lists are those that some word of it opens entries of: a recogniser passes
	// over a sentence without its words.
	lists listSet
}

// holds reports whether some word opens an entry of one of these lists.
func (s sentence) holds(any listSet) bool { return s.lists&any != 0 }

// quotation holds words [from, to), its marks among them.
type quotation struct {
	text.Quotation
	from, to int
	speech   bool // not a title, a term or a scare quote
}

// word is a word with what is known of it. Sentence, quote, mention, ref and
// lead are indexes, -1 for none. There are many words, so each is kept small.
type word struct {
	news.Span
	Folded   string
	lists    listSet
	sentence int32
	quote    int32
	mention  int32
	ref      int32
	lead     int32 // the mention whose titles and roles it belongs to
	phrase   int16 // of how many words the phrase is that begins here; 0 within one
	Shape    text.Shape
	class    class
}

// read fills a word with what the text and the lists tell of it.
func (w *word) read(from *text.Word, in lexiconOfWords) {
	w.Span, w.Folded, w.Shape, w.lists = from.Span, from.Folded, from.Shape, in.listsOf(from)
	w.quote, w.mention, w.ref, w.lead = -1, -1, -1, -1
}

// Named reports whether the word is written as names are.
func (w *word) Named() bool { return w.Shape >= text.Capital }

// size is how many words the phrase has that begins here; 0 within one.
func (w *word) size() int { return int(w.phrase) }

// grade says of what class a phrase is, and how many words it has from here on.
func (w *word) grade(c class, size int) { w.class, w.phrase = c, int16(size) }

// prepare cuts the article up. What it does not cut into words is read by
// nobody.
func prepare(a news.Article) *document {
	d := &document{article: a, text: head(a.Text, Readable), top: true}
	if !a.Published.IsZero() {
		d.day = news.DayOf(a.Published, a.Published.Location())
	}
	d.cut()
	return d
}

// prepareText cuts up a text that is no article.
func prepareText(s string) *document {
	d := &document{text: s}
	d.cut()
	return d
}

func (d *document) cut() {
	d.cutter, d.lexicon = text.NewCutter(d.text), lexicon()
	d.words = make([]word, 0, min(d.cutter.Estimate(), readableWords))
	d.folded = make([]string, 0, cap(d.words))
	d.sentences = make([]sentence, 0, cap(d.words)/wordsOfSentence+1)
	for _, span := range text.Paragraphs(d.text) {
		d.addParagraph(span)
	}
	d.markTail()
	d.takeLastDateline()
	d.setToday()
}

func (d *document) addParagraph(span news.Span) {
	p := paragraph{Span: span, from: len(d.sentences)}
	dated := false
	if d.top {
		span, dated = d.takeDateline(span)
	}
	quotes := text.Quotations(d.text, span)
	for _, s := range text.Sentences(d.text, span, quotes) {
		d.addSentence(s, len(d.paragraphs))
	}
	p.to = len(d.sentences)
	if !dated {
		p.kind = d.kindOf(p)
	}
	d.top = d.top && (p.kind != body || span.Empty())
	d.addQuotes(quotes, d.sentences[p.from:p.to])
	d.paragraphs = append(d.paragraphs, p)
}

// takeDateline notes the dateline that a paragraph begins with, if it does, and
// is what is left of the paragraph.
func (d *document) takeDateline(paragraph news.Span) (news.Span, bool) {
	date, rest, ok := readDateline(d.text, paragraph)
	if !ok && len(d.paragraphs) < datelineParagraphs {
		date, ok = loneDateline(d.text, paragraph)
		rest = news.Span{Start: paragraph.End, End: paragraph.End}
	}
	if !ok {
		return paragraph, false
	}
	d.setDateline(date)
	return rest, true
}

// datelineParagraphs are how many paragraphs at the top may be a dateline alone.
const datelineParagraphs = 8

func (d *document) setDateline(date dateline) {
	date.day = datelineDay(text.Words(d.text, date.Span), d.day)
	d.dateline = date
}

// takeLastDateline notes the place and the day that stand alone below the last
// of the news, where none stands above it.
func (d *document) takeLastDateline() {
	for i := len(d.paragraphs) - 1; i > 0 && d.dateline.place == ""; i-- {
		p := &d.paragraphs[i]
		if p.kind == boilerplate {
			continue
		}
		date, ok := loneDateline(d.text, p.Span)
		if ok && namesMonth(date.Of(d.text)) {
			d.setDateline(date)
			p.kind = boilerplate
		}
		return
	}
}

// kindOf is what a paragraph is, as far as those before it tell.
func (d *document) kindOf(p paragraph) paragraphKind {
	switch {
	case isBoilerplate(d, p, d.top):
		return boilerplate
	case d.top && isHeadline(d, p.Of(d.text)):
		return heading
	}
	return body
}

// sentenceLength bounds a sentence, in words: what has no full stop for so long
// is no prose, and is read in pieces, so that the cost of a text stays in
// proportion to its length.
const sentenceLength = 1000

func (d *document) addSentence(span news.Span, paragraph int) {
	for span.Len() > sentenceBytes {
		piece := span
		piece.End = span.Start + len(head(span.Of(d.text), sentenceBytes))
		d.addPiece(piece, paragraph)
		span.Start = piece.End
	}
	d.addPiece(span, paragraph)
}

// sentenceBytes bounds what is cut into words at once.
const sentenceBytes = 16 * sentenceLength

// readableWords bounds the words of an article. Prose of that length has fewer:
// what is denser is no prose, and its rest tells no facts.
const readableWords = Readable / 4

// wordsOfSentence are fewer words than most texts have in a sentence.
const wordsOfSentence = 16

// addPiece adds the words of a sentence: as several where it is too long for
// one.
func (d *document) addPiece(span news.Span, paragraph int) {
	s := sentence{Span: span, from: len(d.words), paragraph: paragraph}
	for w := range d.cutter.Words(span) {
		if len(d.words) == readableWords {
			break
		}
		if len(d.words)-s.from == sentenceLength {
			s.End = d.words[len(d.words)-1].End
			d.endSentence(s)
			s = sentence{Span: news.Span{Start: w.Start, End: span.End}, from: len(d.words), paragraph: paragraph}
		}
		s.lists |= d.addWord(&w)
	}
	d.endSentence(s)
}

// addWord adds a word of the present sentence, and is the lists that it is in.
func (d *document) addWord(w *text.Word) listSet {
	d.folded = append(d.folded, w.Folded)
	d.words = append(d.words, word{})
	at := &d.words[len(d.words)-1]
	at.read(w, d.lexicon)
	at.sentence = int32(len(d.sentences))
	return at.lists
}

// endSentence adds a sentence of the words up to here, unless there are none.
func (d *document) endSentence(s sentence) {
	if s.to = len(d.words); s.to == s.from {
		return
	}
	if len(d.sentences) == cap(d.sentences) {
		d.sentences = slices.Grow(d.sentences, len(d.sentences)+8)
	}
	d.sentences = append(d.sentences, s)
}

// addQuotes notes the quotations of a paragraph and which words they hold.
func (d *document) addQuotes(quotes []text.Quotation, in []sentence) {
	if len(in) == 0 {
		return
	}
	i, end := in[0].from, in[len(in)-1].to
	for _, q := range quotes {
		for i < end && d.words[i].Start < q.Start {
			i++
		}
		found := quotation{Quotation: q, from: i}
		for i < end && d.words[i].End <= q.End {
			d.words[i].quote = int32(len(d.quotes))
			i++
		}
		if found.to = i; found.to > found.from {
			found.speech = !isTerm(d, found)
			d.quotes = append(d.quotes, found)
		}
	}
}

// span is the text from word i up to word j.
func (d *document) span(i, j int) news.Span {
	if i >= j {
		return news.Span{}
	}
	return news.Span{Start: d.words[i].Start, End: d.words[j-1].End}
}

// said is the text from word i up to word j as it is written.
func (d *document) said(i, j int) string { return d.span(i, j).Of(d.text) }

// within are the words from i up to j that begin in a span of the text.
func (d *document) within(span news.Span) (i, j int) {
	i = sort.Search(len(d.words), func(k int) bool { return d.words[k].Start >= span.Start })
	for j = i; j < len(d.words) && d.words[j].Start < span.End; j++ {
	}
	return i, j
}

// sentenceOf is the sentence that holds word i.
func (d *document) sentenceOf(i int) sentence { return d.sentences[d.words[i].sentence] }

// wordsOf are the words of a paragraph.
func (d *document) wordsOf(p paragraph) []string {
	if p.from == p.to {
		return nil
	}
	return d.folded[d.sentences[p.from].from:d.sentences[p.to-1].to]
}

// rest is what the lists look at from word i on: the words of its sentence.
func (d *document) rest(i int) []string { return d.folded[i:d.sentenceOf(i).to] }

// isMark reports whether word i, if there is one in that sentence, is the mark.
func (d *document) isMark(i int, mark string) bool {
	return i >= 0 && i < len(d.words) && d.folded[i] == mark
}

// isTerm reports whether a quotation is no speech but a term, a title or a
// scare quote: few words that are mostly capitalised, or very few that run on
// with the sentence.
func isTerm(d *document, q quotation) bool {
	words, capitals, stop := 0, 0, false
	for i := q.from; i < q.to; i++ {
		switch w := &d.words[i]; {
		case w.Shape == text.Mark:
			stop = stop || w.Folded == "," || w.Folded == "." || w.Folded == "!" || w.Folded == "?"
		case w.Named():
			capitals++
			words++
		case len(w.Folded) > 3:
			words++
		}
	}
	return !stop && (words <= 2 || capitals == words) || capitals == words && words > 1 && words < 8 && !stop
}
