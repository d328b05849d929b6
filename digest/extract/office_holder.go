package extract

import (
	"slices"
	"strings"

	"readout/digest/text"
)

// whoHolds is whom an office without a name means, -1 for nobody sure: who
// holds it, else somebody whose office the article does not tell, else whom the
// sentence before is about, who may be called so.
func (r *referrer) whoHolds(n heldRole) int {
	who, sure := r.holder(n)
	switch {
	case sure >= ownOffice:
		return who
	case r.isStranger(n):
		return -1
	case sure > 0:
		if other := r.calledSo(n); other >= 0 && other != who {
			return -1
		}
		return who
	}
	if who = r.partOfVisit(n); who >= 0 {
		return who
	}
	if who = r.headOf(n); who >= 0 {
		return who
	}
	if who = r.unassigned(n); who < 0 {
		who = r.calledSo(n)
	}
	return who
}

// ownOffice is how well one fits at least who holds the very office, not a
// narrower one.
const ownOffice = 12

// holder is who holds the office, -1 if not one alone, and how well he fits; 0
// if nobody does.
func (r *referrer) holder(n heldRole) (who, sure int) {
	best, most, twice := -1, 0, false
	known := 0
	for _, who := range r.holders[n.name()] {
		sum := r.fit(n, who)
		if sum > 0 {
			known++
		}
		switch {
		case sum > most:
			best, most, twice = who, sum, false
		case sum == most && sum > 0:
			twice = true
		}
	}
	if twice || known > 1 && most < ownOffice && callings.has(n.name()) {
		return -1, most
	}
	return best, most
}

// name is what the office is called by itself: "deputy" where that is all.
func (r heldRole) name() string {
	if len(r.office.Offices) == 0 {
		return "deputy"
	}
	return r.office.Offices[0]
}

// unassigned is the only person lately spoken of whose office the article has
// not told, where nobody else can be meant: "the President" in a text that
// names him without a title. It is -1 where there is a doubt, and where the
// sentence is about somebody already: "Prado met with the President".
func (r *referrer) unassigned(n heldRole) int {
	if len(n.office.Offices) == 0 || len(r.holders[n.name()]) > 0 || n.deputy {
		return -1
	}
	if headOffices.has(n.name()) && (n.country == "" || n.country == r.home) && r.untitled >= 0 && r.untitled != r.subject && r.isUntitled(r.untitled) && agree(n.office.Gender, r.d.people[r.untitled].gender) {
		return r.untitled
	}
	if r.subject >= 0 {
		return -1
	}
	found := -1
	for back := 0; back <= memory && back <= len(r.subjects); back++ {
		who := r.subject
		if back > 0 {
			who = r.subjects[len(r.subjects)-back]
		}
		if who < 0 || who == found || !r.isUntitled(who) {
			continue
		}
		if found >= 0 || !agree(n.office.Gender, r.d.people[who].gender) {
			return -1
		}
		found = who
	}
	return found
}

// headOffices are those of the head of a state or a government.
var headOffices = set("president king queen prime-minister state-head government-head chancellor")

// isUntitled reports whether the article tells no office of somebody.
func (r *referrer) isUntitled(who int) bool {
	p := &r.d.people[who]
	return len(p.roles)+len(p.hints) == 0
}

// onlyUntitled is the only person whose office the article does not tell, -1 if
// there are none or several.
func onlyUntitled(people []person) int {
	found := -1
	for who := range people {
		if p := &people[who]; len(p.roles)+len(p.hints) == 0 {
			if found >= 0 {
				return -1
			}
			found = who
		}
	}
	return found
}

