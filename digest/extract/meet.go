package extract

import (
	"strings"

	"readout/digest/news"
)

// occasion is a meeting while it is being read.
type occasion struct {
	sentence int
	at       int // the word that tells it
	kind     news.MeetingKind
	status   news.Status
	people   []int
	groups   []string
	rule     string
	sure     int
	apart    bool // each partner was met alone
	main     bool
	place    string
	basis    news.Basis
	day      news.Day
	dayBasis news.Basis
}

// readMeetings finds who met whom. Every rule of the table looks at every word
// outside quotations; the first that fires on a word has it.
func readMeetings(d *document) {
	var found []occasion
	for _, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind != body {
			continue
		}
		for k := s.from; k < s.to; k++ {
			if w := d.words[k]; w.mention >= 0 || w.quote >= 0 && d.quotes[w.quote].speech {
				continue
			}
			if o, ok := meetingAt(d, s, k); ok {
				found = append(found, complete(d, s, o)...)
			}
		}
		found = joinOthers(d, s, found)
	}
	if o, ok := meetingInTitle(d, found); ok {
		found = append([]occasion{o}, found...)
	}
	writeMeetings(d, found)
}

// meetingAt is the meeting that the word at k tells, by the first rule that
// reads one.
func meetingAt(d *document, s sentence, k int) (occasion, bool) {
	for _, rule := range meetRules {
		if !rule.words[d.folded[k]] {
			continue
		}
		o := occasion{sentence: d.words[k].sentence, at: k, kind: news.InPerson, status: news.Held, rule: "meet/" + rule.name, sure: rule.sure}
		if rule.read(d, s, &o) {
			return o, true
		}
	}
	return occasion{}, false
}

// meetRules are the ways of telling a meeting, by the words that they begin at.
var meetRules = []struct {
	name  string
	sure  int
	words map[string]bool
	read  func(*document, sentence, *occasion) bool
}{
	{"has-met-with", 95, set("met meet meets meeting"), metWith},
	{"held-talks", 90, set("held hold holds holding had have has conducted conduct having"), heldTalks},
	{"spoke-with", 90, set("spoke speak speaks spoken talked talk talks talking"), spokeWith},
	{"received", 85, set("received receive receives hosted host hosts welcomed welcomes greeted"), received},
	{"talks-between", 85, set("meeting meetings talks negotiations consultations conversation call summit"), talksBetween},
	{"talks-with", 80, set("meeting meetings talks negotiations consultations conversation call calls"), talksWith},
}

// metWith reads "X met (with) Y" and "X and Y met".
func metWith(d *document, s sentence, o *occasion) bool {
	i := o.at
	if d.folded[i] == "meeting" && (i == s.from || determiners[d.folded[i-1]] || d.folded[i-1] == "'s" || !verbalMeeting(d, s, i)) {
		return false
	}
	subject := actor(d, s, i)
	o.status = statusOf(d, s, i)
	next := afterAdverbs(d, s, i+1)
	if next < s.to && d.folded[next] == "with" {
		next++
	}
	if next >= s.to {
		return pairMet(o, subject)
	}
	partners := partyFrom(d, next)
	if partners.size() == 0 {
		if w := withLater(d, s, next); w > 0 {
			partners = partyFrom(d, w)
		}
	}
	if partners.size() == 0 {
		return pairMet(o, subject)
	}
	o.apart = severally(d, s, i)
	return o.sides(subject, partners)
}

// verbalMeeting tells "before meeting Prado" from "a meeting".
func verbalMeeting(d *document, s sentence, i int) bool {
	before := d.folded[i-1]
	if i+1 >= s.to {
		return false
	}
	w := d.words[i+1]
	named := w.mention >= 0 || w.lead >= 0 || w.ref >= 0
	return named && (prepositions[before] || auxiliaries[before] || adverb(before)) ||
		(before == "is" || before == "are" || before == "was" || before == "were") && w.Folded == "with"
}

// pairMet reads "X and Y met in Lisbon".
func pairMet(o *occasion, subject phrase) bool {
	o.people = subject.people
	return len(subject.people) > 1
}

