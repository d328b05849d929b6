package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
)

// heldItself reads "a meeting of the Norwegian-Chilean commission was held in
// Lima" and "the talks between the two governments resumed": what was held is
// the subject, and nobody is named.
func heldItself(d *document, s sentence, o *occasion) bool {
	end := complementsEnd(d, s, o.at+1)
	var heads party
	if end+2 < s.to && leads.has(d.folded[end]) && d.isMark(end+1, "by") {
		heads = partyFrom(d, end+2)
		end = complementsEnd(d, s, heads.to)
	}
	if atPrevious(d, s, o) {
		return true
	}
	if end >= s.to || !openingNoun(d, s, o.at) && !ownsClause(d, s, o.at) || !takesPlace(d, s, end) {
		return false
	}
	if !o.sidesHeld(d, s, end, heads) {
		return false
	}
	o.ofGroups = len(o.groups) > 0
	if wordsOfCall(d, max(s.from, o.at-3), o.at) || wordsOfCall(d, end, min(s.to, end+8)) {
		o.kind = news.Call
	}
	o.standing = nounStatus(d, s, o.at)
	return o.told
}

// sidesHeld notes whose meeting was held that the noun names up to word end: the
// one of the sides told before, those behind "with", the heads of the session, or
// a body of several sides.
func (o *occasion) sidesHeld(d *document, s sentence, end int, heads party) bool {
	if again, ok := againAt(d, s, o.at); ok {
		o.people, o.groups, o.kind, o.again = again.people, again.groups, again.kind, true
		return true
	}
	if with := withSoon(d, s, o.at+1); with > 0 && with < end {
		return o.withOtherSide(d, partyFrom(d, with))
	}
	if p := heldWith(d, s, o.at, end); p.size() > 0 {
		who := d.lately(o.sentence)
		o.people, o.groups = append([]int{who}, p.people...), p.groups
		o.apart = d.isMark(o.at, "meetings") || p.apart
		return who >= 0 && !slices.Contains(p.people, who)
	}
	if p := partyBehind(d, s, end); len(p.people) > 1 {
		o.people, o.groups = p.people, p.groups
		return true
	}
	if len(heads.people) > 0 {
		o.people, o.groups = heads.people, []string{d.said(bodyFrom(d, s, o.at, heads.from-2), heads.from-2)}
		return true
	}
	p := phrase{from: max(s.from, o.at-8), to: end}
	o.groups = []string{d.said(bodyFrom(d, s, o.at, end), end)}
	return !d.isMark(o.at+1, ",") && bilateral(d, s, o.at, end) && namesSides(d, p)
}

// partyBehind are whom the words behind the verb at word i name as the sides:
// "was held in Lima between X and Y", "under the chairmanship of X and Y".
func partyBehind(d *document, s sentence, i int) party {
	for k := i + 1; k+1 < s.to && k < i+12; k++ {
		if w := d.folded[k]; w == "between" || w == "of" && (d.isMark(k-1, "chairmanship") || d.isMark(k-1, "leadership")) {
			return partyFrom(d, k+1)
		}
		if d.words[k].mention >= 0 {
			break
		}
	}
	return party{}
}

// withOtherSide completes a meeting "with X", or with people of no name, by whom
// the text is about.
func (o *occasion) withOtherSide(d *document, p party) bool {
	if who := d.lately(o.sentence); len(p.people) == 0 && len(p.groups) > 0 && who >= 0 {
		o.people, o.groups = []int{who}, p.groups
		return true
	}
	if len(p.people) != 1 {
		return false
	}
	o.people = append(p.people, otherSide(d, o.sentence, p.people[0])...)
	return true
}

// heldWith is with whom "meetings were held with X and Y" tells them, behind the
// verb that begins at word i; the other side is whom the text is about.
func heldWith(d *document, s sentence, noun, i int) party {
	if d.isMark(noun, "session") || d.isMark(noun, "summit") || !openingNoun(d, s, noun) {
		return party{}
	}
	for k := i; k < s.to && k < i+7; k++ {
		if d.isMark(k, "held") {
			if with := withLater(d, s, k+1); with > 0 {
				return partyFrom(d, with)
			}
			return party{}
		}
	}
	return party{}
}

// atPrevious reads "at the previous meeting" of the same sides.
func atPrevious(d *document, s sentence, o *occasion) bool {
	i := o.at - 1
	if i-2 < s.from || d.folded[i] != "previous" || d.folded[i-1] != "the" && d.folded[i-1] != "their" || d.folded[i-2] != "at" && d.folded[i-2] != "during" {
		return false
	}
	last, ok := againAt(d, s, o.at)
	if ok {
		o.people, o.groups, o.kind, o.again, o.ofGroups = last.people, last.groups, last.kind, true, true
	}
	return ok
}

