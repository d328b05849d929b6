package extract

import (
	"slices"

	"readout/digest/text"
)

// dependents are nouns for people and bodies that are told by whom they belong
// to: "Prado's daughter", "an aide to Prado". What they say, Prado has not said.
var dependents = set("daughter daughters son sons wife husband widow widower mother father parents brother sister sibling uncle aunt nephew niece cousin grandson granddaughter grandfather grandmother stepson stepdaughter fiancé fiancée girlfriend boyfriend partner relative relatives family " +
	"spokesman spokeswoman spokesperson spokespersons spokesmen spokespeople aide aides adviser advisers advisor advisors assistant assistants lawyer lawyers attorney attorneys representative representatives envoy envoys secretary interpreter translator biographer bodyguard driver doctor physician " +
	"friend friends colleague colleagues confidant confidante ally allies supporter supporters critic critics opponent opponents rival rivals successor predecessor deputy " + bodiesOfOne)

// dependentBodies are those of them that are no people.
var dependentBodies = set("family " + bodiesOfOne)

const bodiesOfOne = "office team campaign staff entourage administration cabinet service secretariat"

// owner notes whose office "his office" is, and whose message "her message": of
// the only person of that sex who was named lately.
func (r *referrer) owner(s sentence, i int) {
	to := nounsFrom(r.d, s, i+1)
	if last := r.d.folded[to-1]; to == i+1 || !dependents.has(last) && !spokenNouns.has(last) {
		return
	}
	g := male
	switch r.d.folded[i] {
	case "her":
		g = female
	case "their":
		return
	}
	who := r.subject
	if who < 0 || !agree(r.d.people[who].gender, g) || namedAlone(r.d, s.from, i) != who {
		who = r.onlyOne(g)
	}
	if who >= 0 && len(r.d.owners) < kin {
		if r.d.owners == nil {
			r.d.owners = map[int]int{}
		}
		r.d.owners[i] = who
	}
}

// belongsTo is the word of the noun in "aide to" that ends before word i, if
// the name at i only tells whose aide it is; -1 if none does.
func belongsTo(d *document, s sentence, i int) int {
	link := at(d.folded, i-1)
	if i-2 >= s.from && (link == "of" || link == "to" || link == "for") && d.words[i-1].class == plain && dependents.has(d.folded[i-2]) {
		return i - 2
	}
	if i-3 >= s.from && (link == "to" || link == "with") && closeTo.has(d.folded[i-2]) && (d.words[i-3].class == roleWord || groupWord(d.folded[i-3]) || dependents.has(d.folded[i-3]) || hasAnySuffix(d.folded[i-3], "s", "person", "official", "source")) {
		return i - 3
	}
	return -1
}

// closeTo tell who somebody is by whom or what they know: "an official close to
// Prado", "people familiar with the talks".
var closeTo = set("close near loyal familiar acquainted allied sympathetic opposed")

// ofDependent widens a phrase that only tells whose adviser somebody is: "the
// adviser to the President" is not the President.
func ofDependent(d *document, s sentence, p phrase) phrase {
	if p.empty() || p.pronoun {
		return p
	}
	from := p.from
	for from > s.from && determiners.has(d.folded[from-1]) {
		from--
	}
	k := belongsTo(d, s, from)
	if k < 0 {
		return p
	}
	wide := phrase{from: nominal(d, s, k+1).from, to: p.to}
	if r := d.words[k].ref; r >= 0 && d.refs[r].to == k+1 {
		wide.people = d.refs[r].people
	}
	wide.from = min(wide.from, k)
	return wide
}

// behindDependent is where the roles of a name begin that ends before word to:
// "wife of President Prado" leaves Prado the presidency. It is from where
// nobody else is told by the name.
func behindDependent(d *document, s sentence, from, to int) int {
	for i := to; i > from; i-- {
		if belongsTo(d, s, i) >= from {
			return i
		}
		if c := d.words[i-1].class; c != roleWord && c != levelWord && c != titleWord && c != demonymWord {
			break
		}
	}
	return from
}

// dependentAfter corrects a phrase that ends with a name, where that name only
// tells whom its head belongs to: "the daughter of President Prado, Maria".
func dependentAfter(d *document, s sentence, p phrase) phrase {
	start := d.mentions[d.words[p.to-1].mention].start
	switch {
	case d.isMark(p.to, "'s"):
		to := nounsFrom(d, s, p.to+1)
		if to < s.to && d.words[to].mention >= 0 {
			m := d.mentions[d.words[to].mention]
			return phrase{from: p.from, to: m.to, people: []int{m.person}}
		}
		if to == p.to+1 {
			return p
		}
		p = phrase{from: p.from, to: to}
	case start > p.from && belongsTo(d, s, start) >= p.from:
		p.people = nil
	default:
		return p
	}
	return calledBehind(d, s, p)
}

