package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// heldTalks reads "X held talks with Y" and "X and Y held talks".
func heldTalks(d *document, s sentence, o *occasion) bool {
	noun := talkNoun(d, s, o.at+1)
	if noun < 0 || d.isMark(noun+1, "of") && !d.isMark(noun+2, "views") && !d.isMark(noun+2, "opinions") && strings.HasPrefix(d.folded[noun], "exchange") {
		return false
	}
	subject := meeters(d, s, o.at)
	if p := twoStates(d, s, o.at); subject.empty() && !p.empty() {
		subject = p
	}
	if o.standing = heldStatus(d, s, o.at, noun); !o.told {
		return false
	}
	if wordsOfCall(d, o.at, min(s.to, noun+4)) {
		o.kind = news.Call
	}
	if o.groups = countriesBetween(d, s, noun+1); len(o.groups) > 1 {
		o.ofGroups = true
		return true
	}
	w := withLater(d, s, noun+1)
	if (d.isMark(noun, "briefing") || meals.has(d.folded[noun])) && d.isMark(noun+1, "for") {
		w = noun + 2
	}
	if w > 0 {
		p := partyFrom(d, w)
		if p.size() == 0 && len(subject.people) > 0 {
			p = bodyMet(d, s, w)
		}
		if p.size() > 0 {
			if byMeansOfCall(d, s, p.to) {
				o.kind = news.Call
			}
			o.apart = severally(d, s, noun) || pluralTalks.has(d.folded[noun]) || slices.Contains(d.folded[o.at:w], "separate")
			return o.sides(subject, p)
		}
	}
	return pairMet(d, o, subject)
}

// inTalks reads "X and Y spent four hours in talks" and "X was locked in
// negotiations with Y".
func inTalks(d *document, s sentence, o *occasion) bool {
	in := o.at + 1
	for in < s.to && in < o.at+7 && !d.isMark(in, "in") {
		if w := d.folded[in]; d.words[in].mention >= 0 || prepositions.has(w) || d.isMark(in, ",") {
			return false
		}
		in++
	}
	noun := talkNoun(d, s, in+1)
	if d.isMark(o.at, "been") && (in > o.at+1 || noun > in+2) {
		return false
	}
	if in >= s.to || !d.isMark(in, "in") || noun < 0 {
		return false
	}
	if o.standing = statusOf(d, s, o.at); !o.told {
		return false
	}
	if w := withLater(d, s, noun+1); w > 0 {
		return o.sides(actor(d, s, o.at), partyFrom(d, w))
	}
	return pairMet(d, o, meeters(d, s, o.at))
}

// countriesBetween are the countries of "between Norway and Chile" at word i.
func countriesBetween(d *document, s sentence, i int) []string {
	if !d.isMark(i, "between") && !d.isMark(i, "among") {
		return nil
	}
	var found []string
	for k := i + 1; k < s.to && k < i+reach; {
		switch w := &d.words[k]; {
		case w.class == placeWord && w.size() > 0 && !d.isMark(k+w.size(), "'s"):
			found = append(found, d.said(k, k+w.size()))
			k += w.size()
		case w.Folded == "and" || w.Folded == "," || w.Folded == "the":
			k++
		default:
			return found
		}
	}
	return found
}

// openedTalks reads "X and Y began talks" and "X resumed talks with Y".
func openedTalks(d *document, s sentence, o *occasion) bool {
	noun := talkNoun(d, s, o.at+1)
	if noun < 0 || d.folded[noun] != "talks" && d.folded[noun] != "negotiations" && d.folded[noun] != "consultations" {
		return false
	}
	return heldTalks(d, s, o)
}

// twoStates are "Norway and Chile" as the subject of the verb at word i.
func twoStates(d *document, s sentence, i int) phrase {
	end := skipBetween(d, s, governedFrom(d, s, i))
	and := end - 2
	for and > s.from && d.words[and+1].size() == 0 {
		and--
	}
	if and <= s.from || !d.isMark(and, "and") || d.words[and+1].class != placeWord || d.words[and-1].class != placeWord {
		return phrase{}
	}
	from := and - 1
	for from > s.from && d.words[from].size() == 0 {
		from--
	}
	if from > s.from && !d.isMark(from-1, ",") && !determiners.has(d.folded[from-1]) {
		return phrase{}
	}
	return phrase{from: from, to: end, sides: true, group: d.said(from, end)}
}

// heldStatus is how far the talks have come that the verb at word i and the
// noun of talking tell together: "had planned talks", "held no talks".
func heldStatus(d *document, s sentence, i, noun int) standing {
	inner := weigh(d, i+1, noun)
	has := auxiliaries.has(d.folded[i])
	if !inner.told || inner.status == news.Cancelled || has && inner.status == news.Planned {
		return inner
	}
	return statusOf(d, s, i)
}

var talkNouns = set("meeting meetings talks negotiations consultations conversation conversations discussion discussions call calls videoconference summit dialogue briefing audience exchange exchanges")

var pluralTalks = set("conversations calls")

// meals are what people talk over.
var meals = set("lunch dinner breakfast luncheon")