// complementsEnd is where the words end that tell whose meeting it is, from word
// i on: "of the commission on trade between Norway and Chile".
func complementsEnd(d *document, s sentence, i int) int {
	for k := i; k < s.to && k-i < reach; k++ {
		if w := d.folded[k]; auxiliaries.has(w) || tookPlaceVerbs.has(w) || eventVerb(d, k) && !determiners.has(d.folded[k-1]) || d.isMark(k, ";") || d.words[k].quote >= 0 {
			return k
		}
	}
	return s.to
}

var tookPlaceVerbs = set("took takes began begins started starts opened opens resumed resumes concluded ended ends collapsed kicked convened convenes")

// takesPlace reports whether what is told of a meeting at word i is that it
// takes place.
func takesPlace(d *document, s sentence, i int) bool {
	for k := i; k < s.to && k < i+7; k++ {
		w := d.folded[k]
		switch {
		case tookPlaceVerbs.has(w), w == "held", w == "take" && d.isMark(k+1, "place"), w == "taking" && d.isMark(k+1, "place"), w == "convene" || w == "begin" || w == "resume" || w == "start" || w == "open":
			return true
		case w == "scheduled" || w == "planned" || w == "postponed" || w == "cancelled" || w == "canceled" || w == "underway":
			return true
		case !auxiliaries.has(w) && !adverb(w) && w != "to" && w != "expected" && w != "due" && w != "set" && w != "called" && w != "off":
			return false
		}
	}
	return false
}

// ownsClause reports whether the noun at word i opens a clause: behind a comma
// or "that", with its own attributes only.
func ownsClause(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from && i-k < 9; k-- {
		switch w := d.folded[k]; {
		case w == "that" || w == ",":
			return true
		case closedWord(w) && !determiners.has(w) || d.words[k].mention >= 0 || eventVerb(d, k):
			return false
		}
	}
	return false
}

// bilateral reports whether the meeting at word i, told up to word end, is one
// of several sides: between them, of a joint body, or of statesmen.
func bilateral(d *document, s sentence, i, end int) bool {
	for k := max(s.from, i-6); k < end; k++ {
		w := d.folded[k]
		if w == "between" || jointWords.has(w) || statesmen.has(w) && k > i || strings.Contains(w, "-") && d.words[k].Named() && demonymsJoined(w) {
			return true
		}
	}
	return false
}

var jointWords = set("joint intergovernmental inter-governmental interparliamentary bilateral trilateral quadrilateral tripartite four-way three-way two-way")

// demonymsJoined reports whether a word is of two peoples: "russian-serbian".
func demonymsJoined(w string) bool {
	first, second, _ := strings.Cut(w, "-")
	_, a := demonymOf(first)
	_, b := demonymOf(second)
	return a && b
}

// namesSides reports whether a phrase names a body, a country or people of one.
func namesSides(d *document, p phrase) bool {
	for k := p.from; k < p.to; k++ {
		if ofOneCountry(d, phrase{from: k, to: k + 1}) > 0 || demonymsJoined(d.folded[k]) || statesmen.has(d.folded[k]) || jointWords.has(d.folded[k]) {
			return true
		}
	}
	return false
}

// bodyFrom is where the words begin that tell whose meeting at word i it is: behind
// "of" or "between", else with its attributes.
func bodyFrom(d *document, s sentence, i, end int) int {
	if i+2 < end && (d.folded[i+1] == "of" || d.folded[i+1] == "between" || d.folded[i+1] == "among") {
		return withoutArticle(d, i+2)
	}
	from := i
	for from > s.from && i-from < 8 && !determiners.has(d.folded[from-1]) && !prepositions.has(d.folded[from-1]) && !d.isMark(from-1, ",") {
		from--
	}
	return from
}

// againAt is the meeting that "the previous meeting" or "the next round", with
// its noun at word i, is another one of.
func againAt(d *document, s sentence, i int) (occasion, bool) {
	if len(d.occasions) == 0 || i == s.from || !againWords.has(d.folded[i-1]) && (i-1 == s.from || !againWords.has(d.folded[i-2])) || d.isMark(i+1, "of") || d.isMark(i+1, "between") || d.isMark(i+1, "with") {
		return occasion{}, false
	}
	last := d.occasions[len(d.occasions)-1]
	for _, o := range d.occasions {
		if !o.again && o.status != news.Cancelled {
			last = o
			break
		}
	}
	return last, len(last.people)+len(last.groups) > 1
}

var againWords = set("previous next last")