// severally reports whether partners in a row were met one by one.
func severally(d *document, s sentence, i int) bool {
	return i > s.from && (d.folded[i-1] == "already" || d.folded[i-1] == "also") || d.isMark(i, "meetings")
}

// sides puts together who met whom. It takes a person at least, and another
// side.
func (o *occasion) sides(subject phrase, partners party) bool {
	o.people = append(append([]int{}, subject.people...), partners.people...)
	if len(subject.people) == 0 && subject.group != "" {
		o.groups = append(o.groups, subject.group)
	}
	o.groups = append(o.groups, partners.groups...)
	return len(subject.people) > 0 || len(partners.people) > 0
}

// heldTalks reads "X held talks with Y" and "X and Y held talks".
func heldTalks(d *document, s sentence, o *occasion) bool {
	noun := talkNoun(d, s, o.at+1)
	if noun < 0 {
		return false
	}
	subject := actor(d, s, o.at)
	o.status = statusOf(d, s, o.at)
	if wordsOfCall(d, o.at, noun+1) {
		o.kind = news.Call
	}
	if w := withLater(d, s, noun+1); w > 0 {
		if p := partyFrom(d, w); p.size() > 0 {
			o.apart = severally(d, s, noun)
			return o.sides(subject, p)
		}
	}
	return pairMet(o, subject)
}

var talkNouns = set("meeting meetings talks negotiations consultations conversation conversations discussion discussions call calls videoconference summit dialogue briefing audience")

// talkNoun is the noun of talking within the few words from word i on, -1 if
// there is none.
func talkNoun(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+7; k++ {
		if talkNouns[d.folded[k]] {
			return k
		}
		if prepositions[d.folded[k]] && d.folded[k] != "of" || d.isMark(k, ".") || conjunctions[d.folded[k]] && d.folded[k] != "and" {
			return -1
		}
	}
	return -1
}

// withLater is the word behind "with", a few words on, over time and place;
// 0 if there is none.
func withLater(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+14; k++ {
		switch w := d.words[k]; {
		case w.Folded == "with" && k+1 < s.to:
			return k + 1
		case w.mention >= 0, w.quote >= 0, w.Folded == ";", w.Folded == ".", w.Shape == 2 && eventVerb(d, k):
			return 0
		}
	}
	return 0
}

// spokeWith reads "X spoke (by phone) with Y": a call, unless they stood in one
// place.
func spokeWith(d *document, s sentence, o *occasion) bool {
	talked := strings.HasPrefix(d.folded[o.at], "talk")
	if d.folded[o.at] == "talks" && talkNounHere(d, s, o.at) {
		return false
	}
	next := afterAdverbs(d, s, o.at+1)
	with := 0
	if next < s.to && d.folded[next] == "to" && talked {
		with = next + 1
	} else {
		with = withLater(d, s, o.at+1)
	}
	if with == 0 || with >= s.to {
		return false
	}
	subject := actor(d, s, o.at)
	partners := partyFrom(d, with)
	o.status = statusOf(d, s, o.at)
	o.kind = news.Call
	if talked && !wordsOfCall(d, o.at, min(s.to, o.at+12)) {
		o.kind = news.InPerson
	}
	return partners.size() > 0 && !subject.empty() && o.sides(subject, partners)
}

func talkNounHere(d *document, s sentence, i int) bool {
	return i == s.from || determiners[d.folded[i-1]] || prepositions[d.folded[i-1]] || d.words[i-1].Shape == 2 && !auxiliaries[d.folded[i-1]] && d.words[i-1].ref < 0
}

// received reads "X received Y": the object must be somebody.
func received(d *document, s sentence, o *occasion) bool {
	subject := actor(d, s, o.at)
	if o.at+1 >= s.to || len(subject.people) == 0 {
		return false
	}
	next := o.at + 1
	for next < s.to && determiners[d.folded[next]] {
		next++
	}
	if next >= s.to || !(d.words[next].mention >= 0 || d.words[next].lead >= 0 || d.folded[next] == "delegation") {
		return false
	}
	partners := partyFrom(d, next)
	o.status = statusOf(d, s, o.at)
	if len(partners.people) == 0 || d.isMark(partners.to, "'s") {
		return false
	}
	return o.sides(subject, partners)
}