// talkNoun is the noun of talking within the few words from word i on, -1 if
// there is none.
func talkNoun(d *document, s sentence, i int) int {
	if d.isMark(i, "what") {
		// "held what both called frank talks"
		i = min(i+3, s.to)
	}
	for k := i; k < s.to && k < i+7; k++ {
		if talkNouns.has(d.folded[k]) || meals.has(d.folded[k]) || d.isMark(k, "conference") && d.isMark(k-1, "video") {
			return k
		}
		if prepositions.has(d.folded[k]) && d.folded[k] != "of" || d.isMark(k, ".") || conjunctions.has(d.folded[k]) && d.folded[k] != "and" {
			return -1
		}
	}
	return -1
}

// withLater is the word behind "with", a few words on, over time and place;
// 0 if there is none.
func withLater(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+14; k++ {
		switch w := &d.words[k]; {
		case w.Folded == "with" && k+1 < s.to:
			return k + 1
		case w.mention >= 0, w.quote >= 0, w.Folded == ";", w.Folded == ".", w.Shape == 2 && eventVerb(d, k):
			return 0
		case parts(d, s, k):
			return 0
		}
	}
	return 0
}

func talkNounHere(d *document, s sentence, i int) bool {
	return i == s.from || determiners.has(d.folded[i-1]) || prepositions.has(d.folded[i-1]) || d.words[i-1].Shape == 2 && !auxiliaries.has(d.folded[i-1]) && d.words[i-1].ref < 0
}

// talksBetween reads "the meeting between X and Y" and "of X with Y".
func talksBetween(d *document, s sentence, o *occasion) bool {
	i := o.at + 1
	if i+1 >= s.to || d.folded[i] != "between" && d.folded[i] != "among" && d.folded[i] != "of" {
		return false
	}
	list := s
	if settingBefore(d, s, o.at) {
		list.to = endOfPair(d, s, i+1)
	}
	p := partyWithin(d, list, i+1)
	o.people, o.groups = p.people, p.groups
	if len(p.people) > 0 && p.to+1 < s.to && d.folded[p.to] == "with" {
		q := partyFrom(d, p.to+1)
		o.people = append(o.people, q.people...)
		o.groups = append(o.groups, q.groups...)
	}
	if first := withoutArticle(d, i+1); len(o.people) == 0 && (d.isMark(first, "two") || d.isMark(first, "both")) && pointsBack(d, s, p.to) {
		o.people, o.groups = sidesMeant(d, phrase{from: first, to: p.to}), nil
	}
	o.ofGroups = len(o.people) == 0 && sidesTold(d, p)
	o.standing = nounStatus(d, s, o.at)
	if wordsOfCall(d, max(s.from, o.at-3), o.at+1) {
		o.kind = news.Call
	}
	return o.told && (len(o.people) > 0 || o.ofGroups && len(o.groups) > 0)
}

// endOfPair is where the fronted words end that begin at word i: at the comma
// behind "A and B", where whoever follows is no side: "After talks between A and
// B, C said".
func endOfPair(d *document, s sentence, i int) int {
	and := false
	for k := i; k < s.to; k++ {
		if and && d.isMark(k, ",") {
			return k
		}
		and = and || d.isMark(k, "and")
	}
	return s.to
}

// sidesTold reports whether the groups of a party are several sides: two groups,
// or statesmen in the plural.
func sidesTold(d *document, p party) bool {
	if len(p.groups) != 1 {
		return len(p.groups) > 1
	}
	end := complementsEnd(d, d.sentenceOf(p.from), p.to)
	for k := p.from; k < end; k++ {
		if (statesmen.has(d.folded[k]) || k < p.to && sidesNoun(d, k)) && severalSides(d, phrase{from: p.from, to: end}, k) {
			return true
		}
	}
	return false
}

// talksWith reads "during the talks with Y" and "X's meeting with Y": the other
// side is the owner, or whom the sentence is about.
func talksWith(d *document, s sentence, o *occasion) bool {
	with := withSoon(d, s, o.at+1)
	if with == 0 || d.isMark(o.at-1, "for") && onlyNamed(d, s, o.at) {
		return false
	}
	p := partyFrom(d, with)
	if p.size() == 0 || strings.HasPrefix(d.folded[o.at], "discussion") && !aimOfTrip(d, s, o) && !settingBefore(d, s, o.at) {
		return false
	}
	subject := owner(d, s, o.at)
	if subject.empty() {
		if someonesElse(d, s, o.at) {
			return false
		}
		who := d.lately(o.sentence)
		trip := onTrip(d, s, o.at)
		if who >= 0 && (d.subjects[o.sentence] == who || openingNoun(d, s, o.at) || trip) {
			subject.people = []int{who}
		}
		if trip && len(p.people) == 0 {
			o.standing = nounStatus(d, s, o.at)
			return o.told && o.sides(subject, p)
		}
	}
	o.standing = nounStatus(d, s, o.at)
	if wordsOfCall(d, max(s.from, o.at-3), o.at+1) {
		o.kind = news.Call
	}
	if o.standing == asHeld && includesIt(d, s, o.at) && onTrip(d, s, o.at) {
		o.standing = asPresent
	}
	if o.standing == asHeld && setsOut(d, s, o) && aimOfTrip(d, s, o) {
		o.standing = asPlanned
	}
	o.apart = d.folded[o.at] == "meetings"
	if len(p.people) == 0 && (len(subject.people) != 1 || !settingBefore(d, s, o.at) && !aimOfTrip(d, s, o) && o.status != news.Cancelled) {
		return false
	}
	return o.told && o.sides(subject, p)
}

