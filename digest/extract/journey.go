package extract

import (
	"slices"

	"readout/digest/news"
)

// journey is a visit while it is being read.
type journey struct {
	origin
	people []int
	group  string
	stops  []stop
	standing
	start, end news.Day
}

// someone reports whether it is known who goes and where.
func (j *journey) someone() bool { return len(j.stops) > 0 && (len(j.people) > 0 || j.group != "") }

// travellers notes who goes: the people of the phrase, or an office or a
// delegation without a name.
func (j *journey) travellers(d *document, p phrase) {
	j.people = unique(p.people)
	if len(j.people) == 0 && !p.empty() && !p.pronoun && (heads(d, p) || groupWord(d.folded[p.to-1])) {
		j.group = d.said(withoutArticle(d, p.from), p.to)
	}
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
			// The day of a stop to come is not that of the arrival.
			ahead := k.status == news.Ongoing && j.status == news.Planned
			if k.start == "" && k.end == "" && j.start != "" && !ahead {
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
