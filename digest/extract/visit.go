package extract

import (
	"slices"
	"strings"
	"sync"

	"readout/digest/news"
	"readout/digest/text"
)

// readVisits finds who went where.
func readVisits(d *document) {
	var found []journey
	rules := visitRules().forOne()
	for _, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind != body {
			continue
		}
		for j := range readBy(d, s, rules, newJourney) {
			datesOfVisit(d, s, &j)
			found = mergeJourney(d, found, j)
		}
	}
	d.journeys = found
	writeVisits(d, found)
}

func newJourney(o origin) journey { return journey{origin: o, standing: asHeld} }

// visitTable are the ways of telling a visit.
var visitTable = []rule[journey]{
	{"visit/arrived-in", 95, set("arrived arrives arrive arriving landed jetted touched flew"), arrivedIn},
	{"visit/travelled-to", 90, set("continue continues continued proceed proceeded flown travel travels traveled travelled traveling travelling flew fly flies went heading heads headed came departed departs depart led lead leads left leave leaves leaving"), travelledTo},
	{"visit/trip-takes-to", 85, set("take takes took taking"), tripTakes},
	{"visit/visited", 90, set("visit visits visited visiting toured tours"), visited},
	{"visit/visiting-guest", 75, set("visiting"), visitingGuest},
	{"visit/visit-to", 85, set("visit visits trip trips tour travel travels stop stops stopover stopovers"), visitTo},
	{"visit/welcomed-to", 85, set("welcomed welcomes welcome welcoming hosting"), welcomedTo},
	{"visit/en-route-to", 80, set("en"), enRoute},
	{"visit/was-in", 80, set("was were is are be been"), wasIn},
}

var visitRules = sync.OnceValue(func() ruleBook[journey] { return byFirstWord(inVisits, visitTable) })

// arrivedIn reads "X arrived in Lisbon", who is there still unless the text
// says otherwise.
func arrivedIn(d *document, s sentence, j *journey) bool {
	i := preposition(d, s, j.at+1, "in", "at", "to", "into")
	if i == 0 || d.isMark(j.at, "flew") && !d.isMark(i-1, "into") || d.isMark(j.at, "touched") && !d.isMark(j.at+1, "down") {
		return false
	}
	j.stops = stopsFrom(d, s, i)
	j.travellers(d, actor(d, s, j.at))
	if j.standing = statusOf(d, s, j.at); j.status == news.Held {
		j.status = news.Ongoing
	}
	return j.told && j.someone()
}

// preposition is the word behind one of these prepositions, over a date or an
// adverb; 0 if it does not come soon.
func preposition(d *document, s sentence, i int, any ...string) int {
	for k := i; k < s.to && k < i+9; k++ {
		w := &d.words[k]
		switch {
		case slices.Contains(any, w.Folded) && k+1 < s.to && (d.words[k+1].Named() || d.folded[k+1] == "the"):
			return k + 1
		case w.mention >= 0, conjunctions.has(w.Folded) && w.Folded != "and", w.Folded == ".", w.Folded == ";", w.Shape == text.Lower && eventVerb(d, k):
			return 0
		}
	}
	return 0
}

// travelledTo reads "X will travel to Lisbon and Oslo", "led a delegation to".
func travelledTo(d *document, s sentence, j *journey) bool {
	verb := d.folded[j.at]
	if hasAnySuffix(verb, "led", "lead", "leads") && len(verb) < 6 && !delegationSoon(d, s, j.at+1) {
		return false
	}
	leaves := hasAnySuffix(verb, "left", "leave", "leaves", "leaving", "departed", "departs", "depart")
	toward := "to"
	if leaves {
		toward = "for"
	}
	i := preposition(d, s, j.at+1, toward)
	var company party
	if d.isMark(j.at+1, "with") && i == 0 {
		company = partyFrom(d, j.at+2)
		i = preposition(d, s, company.to, toward)
	}
	if i == 0 || j.at > s.from && nounBefore(d, j.at) || onward.has(verb) && i > j.at+3 {
		return false
	}
	if j.stops = stopsFrom(d, s, i); len(j.stops) == 0 && !leaves && delegationSoon(d, s, j.at+1) {
		j.stops = venueIn(d, s, i)
	}
	j.travellers(d, actor(d, s, j.at))
	if len(j.people) > 0 {
		j.people = unique(append(j.people, company.people...))
	}
	j.standing = statusOf(d, s, j.at)
	// Whoever has left for a place is on the way there, not back from it.
	if (present.has(verb) || leaves) && j.status == news.Held && !toDo(d, governedFrom(d, s, j.at), j.at) {
		j.status = news.Ongoing
	}
	return j.told && j.someone()
}