// calledSo is whom the sentence before is about, where one who holds his office
// may be called by this one, and nobody holds it: "the lawmaker" for the chair
// of a committee.
func (r *referrer) calledSo(n heldRole) int {
	if len(n.office.Offices) == 0 || len(r.subjects) == 0 || r.subject != nobody {
		return -1
	}
	who := r.subjects[len(r.subjects)-1]
	if who < 0 || !agree(n.office.Gender, r.d.people[who].gender) {
		return -1
	}
	fits := slices.ContainsFunc(r.d.people[who].roles, func(held heldRole) bool {
		return mayBeCalled(held.name(), n.name()) && !(held.deputy && foremost.has(n.name())) && (n.country == "" || held.country == "" || n.country == held.country) && sameBody(n, held) >= 0
	})
	if !fits {
		return -1
	}
	return who
}

// byAge tells "the 61-year-old" without a noun.
func byAge(d *document, s sentence, i int) bool {
	return d.folded[i] == "the" && strings.HasSuffix(d.folded[i+1], "-year-old") && (i+2 == s.to || closedWord(d.folded[i+2]) || d.words[i+2].Shape == text.Mark || eventVerb(d, i+2))
}

// aged takes somebody told by the age alone for whom the sentence before is
// about. It is where to read on.
func (r *referrer) aged(i int) int {
	if who := r.lately(); who >= 0 {
		r.d.fired("refer/office", i, i+2)
		r.note(i, i+2, who)
		if r.subject == nobody {
			r.subject = who
		}
	}
	return i + 2
}

// foremost are offices that no deputy may be called by.
var foremost = set("head chief leader chief-executive manager")

// fit weighs how well a person fits an office that the text speaks of; 0 if
// not at all.
func (r *referrer) fit(n heldRole, who int) int {
	best := 0
	p := &r.d.people[who]
	seen := p.mentions[0] <= r.seen
	if !seen && callings.has(n.name()) {
		return 0
	}
	for _, held := range [2][]heldRole{p.roles, p.hints} {
		for _, h := range held {
			if h.country == "" && statesOwn(h) && n.country != "" && n.country != r.home && (seen || !r.introduces(who)) {
				continue
			}
			best = max(best, fitRole(n, h))
		}
	}
	if best == 0 {
		return 0
	}
	if r.subject == who {
		best += 2
	}
	for back := 1; back <= memory && back <= len(r.subjects); back++ {
		if r.subjects[len(r.subjects)-back] == who {
			best += 2
			break
		}
	}
	if seen {
		best += 3
	}
	return best
}

// introduces reports whether the opening sentence tells an office, and one of the
// next names who holds it: "Norway's prime minister said", "Prime Minister Prado".
func (r *referrer) introduces(who int) bool {
	first := r.d.firstSentence()
	named := int(r.d.words[r.d.mentions[r.d.people[who].mentions[0]].from].sentence)
	return len(r.subjects) == first && named-first <= memory
}

// callings are offices of many: "the lawmaker" is none who is named only later.
var callings = set("lawmaker deputy politician official diplomat expert activist journalist resident artist athlete academic scientist doctor writer founder manager executive lawyer judge officer soldier general aide adviser head chief director chair leader spokesperson fellow guest representative envoy prosecutor cleric organiser member")

func fitRole(n, held heldRole) int {
	sum := 4
	switch {
	case len(n.office.Offices) == 0 || n.name() == "deputy" && held.deputy:
		if !held.deputy {
			return 0
		}
	case !n.office.mayMean(held.office):
		return 0
	case n.office.Head == held.office.Head:
		sum += 9
	case n.name() == held.name():
		sum += 8
	}
	if n.deputy != held.deputy && n.name() != "deputy" {
		if n.deputy || len(n.body) > 0 {
			return 0
		}
		sum -= 3
	}
	if n.former != held.former {
		if held.former {
			return 0
		}
		sum -= 3
	}
	switch fit := sameBody(n, held); {
	case fit < 0:
		return 0
	case fit > 0:
		sum += 6
	}
	switch {
	case n.country == "" || held.country == "":
	case n.country == held.country:
		sum += 4
	default:
		return 0
	}
	return sum
}
