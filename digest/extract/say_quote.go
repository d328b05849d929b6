package extract

import (
	"slices"

	"readout/digest/text"
)

// following bounds how many quotations without a cue of their own go on with a
// statement.
const following = 5

// quoteBefore reads "We go," she said. A second quotation behind the cue goes
// on with the first.
func (y *sayer) quoteBefore(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	start := min(u.subject.from, u.cue.from)
	i := start
	for i > s.from && (d.isMark(i-1, ",") || isDash(d.folded[i-1]) || d.folded[i-1] == "as" || d.folded[i-1] == "the" || d.folded[i-1] == "a" || rank(d, i-1) || wasHow(d, i-1)) && d.words[i-1].quote < 0 {
		i--
	}
	q := y.freeQuote(i - 1)
	if k := y.longTitle(s, u, i); k < i {
		i, q, u.subject.from = k, y.freeQuote(k-1), k
	}
	if i <= s.from || q < 0 || d.quotes[q].to != i {
		return false
	}
	if lead := d.quotes[q].from; lead > s.from && !y.quoteStands(s, lead) {
		u.pieces = append(u.pieces, piece{from: y.clauseStart(s, lead), to: i, quote: -1})
	} else {
		u.pieces = append(y.openBefore(s, q), piece{quote: q})
	}
	if next := y.resumed(s, u, later); next >= 0 {
		u.pieces = append(u.pieces, piece{quote: next})
		return true
	}
	if end := max(u.cue.to, u.subject.to); d.isMark(end, ",") && d.isMark(end+1, "that") && u.cue.cue.Frames.takes(frameThat) {
		y.take(s, u, end+2, later)
	}
	return true
}

// longTitle is where the title begins, right behind a quotation, of a subject that
// begins at word i and that only its last words were read for: "“...,” former
// planning director Ana Prado said". It is i if there is none.
func (y *sayer) longTitle(s sentence, u *utterance, i int) int {
	d := y.d
	if len(u.subject.people) != 1 || u.subject.pronoun || i != u.subject.from || d.reading.isOff("say/long-title") {
		return i
	}
	for k := i; k > s.from && i-k <= longestTitle; k-- {
		w := &d.words[k-1]
		if q := y.freeQuote(k - 1); q >= 0 {
			if k < i && d.quotes[q].to == k && hasAnySuffix(d.quotes[q].Inner.Of(d.text), ",", "?", "!") {
				d.fired("say/long-title", k, i)
				return k
			}
			break
		}
		if w.Shape == text.Mark && w.Folded != "'s" || (k == i || w.Folded != "of" && w.Folded != "for") && closedWord(w.Folded) && (!determiners.has(w.Folded) || y.freeQuote(k-2) < 0) || w.mention < 0 && (finiteAt(d, k-1) || eventVerb(d, k-1) && (d.is(k-1, inCues) || !hasAnySuffix(w.Folded, "ing"))) {
			break
		}
	}
	return i
}

// longestTitle bounds a title before a name, in words.
const longestTitle = 7

// wasHow tells the words between a quotation and "Prado put it" in "“...” was how
// Prado put it" and "“...” is what Prado told us", of which word i is one.
func wasHow(d *document, i int) bool {
	return howWhat.has(d.folded[i]) && copulas.has(d.folded[i-1]) || copulas.has(d.folded[i]) && howWhat.has(at(d.folded, i+1))
}

var howWhat = set("how what")

var copulas = set("is was are were")

// openBefore are the quotations of the paragraphs before, each of which opens one
// and does not close it, up to a quotation that begins its paragraph: a speech
// whose speaker stands in its last.
func (y *sayer) openBefore(s sentence, q int) []piece {
	d := y.d
	var found []piece
	for k := q - 1; k >= 0 && len(found) < following && d.quotes[q].from == d.sentences[d.paragraphs[s.paragraph].from].from; k-- {
		before := d.quotes[k]
		in := d.sentenceOf(before.from)
		opens := before.from == d.sentences[d.paragraphs[in.paragraph].from].from
		if !before.Unclosed || !before.speech || y.used[k] || !opens || in.paragraph != s.paragraph-1 {
			break
		}
		found = append(found, piece{quote: k})
		q, s = k, in
	}
	slices.Reverse(found)
	return found
}

// rank tells the rank before a name that is no office of its own: "General
// Prado".
func rank(d *document, i int) bool { return d.words[i].class == levelWord && d.words[i].Named() }

