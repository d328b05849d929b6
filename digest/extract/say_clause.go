package extract

import "readout/digest/text"

// thatClause reads "said that ...", "told reporters on Monday that ...".
func (y *sayer) thatClause(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	if !u.cue.cue.Frames.takes(frameThat) {
		return false
	}
	start := max(u.cue.to, y.behind(u))
	for i := start; i < s.to && i < start+y.mayBeTold(u); i++ {
		w := &d.words[i]
		if i > start && u.cue.cue.Strength == 1 {
			return false
		}
		if w.Folded == "that" {
			if i > start {
				u.addressee = y.addressed(u, start, i)
			}
			return y.take(s, u, i+1, later)
		}
		if w.Folded == ":" || w.Folded == ";" || w.quote >= 0 && d.quotes[w.quote].speech || i > start && isLaterCue(later, i) {
			return false
		}
		if !d.isMark(i, ",") && i > start && (isAuxiliary(d, i) || pronouns.has(w.Folded)) {
			return false
		}
	}
	return false
}

// mayBeTold bounds what stands between the cue and "that", in words: whom
// somebody told may be said at length.
func (y *sayer) mayBeTold(u *utterance) int {
	if u.cue.cue.Class == classInform && u.cue.cue.Strength > 2 {
		return 2 * addresseeLength
	}
	return addresseeLength
}

// addresseeLength bounds what stands between a cue and its clause, in words.
const addresseeLength = 14

// behind is the end of a subject that follows its verb, else 0; what is said
// before the subject does not wait for it.
func (y *sayer) behind(u *utterance) int {
	if u.subject.from >= u.cue.to && y.until == 0 {
		return u.subject.to
	}
	return 0
}

// isLaterCue reports whether word i is the next word of saying. What is only
// written or held ("a release published on Monday") is none.
func isLaterCue(later []cuePlace, i int) bool {
	return len(later) > 0 && later[0].from == i && later[0].cue.Strength > 1
}

func (y *sayer) addressed(u *utterance, from, to int) phrase {
	if !u.cue.cue.Frames.takes(frameAddressee) || prepositions.has(y.d.folded[from]) {
		return phrase{}
	}
	p := phraseAfter(y.d, from)
	if p.to > to {
		return phrase{}
	}
	return p
}

// take makes words from start on the content, up to where the clause ends.
func (y *sayer) take(s sentence, u *utterance, start int, later []cuePlace) bool {
	d := y.d
	for start < s.to && (d.isMark(start, ",") || d.isMark(start, ":")) {
		start++
	}
	end := clauseEndOf(d, s, start, laterCues{u.cue.form, later})
	end = beforeSource(d, start, end)
	colon, q := y.colonWithin(start, end)
	if q >= 0 {
		end = colon
	}
	if !hasLetters(d, start, end) {
		return false
	}
	if q := y.freeQuote(start); q >= 0 && d.quotes[q].from == start && d.quotes[q].to >= end {
		u.pieces = append(u.pieces, piece{quote: q})
		return true
	}
	u.pieces = append(u.pieces, piece{from: start, to: end, quote: -1})
	if q >= 0 && !y.claimedLater(q, later) {
		u.pieces = append(u.pieces, piece{quote: q})
	}
	return true
}

// colonWithin is a colon in words [from, to) and the whole quotation behind it,
// which says what is said in other words; -1 if there is none.
func (y *sayer) colonWithin(from, to int) (colon, quote int) {
	d := y.d
	for k := from + 1; k+1 < min(to, from+2*reach); k++ {
		if !d.isMark(k, ":") || d.words[k].quote >= 0 {
			continue
		}
		if q := y.freeQuote(k + 1); q >= 0 && d.quotes[q].from == k+1 && endsClause(d, q) {
			return k, q
		}
	}
	return 0, -1
}

// claimedLater reports whether a later word of saying stands right behind a
// quotation that ends with a comma.
func (y *sayer) claimedLater(q int, later []cuePlace) bool {
	to := y.d.quotes[q].to
	for _, c := range later {
		if c.from >= to {
			return c.from-to <= claim
		}
	}
	return false
}

// beforeSource is where ", according to the ministry" begins in words [from,
// to), else to.
func beforeSource(d *document, from, to int) int {
	for i := to - 1; i > from+1; i-- {
		if d.is(i, inSources) && d.isMark(i-1, ",") && d.words[i].quote < 0 && accordingTo(d.folded[i:to]) > 0 {
			return i - 1
		}
	}
	return to
}

func hasLetters(d *document, from, to int) bool {
	for i := from; i < to; i++ {
		if d.words[i].Shape > text.Mark {
			return true
		}
	}
	return false
}