// dependentBehind is the phrase that begins at word i, where a comma and a name
// follow it: "his best friend at school, Tom Reyes". The name is taken only
// where the phrase is for somebody who may have one.
func dependentBehind(d *document, s sentence, i, comma int) phrase {
	p := nominalFrom(d, s, i)
	if p.to > p.from && dependents.has(d.folded[headOf(d, p)]) {
		return calledBehind(d, s, phrase{from: p.from, to: comma})
	}
	return p
}

// nounsFrom is the end of the nouns and adjectives from word i on.
func nounsFrom(d *document, s sentence, i int) int {
	end := i
	for end < min(s.to, i+6) && d.words[end].Shape != text.Mark && d.words[end].mention < 0 && d.words[end].quote < 0 && !closedWord(d.folded[end]) && !eventVerb(d, end) {
		end++
	}
	return end
}

// calledBehind gives a phrase the name in the apposition behind it.
func calledBehind(d *document, s sentence, p phrase) phrase {
	i := p.to + 1
	if !d.isMark(p.to, ",") || i >= s.to || !d.words[i].Named() {
		return p
	}
	end := i + 1
	who := d.words[i].mention
	if who >= 0 {
		end = d.mentions[who].to
	}
	switch closed := end >= s.to || d.words[end].Shape == text.Mark && !d.isMark(end, "'s"); {
	case closed && who >= 0:
		p.people, p.to = []int{d.mentions[who].person}, end
	case closed && isGiven(d, i):
		p.called, p.to = d.said(i, end), end
	}
	return p
}

// calledBefore is the subject whose name stands between commas at the one
// before the verb: "The finance minister, Ana Prado, said", "Prado's wife, Eva
// Prado, said". It is empty where the words before the name are no subject.
func calledBefore(d *document, s sentence, comma int) phrase {
	if comma <= s.from || d.words[comma-1].mention < 0 {
		return phrase{}
	}
	m := d.mentions[d.words[comma-1].mention]
	open := m.from - 1
	for open > s.from && (d.words[open].class == titleWord || open > m.start && !d.isMark(open, ",")) {
		open--
	}
	if m.to != comma || open <= s.from || !d.isMark(open, ",") {
		return phrase{}
	}
	from := m.start
	if from > open {
		p := phraseEnding(d, s, open)
		if p.empty() || p.pronoun || !mayBeNamed(d, p) {
			return phrase{}
		}
		if k := belongsTo(d, s, p.from); k >= 0 {
			return phrase{from: nominal(d, s, k+1).from, to: m.to}
		}
		from = p.from
	}
	for from > s.from && (determiners.has(d.folded[from-1]) || d.folded[from-1] == "'s") {
		from--
		if d.folded[from] == "'s" {
			from = phraseEnding(d, s, from).from
		}
	}
	if from > s.from && !subjectMayFollow(d, from-1) {
		return phrase{}
	}
	return phrase{from: from, to: m.to, people: []int{m.person}}
}

// mayBeNamed reports whether the name behind a phrase and its comma can be that
// of whom the phrase tells: an office, somebody's somebody, or one of a kind that
// is told with an article ("the bill's sponsor").
func mayBeNamed(d *document, p phrase) bool {
	head := &d.words[headOf(d, p)]
	if dependents.has(head.Folded) || head.class == roleWord {
		return true
	}
	if len(p.people) > 0 || head.class != plain || head.Shape != text.Lower || things.has(head.Folded) || hasAnySuffix(head.Folded, "s", "ion", "ment", "ing") {
		return false
	}
	first := d.folded[p.from]
	return articles.has(first) || possessives.has(first) || d.isMark(p.from-1, "'s") || slices.Contains(d.folded[p.from:p.to], "'s")
}

// subjectMayFollow reports whether a subject may begin behind word i.
func subjectMayFollow(d *document, i int) bool {
	w := &d.words[i]
	return w.Shape == text.Mark || conjunctions.has(w.Folded) && w.Folded != "than" && w.Folded != "as" || adverb(w.Folded) || w.class == notName
}