// includesIt reports whether the meeting at word i is what a programme includes.
func includesIt(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from && i-k < 5; k-- {
		if w := d.folded[k]; w == "includes" || w == "include" || w == "features" || w == "foresees" || w == "envisages" {
			return true
		}
	}
	return false
}

// aimOfTrip reports whether a trip told in the same sentence is made for the
// meeting: "travels to Lima for meetings with officials".
func aimOfTrip(d *document, s sentence, o *occasion) bool {
	k := o.at - 1
	for k > s.from && o.at-k < 4 && d.words[k].Shape == text.Lower && d.folded[k] != "for" {
		k--
	}
	return d.isMark(k, "for") && slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(j journey) bool {
		return j.sentence == o.sentence || onTrip(d, s, o.at)
	})
}

// setsOut reports whether somebody is on the way, or will be, in the sentence of a
// meeting: "is travelling to Lima for talks with officials".
func setsOut(d *document, s sentence, o *occasion) bool {
	return slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(j journey) bool {
		return j.sentence == o.sentence && j.at < o.at && j.status == news.Ongoing && j.rule == "visit/travelled-to"
	})
}

// onTrip reports whether the sentence is about a trip, which the meeting at word
// i is a part of: "The trip ends in Lima with talks with", "On the agenda is a
// meeting with".
func onTrip(d *document, s sentence, i int) bool {
	for k := s.from; k < i; k++ {
		if trips.has(d.folded[k]) && (k == s.from || determiners.has(d.folded[k-1]) || d.words[k-1].Shape == text.Lower) {
			return true
		}
		if d.words[k].mention >= 0 || d.words[k].quote >= 0 {
			return false
		}
	}
	return false
}

var trips = set("trip visit tour stay leg stop agenda itinerary programme program schedule")

// settingBefore reports whether the meeting at word i is the setting of what is
// told: "at a meeting with".
func settingBefore(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-5; k-- {
		if w := d.folded[k]; w == "during" || w == "at" || w == "after" || w == "following" || w == "in" && determiners.has(d.folded[k+1]) {
			return true
		} else if !determiners.has(w) && d.words[k].Shape != text.Lower {
			return false
		}
	}
	return false
}

// withSoon is the word behind "with" directly after a noun of talking, over a
// time or a place at most.
func withSoon(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+6; k++ {
		switch w := &d.words[k]; {
		case w.Folded == "with" && k+1 < s.to:
			return k + 1
		case w.Folded != "today" && w.Folded != "together" && w.Folded != "in" && w.Folded != "on" && w.class != placeWord && w.class != notName:
			return 0
		}
	}
	return 0
}

// owner is whose meeting it is: "Prado's meeting".
func owner(d *document, s sentence, i int) phrase {
	for k := i - 1; k > s.from && k > i-6; k-- {
		if ownMark(d, k) && d.words[k-1].mention >= 0 {
			return phraseEnding(d, s, k)
		}
		if determiners.has(d.folded[k]) {
			return phrase{}
		}
	}
	return phrase{}
}

// ownMark reports whether the mark at word i makes an owner of the name before
// it.
func ownMark(d *document, i int) bool {
	return d.isMark(i, "'s") || d.isMark(i, "'") || d.isMark(i, "’")
}

// someonesElse reports whether the meeting at word i is not of whom the sentence
// is about: it has an owner without a name, or is only commented on.
func someonesElse(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-6; k-- {
		w := d.folded[k]
		if ownMark(d, k) || w == "your" || w == "our" || w == "my" || comments.has(w) {
			return true
		}
	}
	who := d.lately(int(d.words[i].sentence))
	first := d.sentences[d.paragraphs[s.paragraph].from].from
	for k := first; k < min(first+8, s.to); k++ {
		if m := d.words[k].mention; m >= 0 {
			return d.isMark(d.mentions[m].to, ":") && d.mentions[m].person == who
		}
	}
	return false
}

// openingNoun reports whether the sentence begins with the meeting at word i, so
// that it is of whom those before it are about: "During the talks with Reyes".
func openingNoun(d *document, s sentence, i int) bool {
	for k := s.from; k < i; k++ {
		w := d.folded[k]
		if auxiliaries.has(w) || eventVerb(d, k) || w == "i" || w == "we" || w == "you" || w == "they" || d.words[k].mention >= 0 {
			return false
		}
	}
	return i-s.from < 10
}

var comments = set("criticised criticized condemned denounced slammed welcomed praised ridiculed mocked defended")