// tripTakes reads "a tour that will take her to Lisbon and Oslo".
func tripTakes(d *document, s sentence, j *journey) bool {
	i := j.at + 1
	if i+2 >= s.to || !onTrip(d, s, j.at) && !tripBefore(d, s, j.at) {
		return false
	}
	if p := partyFrom(d, i); len(p.people) == 1 {
		j.people, i = p.people, p.to
	} else if who := d.subjects[j.sentence]; who >= 0 && (d.isMark(i, "him") || d.isMark(i, "her")) {
		j.people, i = []int{who}, i+1
	}
	if i >= s.to || !d.isMark(i, "to") {
		return false
	}
	j.stops = stopsFrom(d, s, i+1)
	j.standing = statusOf(d, s, j.at)
	return j.told && j.someone()
}

// tripBefore reports whether "that" or a comma joins the verb at word i to a trip
// named before it.
func tripBefore(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from && i-k < 12; k-- {
		if w := d.folded[k]; w == "swing" || trips.has(w) {
			return true
		}
	}
	return false
}

var present = set("travels flies heads visits meets holds hosts receives arrives")

// onward are verbs of going on, where the place follows at once: whoever continues
// to send aid to a place does not go there.
var onward = set("continue continues continued proceed proceeds proceeded")

// nounBefore tells "her travel to Lisbon" from "they travel to Lisbon".
func nounBefore(d *document, i int) bool {
	before := d.folded[i-1]
	return determiners.has(before) || before == "'s" || prepositions.has(before) && before != "to"
}

func delegationSoon(d *document, s sentence, i int) bool {
	for k := i; k < s.to && k < i+6; k++ {
		if d.folded[k] == "delegation" {
			return true
		}
	}
	return false
}

// visited reads "X visited Lisbon", "Y, visiting Lisbon", and "visited the
// museum in Lisbon".
func visited(d *document, s sentence, j *journey) bool {
	verb := d.folded[j.at]
	if j.at > s.from && nounBefore(d, j.at) {
		return false
	}
	if j.stops = stopsFrom(d, s, j.at+1); len(j.stops) == 0 {
		j.stops = venueIn(d, s, j.at+1)
	}
	before := j.at - 1
	if d.isMark(before, ",") {
		before--
	}
	if verb == "visiting" && before >= s.from && d.words[before].mention >= 0 {
		j.people = []int{d.mentions[d.words[before].mention].person}
		j.standing = asBegun
		return j.someone()
	}
	j.travellers(d, actor(d, s, j.at))
	j.standing = statusOf(d, s, j.at)
	if present.has(verb) && j.status == news.Held {
		j.status = news.Ongoing
	}
	return j.told && j.someone() && (verb != "visit" || j.status != news.Held || len(j.people) > 1)
}

// visitTo reads "X's visit to Lisbon", "is on a visit to Lisbon" and "during her
// visit to Lisbon".
func visitTo(d *document, s sentence, j *journey) bool {
	if j.at == s.from || !nounBefore(d, j.at) && d.words[j.at-1].Shape < text.Lower {
		return false
	}
	i := j.at + 1
	if i >= s.to {
		return false
	}
	p := owner(d, s, j.at)
	if p.empty() {
		var others bool
		if p, others = officeOwner(d, s, j.at); others {
			return false
		}
	}
	toward := "to"
	switch noun := d.folded[j.at]; {
	case strings.HasPrefix(noun, "stop"):
		if !madeStop(d, s, j.at) {
			return false
		}
		toward = "in"
	case noun == "tour" || noun == "trip":
		if i+1 < s.to && d.folded[i] == "of" && len(stopsFrom(d, s, i+1)) > 0 {
			toward = "of"
		}
	}
	if toward != "of" && (d.folded[i] == "of" || d.folded[i] == "by") {
		q := partyFrom(d, i+1)
		p, i = phrase{from: q.from, to: q.to, people: q.people}, q.to
	}
	if i >= s.to || d.folded[i] != toward || i+1 >= s.to {
		return false
	}
	j.stops = stopsFrom(d, s, i+1)
	if p.empty() {
		p = travellerOf(d, s, j.at)
	}
	j.travellers(d, p)
	j.standing = visitStatus(d, s, j.at)
	return j.told && j.someone()
}

// visitStatus is how far the visit has come that the noun at word i names: as
// the words around it tell, or the verb of travel that it goes with.
func visitStatus(d *document, s sentence, i int) standing {
	found := nounStatus(d, s, i)
	if found != asHeld {
		return found
	}
	for k := i - 1; k >= s.from && k > i-10; k-- {
		switch w := d.folded[k]; {
		case w == "is" || w == "are" || w == "during" || w == "framework" || w == "part" && d.isMark(k+1, "of") || w == "course" || w == "began" || w == "amid" || w == "arrived" || w == "on" && determiners.has(d.folded[k+1]):
			return asBegun
		case w == "last" && unitOf(at(d.folded, k+1)) > 0, w == "yesterday":
			return asHeld
		case w == "next" || w == "future" || w == "coming":
			return asPlanned
		case w == "from" || w == "concluded" || w == "after":
			return asHeld
		}
	}
	return found
}
