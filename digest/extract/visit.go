package extract

import (
	"slices"

	"readout/digest/news"
	"readout/digest/text"
)

// journey is a visit while it is being read.
type journey struct {
	sentence   int
	at         int // the word that tells it
	people     []int
	group      string
	stops      []stop
	status     news.Status
	start, end news.Day
	rule       string
	sure       int
}

// stop is a destination: its words, and the country it lies in.
type stop struct {
	name    string
	home    string
	from    int
	to      int
	isLarge bool // a country or more
}

// readVisits finds who went where.
func readVisits(d *document) {
	var found []journey
	for _, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind != body {
			continue
		}
		for k := s.from; k < s.to; k++ {
			if w := d.words[k]; w.mention >= 0 || w.quote >= 0 && d.quotes[w.quote].speech {
				continue
			}
			if j, ok := visitAt(d, s, k); ok {
				datesOfVisit(d, s, &j)
				found = mergeJourney(d, found, j)
			}
		}
	}
	d.journeys = found
	writeVisits(d, found)
}

// visitAt is the visit that the word at k tells, by the first rule that reads
// one.
func visitAt(d *document, s sentence, k int) (journey, bool) {
	for _, rule := range visitRules {
		if !rule.words[d.folded[k]] {
			continue
		}
		j := journey{sentence: d.words[k].sentence, at: k, status: news.Held, rule: "visit/" + rule.name, sure: rule.sure}
		if rule.read(d, s, &j) && j.someone() {
			return j, true
		}
	}
	return journey{}, false
}

// visitRules are the ways of telling a visit, by the words that they begin at.
var visitRules = []struct {
	name  string
	sure  int
	words map[string]bool
	read  func(*document, sentence, *journey) bool
}{
	{"arrived-in", 95, set("arrived arrives arrive arriving landed"), arrivedIn},
	{"travelled-to", 90, set("travel travels traveled travelled traveling travelling flew fly flies went heading heads headed came departed led lead leads left"), travelledTo},
	{"visited", 90, set("visit visits visited visiting"), visited},
	{"visit-to", 85, set("visit visits trip trips tour travel travels"), visitTo},
}

func (j *journey) someone() bool { return len(j.stops) > 0 && (len(j.people) > 0 || j.group != "") }

// travellers notes who goes: the people of the phrase, or an office or a
// delegation without a name.
func (j *journey) travellers(d *document, p phrase) {
	j.people = unique(p.people)
	if len(j.people) == 0 && !p.empty() && !p.pronoun && (heads(d, p) || groupWord(d.folded[p.to-1])) {
		j.group = d.said(withoutArticle(d, p.from), p.to)
	}
}

// arrivedIn reads "X arrived in Lisbon", who is there still unless the text
// says otherwise.
func arrivedIn(d *document, s sentence, j *journey) bool {
	i := preposition(d, s, j.at+1, "in", "at", "to")
	if i == 0 {
		return false
	}
	j.stops = stopsFrom(d, s, i)
	j.travellers(d, actor(d, s, j.at))
	if j.status = statusOf(d, s, j.at); j.status == news.Held {
		j.status = news.Ongoing
	}
	return true
}