// quoteAndSpeaker reads "Is that all?" Prado said. The stop within the marks
// makes two sentences of it.
func (y *sayer) quoteAndSpeaker(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	q := y.freeQuote(y.behindQuote(s))
	if q < 0 || d.quotes[q].to != s.from || u.subject.from != s.from || !asks(d, q) || !y.closes(s, u, later) && !askedOf(d, s, u.cue) {
		return false
	}
	u.pieces = append(u.pieces, piece{quote: q})
	if next := y.resumed(s, u, later); next >= 0 {
		u.pieces = append(u.pieces, piece{quote: next})
	}
	return true
}

// askedOf tells "Is that all?" Prado asked the chamber.
func askedOf(d *document, s sentence, c cuePlace) bool {
	if !c.cue.Frames.takes(frameAddressee|frameWhether) || c.to >= s.to {
		return false
	}
	p := phraseAfter(d, c.to)
	return !p.empty() && p.to-c.to < 6 && endsSoon(d, s, p.to)
}

// answers gives a quotation to the last speaker that stands alone behind a
// question of the writer's, or behind what the speaker does: "Why there? “They
// asked.”", "He stirs his cup. “It was late.”" It reports whether it did.
func (y *sayer) answers(index int, s sentence, q int) bool {
	d := y.d
	if index == 0 || index-1 <= y.lastSentence || d.quotes[q].to < s.to-1 || !endsClause(d, q) || y.d.reading.isOff("say/answer") {
		return false
	}
	before, last := d.sentences[index-1], y.all[y.last]
	if before.paragraph != s.paragraph || len(last.subject.people) != 1 || d.sentences[y.lastSentence].paragraph < s.paragraph-1 {
		return false
	}
	who := d.subjects[index-1]
	asked := d.isMark(before.to-1, "?") && who < 0 && namedAlone(d, before.from, before.to) < 0 && before.to-before.from < reach/2
	if !asked && (who != last.subject.people[0] || d.sentences[y.lastSentence].paragraph == s.paragraph) {
		return false
	}
	y.keep(utterance{subject: last.subject, cue: cuePlace{from: s.from, to: s.from + 1}, pieces: []piece{{quote: q}}, rule: "say/answer", sure: 75})
	y.lastSentence = index
	return true
}

// asks reports whether a quotation ends with a mark that stands in place of the
// comma before a speaker.
func asks(d *document, q int) bool {
	return hasAnySuffix(d.quotes[q].Inner.Of(d.text), "?", "!")
}

// claimedNext reports whether the next sentence is nothing but a speaker, who
// has the quotation before it.
func (y *sayer) claimedNext(index, q int) bool {
	d := y.d
	if !asks(d, q) || index+1 >= len(d.sentences) || d.sentences[index+1].paragraph != d.sentences[index].paragraph {
		return false
	}
	next := d.sentences[index+1]
	if u := (utterance{}); y.doer(next, next.from, &u) && u.cue.from > next.from && endsSoon(d, next, u.cue.to) {
		return true
	}
	places := cuePlaces(d, next)
	return len(places) > 0 && subjectBefore(d, places[0].from).from == next.from && (endsSoon(d, next, places[0].to) || askedOf(d, next, places[0]))
}

// claimedInTheEnd reports whether a quotation that nobody closes is the beginning
// of a speech over several paragraphs whose last one has a speaker behind it.
func (y *sayer) claimedInTheEnd(index, q int) bool {
	d := y.d
	in := d.sentences[index].paragraph
	for k := q; k < len(d.quotes) && k-q < following; k++ {
		s := d.sentenceOf(d.quotes[k].from)
		if s.paragraph != in+k-q || d.quotes[k].from != d.sentences[d.paragraphs[s.paragraph].from].from {
			return false
		}
		if !d.quotes[k].Unclosed {
			return k > q && d.quotes[k].to+1 < s.to
		}
	}
	return false
}

// quoteStands reports whether a quotation that begins at word i does not go on
// with the words before it.
func (y *sayer) quoteStands(s sentence, i int) bool {
	before := y.d.folded[i-1]
	return before == ":" || before == "and" || before == "but" || y.d.words[i-1].quote >= 0 || isDash(before)
}

// clauseStart is where the clause begins that leads up to word i: behind the
// statement read last in this sentence.
func (y *sayer) clauseStart(s sentence, i int) int {
	start := s.from
	if spoken := y.spoken(); len(spoken) > 0 {
		for _, p := range spoken[len(spoken)-1].pieces {
			start = max(start, p.to)
		}
	}
	return start
}

// resumed is the quotation behind "she said", -1 if there is none.
func (y *sayer) resumed(s sentence, u *utterance, later []cuePlace) int {
	d := y.d
	end := s.to
	if len(later) > 0 {
		end = min(end, later[0].from)
	}
	for i := max(u.cue.to, u.subject.to); i < end; i++ {
		if q := y.freeQuote(i); q >= 0 && d.quotes[q].from == i && i > s.from && (d.isMark(i-1, ",") || d.isMark(i-1, ":") || d.isMark(i-1, ";") || d.isMark(i-1, ".")) {
			return q
		}
	}
	return -1
}