// talksBetween reads "the meeting between X and Y" and "of X with Y".
func talksBetween(d *document, s sentence, o *occasion) bool {
	i := o.at + 1
	if i+1 >= s.to || d.folded[i] != "between" && d.folded[i] != "of" {
		return false
	}
	p := partyFrom(d, i+1)
	o.people, o.groups = p.people, p.groups
	if len(p.people) > 0 && p.to+1 < s.to && d.folded[p.to] == "with" {
		q := partyFrom(d, p.to+1)
		o.people = append(o.people, q.people...)
		o.groups = append(o.groups, q.groups...)
	}
	o.status = nounStatus(d, s, o.at)
	if wordsOfCall(d, max(s.from, o.at-3), o.at+1) {
		o.kind = news.Call
	}
	return len(o.people) > 0
}

// talksWith reads "during the talks with Y" and "X's meeting with Y": the other
// side is the owner, or whom the sentence is about.
func talksWith(d *document, s sentence, o *occasion) bool {
	with := withSoon(d, s, o.at+1)
	if with == 0 {
		return false
	}
	p := partyFrom(d, with)
	if p.size() == 0 {
		return false
	}
	subject := owner(d, s, o.at)
	if subject.empty() {
		if who := d.lately(o.sentence); who >= 0 {
			subject.people = []int{who}
		}
	}
	o.status = nounStatus(d, s, o.at)
	if wordsOfCall(d, max(s.from, o.at-3), o.at+1) {
		o.kind = news.Call
	}
	o.apart = d.folded[o.at] == "meetings"
	return len(p.people) > 0 && o.sides(subject, p)
}

// lately is whom the sentence is about, or the few before it; -1 for nobody.
func (d *document) lately(sentence int) int {
	for i := sentence; i >= 0 && i >= sentence-2*memory; i-- {
		if who := d.subjects[i]; who >= 0 {
			return who
		}
	}
	return -1
}

// withSoon is the word behind "with" directly after a noun of talking, over a
// time or a place at most.
func withSoon(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+6; k++ {
		switch w := d.words[k]; {
		case w.Folded == "with" && k+1 < s.to:
			return k + 1
		case w.Folded != "today" && w.Folded != "in" && w.Folded != "on" && w.class != placeWord && w.class != notName:
			return 0
		}
	}
	return 0
}

// owner is whose meeting it is: "Prado's meeting".
func owner(d *document, s sentence, i int) phrase {
	for k := i - 1; k > s.from && k > i-6; k-- {
		if d.isMark(k, "'s") && d.words[k-1].mention >= 0 {
			return phraseEnding(d, s, k)
		}
		if determiners[d.folded[k]] {
			return phrase{}
		}
	}
	return phrase{}
}

// actor is who does what the verb at word i says: its subject, else whom the
// sentence is about.
func actor(d *document, s sentence, i int) phrase {
	for i > s.from && (d.folded[i-1] == "to" || infinitiveLink[d.folded[i-1]]) {
		i--
	}
	p := subjectBefore(d, i)
	if !p.empty() && (len(p.people) > 0 || p.pronoun || heads(d, p)) {
		if !p.pronoun {
			p.group = d.said(withoutArticle(d, p.from), p.to)
		}
		return p
	}
	if who := d.subjects[d.words[i].sentence]; who >= 0 {
		return phrase{from: s.from, to: s.from + 1, people: []int{who}}
	}
	return phrase{}
}

var infinitiveLink = set("expected scheduled due set slated planned plans plan planning intends intend wants ready agreed hopes going")

// heads reports whether a phrase without a name is an office or an institution.
func heads(d *document, p phrase) bool {
	for i := p.from; i < p.to; i++ {
		if c := d.words[i].class; c == roleWord || c == organisation {
			return true
		}
	}
	return false
}

func afterAdverbs(d *document, s sentence, i int) int {
	for i < s.to && (adverb(d.folded[i]) || d.folded[i] == "today") {
		i++
	}
	return i
}

func wordsOfCall(d *document, from, to int) bool {
	for i := from; i < to && i < len(d.words); i++ {
		if callWords[d.folded[i]] {
			return true
		}
	}
	return false
}

var callWords = set("phone telephone call calls videoconference video virtual virtually online teleconference phoned")