// preposition is the word behind one of these prepositions, over a date or an
// adverb; 0 if it does not come soon.
func preposition(d *document, s sentence, i int, any ...string) int {
	for k := i; k < s.to && k < i+9; k++ {
		w := d.words[k]
		switch {
		case slices.Contains(any, w.Folded) && k+1 < s.to && (d.words[k+1].Named() || d.folded[k+1] == "the"):
			return k + 1
		case w.mention >= 0, conjunctions[w.Folded] && w.Folded != "and", w.Folded == ".", w.Folded == ";", w.Shape == text.Lower && eventVerb(d, k):
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
	i := 0
	if verb == "left" || verb == "departed" {
		i = preposition(d, s, j.at+1, "for")
	} else {
		i = preposition(d, s, j.at+1, "to")
	}
	if i == 0 || j.at > s.from && nounBefore(d, j.at) {
		return false
	}
	j.stops = stopsFrom(d, s, i)
	j.travellers(d, actor(d, s, j.at))
	j.status = statusOf(d, s, j.at)
	if present[verb] && j.status == news.Held {
		j.status = news.Ongoing
	}
	return true
}

var present = set("travels flies heads visits")

// nounBefore tells "her travel to Lisbon" from "they travel to Lisbon".
func nounBefore(d *document, i int) bool {
	before := d.folded[i-1]
	return determiners[before] || before == "'s" || prepositions[before] && before != "to"
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
	if verb == "visiting" && j.at > s.from && d.words[j.at-1].mention >= 0 {
		j.people = []int{d.mentions[d.words[j.at-1].mention].person}
		j.status = news.Ongoing
		return true
	}
	j.travellers(d, actor(d, s, j.at))
	j.status = statusOf(d, s, j.at)
	if present[verb] && j.status == news.Held {
		j.status = news.Ongoing
	}
	return verb != "visit" || j.status != news.Held || len(j.people) > 1
}

// venueIn is the city behind "in" of a place that was looked at.
func venueIn(d *document, s sentence, i int) []stop {
	for k := i; k < s.to && k < i+16; k++ {
		w := d.words[k]
		if w.Folded == "in" && k > i {
			return stopsFrom(d, s, k+1)
		}
		if w.mention >= 0 && !d.words[k].Named() || d.isMark(k, ",") || auxiliaries[w.Folded] || w.Folded == "and" {
			return nil
		}
	}
	return nil
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
	if d.folded[i] == "of" || d.folded[i] == "by" {
		q := partyFrom(d, i+1)
		p, i = phrase{from: q.from, to: q.to, people: q.people}, q.to
	}
	if i >= s.to || d.folded[i] != "to" || i+1 >= s.to {
		return false
	}
	j.stops = stopsFrom(d, s, i+1)
	if p.empty() {
		p = travellerOf(d, s, j.at)
	}
	j.travellers(d, p)
	j.status = visitStatus(d, s, j.at)
	return true
}

// travellerOf is who makes the visit at word i: the subject of "is on a visit",
// else whom the sentence is about.
func travellerOf(d *document, s sentence, i int) phrase {
	for k := i - 1; k > s.from && k > i-8; k-- {
		if d.folded[k] == "is" || d.folded[k] == "are" || d.folded[k] == "paid" || d.folded[k] == "began" || d.folded[k] == "made" || d.folded[k] == "concluded" {
			return actor(d, s, k)
		}
	}
	if who := d.subjects[d.words[i].sentence]; who >= 0 {
		return phrase{from: s.from, to: s.from + 1, people: []int{who}}
	}
	return phrase{}
}

// visitStatus is how far the visit has come that the noun at word i names.
func visitStatus(d *document, s sentence, i int) news.Status {
	for k := i - 1; k >= s.from && k > i-8; k-- {
		switch w := d.folded[k]; {
		case cancelled[w]:
			return news.Cancelled
		case planned[w] || w == "next" || w == "future" || w == "before" || w == "ahead":
			return news.Planned
		case w == "is" || w == "are" || w == "during" || w == "began" || w == "amid" || w == "on":
			return news.Ongoing
		}
	}
	for k := i + 1; k < s.to && k < i+10; k++ {
		switch w := d.folded[k]; {
		case cancelled[w]:
			return news.Cancelled
		case w == "scheduled" || w == "planned" || w == "will":
			return news.Planned
		}
	}
	return news.Held
}

// stopsFrom are the destinations in the list that begins at word i. A city and
// its country are one.
func stopsFrom(d *document, s sentence, i int) []stop {
	var found []stop
	for k := i; k < s.to && k-i < reach; {
		w := d.folded[k]
		if w == "and" || w == "the" || w == "," || w == ";" || w == "then" || w == "to" && len(found) > 0 {
			k++
			continue
		}
		one, ok := stopAt(d, s, k)
		if !ok {
			break
		}
		last := len(found) - 1
		if last >= 0 && one.isLarge && found[last].home == one.home && d.isMark(k-1, ",") {
			k = one.to
			continue
		}
		found = append(found, one)
		k = one.to
	}
	return found
}

func stopAt(d *document, s sentence, i int) (stop, bool) {
	if one, ok := capitalAt(d, s, i); ok {
		return one, true
	}
	if d.words[i].class != placeWord || !d.words[i].Named() || d.words[i].mention >= 0 || d.words[i].lead >= 0 {
		return ownCountry(d, s, i)
	}
	n := max(d.words[i].size, 1)
	p, ok := placeOf(joined(d, i, i+n))
	if !ok {
		c := countryAt(d, i)
		return stop{name: d.said(i, i+n), home: c, from: i, to: i + n, isLarge: true}, c != ""
	}
	if d.isMark(i+n, "'s") {
		return stop{}, false
	}
	return stop{name: d.said(i, i+n), home: p.Country, from: i, to: i + n, isLarge: p.Kind == country || p.Kind == area}, true
}

// capitalAt reads "the Danish capital".
func capitalAt(d *document, s sentence, i int) (stop, bool) {
	n := d.words[i].size
	if d.words[i].class != demonymWord || i+n >= s.to || d.folded[i+n] != "capital" {
		return stop{}, false
	}
	home, _ := demonymAt(d.rest(i))
	return stop{name: home.Capital, home: home.Name, from: i, to: i + n + 1}, home.Capital != ""
}

// ownCountry reads "our country" as the country of the first office in the
// article.
func ownCountry(d *document, s sentence, i int) (stop, bool) {
	if d.folded[i] != "our" || i+1 >= s.to || d.folded[i+1] != "country" && d.folded[i+1] != "state" {
		return stop{}, false
	}
	for _, p := range d.people[:min(len(d.people), 3)] {
		for _, r := range p.roles {
			if r.country != "" {
				return stop{name: r.country, home: r.country, from: i, to: i + 2, isLarge: true}, true
			}
		}
	}
	return stop{}, false
}

func joined(d *document, from, to int) string {
	return nameKey(d, mention{from: from, to: to})
}

// mergeJourney adds a journey to those found, or what it tells to the one that
// it repeats.
func mergeJourney(d *document, found []journey, j journey) []journey {
	for i := len(found) - 1; i >= 0 && i >= len(found)-lookBack; i-- {
		k := &found[i]
		if !slices.Equal(k.people, j.people) || k.group != j.group {
			continue
		}
		j.stops = slices.DeleteFunc(j.stops, func(s stop) bool { return k.goesTo(s) })
		if len(j.stops) == 0 {
			if k.start == "" && k.end == "" && j.start != "" {
				k.start, k.end, k.sentence, k.rule = j.start, j.end, j.sentence, j.rule
			}
			return found
		}
	}
	return append(found, j)
}

// goesTo reports whether one of the stops is the same place, or a city and its
// country.
func (j *journey) goesTo(s stop) bool {
	return slices.ContainsFunc(j.stops, func(k stop) bool {
		return k.name == s.name || k.home != "" && k.home == s.home && k.isLarge != s.isLarge
	})
}

func writeVisits(d *document, found []journey) {
	for _, j := range found {
		for _, to := range j.stops {
			v := news.Visit{To: to.name, Start: j.start, End: j.end, Status: j.status,
				Evidence: news.Evidence{Span: d.sentences[j.sentence].Span, Rule: j.rule, Confidence: j.sure}}
			for _, who := range j.people {
				v.Visitors = append(v.Visitors, d.people[who].name)
			}
			if len(v.Visitors) == 0 {
				v.Visitors = []string{j.group}
			}
			d.facts.Visits = append(d.facts.Visits, v)
		}
	}
}