// freeQuote is the quotation at word i that nobody has said yet, or -1.
func (y *sayer) freeQuote(i int) int {
	if i < 0 || i >= len(y.d.words) {
		return -1
	}
	q := int(y.d.words[i].quote)
	if q < 0 || !y.d.quotes[q].speech || y.used[q] {
		return -1
	}
	return q
}

// quoteAfter reads: She said, "We go." Words between the cue and the quotation
// may tell when, where and to whom.
func (y *sayer) quoteAfter(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	i := max(u.cue.to, u.subject.to)
	for k := i; k < s.to && k < i+reach; k++ {
		if len(later) > 0 && later[0].from <= k && k < later[0].to {
			return false
		}
		q := y.freeQuote(k)
		if q < 0 || d.quotes[q].from != k {
			continue
		}
		if k > i && !d.isMark(k-1, ":") && !d.isMark(k-1, ",") && !(u.cue.cue.Frames.takes(frameAddressee) && phraseAfter(d, i).to == k) {
			return false
		}
		if k > i && (d.isMark(k-1, ",") || d.isMark(i, "that")) && hasThat(d, i, k) {
			return false
		}
		return y.takeQuote(s, u, q, later)
	}
	return false
}

func hasThat(d *document, from, to int) bool {
	for i := from; i < to; i++ {
		if d.folded[i] == "that" {
			return true
		}
	}
	return false
}

// claim is how near behind a quotation another word of saying must stand to
// have it for its own.
const claim = 4

// takeQuote takes a quotation behind the cue, with the clause it is part of
// where the sentence goes on after it without a stop.
func (y *sayer) takeQuote(s sentence, u *utterance, q int, later []cuePlace) bool {
	d := y.d
	to := d.quotes[q].to
	rest := to
	for rest < s.to && d.words[rest].Shape == text.Mark {
		rest++
	}
	lead := d.quotes[q].from
	if len(later) > 0 && rest == to && later[0].from-to <= claim && endsClause(d, q) {
		return false
	}
	if rest < s.to && rest == to && !d.isMark(lead-1, ":") && !endsClause(d, q) && !(d.isMark(lead-1, ",") && endsSoon(d, s, rest)) {
		return false
	}
	u.pieces = append(u.pieces, piece{quote: q})
	for k := to; k < s.to; k++ {
		if next := y.freeQuote(k); next >= 0 && next != q && d.quotes[next].from == k && (k == to || d.folded[k-1] == "and" || d.isMark(k-1, ".")) {
			u.pieces = append(u.pieces, piece{quote: next})
		}
	}
	return true
}

// endsClause reports whether a quotation ends with a stop or a comma.
func endsClause(d *document, q int) bool {
	in := d.quotes[q].Inner.Of(d.text)
	return hasAnySuffix(in, ".", ",", "!", "?", "…")
}

// goOn gives a sentence that is nothing but a quotation to the statement
// before it.
func (y *sayer) goOn(index int, s sentence) {
	d := y.d
	q := y.freeQuote(s.from)
	waiting := y.pending
	if len(y.spoken()) > 0 || q >= 0 {
		y.pending = nil
	}
	if len(y.spoken()) > 0 || q < 0 || d.quotes[q].from != s.from {
		return
	}
	if waiting != nil && index-int(d.words[waiting.cue.from].sentence) <= 1 {
		waiting.pieces = append(waiting.pieces, piece{quote: q})
		y.keep(*waiting)
		y.lastSentence = index
		return
	}
	if y.claimedNext(index, q) || y.claimedInTheEnd(index, q) {
		return
	}
	if y.last < 0 || index-y.lastSentence > 2 {
		return
	}
	if y.answers(index, s, q) {
		return
	}
	u := &y.all[y.last]
	if who := d.subjects[index-1]; index-1 > y.lastSentence && who >= 0 && !slices.Contains(u.subject.people, who) {
		// Somebody else has come up in between.
		return
	}
	end := d.quotes[q].to
	for end < s.to && d.words[end].Shape == text.Mark {
		end++
	}
	before := d.sentences[y.lastSentence].paragraph
	if index-1 > y.lastSentence && s.paragraph > before {
		return
	}
	announced := d.isMark(d.sentences[y.lastSentence].to-1, ":")
	if end < s.to || len(u.pieces) > following || s.paragraph-before > 1 || s.paragraph > before && u.pieces[len(u.pieces)-1].quote < 0 && !announced {
		return
	}
	u.pieces = append(u.pieces, piece{quote: q})
	y.used[q] = true
	y.lastSentence = index
}
