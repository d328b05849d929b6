package extract

import (
	"slices"

	"readout/digest/news"
	"readout/digest/text"
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
	if ofVehicle(d, p) {
		return
	}
	j.people = unique(p.people)
	if indefinite := p.from < p.to && (d.folded[p.from] == "a" || d.folded[p.from] == "an") && heads(d, p); indefinite && !groupWord(d.folded[p.to-1]) {
		return
	}
	if len(j.people) == 0 && !p.empty() && !p.pronoun && (heads(d, p) || groupWord(d.folded[p.to-1])) {
		j.group = d.said(withoutArticle(d, p.from), p.to)
	}
}

// ofVehicle tells "the plane of Prado" and "Prado's plane" from Prado.
func ofVehicle(d *document, p phrase) bool {
	return !p.empty() && vehicles.has(at(d.folded, p.to-1)) || p.from > 1 && d.isMark(p.from-1, "of") && vehicles.has(d.folded[p.from-2]) ||
		p.from+1 < p.to && (vehicles.has(d.folded[p.from]) || vehicles.has(d.folded[p.from+1]))
}

// vehicles travel as well, and are nobody.
var vehicles = set("plane jet aircraft airplane helicopter train motorcade convoy ship yacht boat car limousine")

// travellerOf is who makes the visit at word i: the subject of "is on a visit",
// else whom the sentence is about.
func travellerOf(d *document, s sentence, i int) phrase {
	for k := i - 1; k > s.from && k > i-8; k-- {
		if d.folded[k] == "is" || d.folded[k] == "are" || tripVerbs.has(d.folded[k]) {
			return actor(d, s, k)
		}
	}
	if who := d.subjects[d.words[i].sentence]; who >= 0 && !ofOtherSex(d, s, i, who) {
		return phrase{from: s.from, to: s.from + 1, people: []int{who}}
	}
	return phrase{}
}

// ofOtherSex reports whether "his" or "her" before the visit at word i is not of
// somebody of that sex.
func ofOtherSex(d *document, s sentence, i, who int) bool {
	for k := i - 1; k >= s.from && k > i-6; k-- {
		switch d.folded[k] {
		case "his":
			return !agree(d.people[who].gender, male)
		case "her":
			return !agree(d.people[who].gender, female)
		}
	}
	return false
}

// officeOwner is who holds the office that owns the visit at word i: "the
// minister's trip". Others is whether it is somebody whom nobody is named for.
func officeOwner(d *document, s sentence, i int) (p phrase, others bool) {
	for k := i - 1; k > s.from && k > i-6; k-- {
		if !ownMark(d, k) {
			if w := &d.words[k]; w.Shape == text.Mark || closedWord(w.Folded) {
				return phrase{}, false
			}
			continue
		}
		if r := d.words[k-1].ref; r >= 0 {
			return phrase{from: d.refs[r].from, to: k, people: d.refs[r].people}, false
		}
		return phrase{}, d.words[k-1].class == roleWord
	}
	return phrase{}, false
}

// madeStop tells "made a refuelling stop" from the bus stop.
func madeStop(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-5; k-- {
		if tripVerbs.has(d.folded[k]) || d.folded[k] == "during" || d.folded[k] == "with" || d.folded[k] == "making" {
			return true
		}
	}
	return false
}

var tripVerbs = set("paid pay pays began begin begins made make makes concluded concludes embarked embark embarks kicked started starts continued")

// mergeJourney adds a journey to those found, or what it tells to the one that
// it repeats.
func mergeJourney(d *document, found []journey, j journey) []journey {
	for i := len(found) - 1; i >= 0 && i >= len(found)-lookBack; i-- {
		k := &found[i]
		if len(k.people) > 0 && len(j.people) > len(k.people) && holdsAll(j.people, k.people) && k.status == j.status && !slices.ContainsFunc(j.stops, func(s stop) bool { return !k.goesTo(s) }) {
			// Whoever lives there goes along: it is no other visit.
			return found
		}
		if !slices.Equal(k.people, j.people) || k.group != j.group || (k.sure <= recall) != (j.sure <= recall) {
			continue
		}
		if k.itinerary(j) {
			k.stops, k.sentence, k.rule = j.stops, j.sentence, j.rule
			return found
		}
		k.dateStop(j)
		j.ofTrip(*k)
		j.stops = slices.DeleteFunc(j.stops, func(s stop) bool { return k.goesTo(s) || s.isArea() && k.status == j.status })
		if len(j.stops) == 0 {
			k.date(j)
			return found
		}
	}
	return append(found, j)
}

// isArea tells "Southeast Asia", which adds nothing to the stops in it.
func (s stop) isArea() bool { return s.isLarge && s.home == "" }

// itinerary reports whether another journey lists the stops of a tour of an
// area that was told just before.
func (j *journey) itinerary(other journey) bool {
	area := func(s stop) bool { return s.isArea() }
	return other.sentence-j.sentence <= memory && other.status == j.status && !slices.ContainsFunc(j.stops, func(s stop) bool { return !s.isArea() }) &&
		!slices.ContainsFunc(other.stops, area) && other.start == "" && other.end == ""
}

// ofTrip takes the days of a trip told before for a further stop of it.
func (j *journey) ofTrip(k journey) {
	if j.start == "" && j.end == "" && k.end != "" && k.start < k.end && j.status == k.status && j.sentence-k.sentence <= memory && j.status == news.Planned {
		j.start, j.end = k.start, k.end
	}
}

// dateStop gives a stop of a tour the days that another telling gives it alone,
// where they lie within those of the tour.
func (j *journey) dateStop(other journey) {
	if len(j.stops) < 2 || len(other.stops) != 1 || other.start == "" || other.start < j.start || j.end != "" && other.start > j.end {
		return
	}
	for i := range j.stops {
		if s, o := &j.stops[i], other.stops[0]; s.name == o.name || s.home != "" && s.home == o.home && s.isLarge != o.isLarge {
			if s.start = other.start; other.end > other.start {
				s.end = other.end
			}
		}
	}
}

// daysOfLegs gives each of several stops the days that stand right behind it, with
// its country at most between them.
func (j *journey) daysOfLegs(d *document, s sentence) {
	if len(j.stops) < 2 {
		return
	}
	for n := range j.stops {
		to := &j.stops[n]
		until := s.to
		if n+1 < len(j.stops) {
			until = j.stops[n+1].from
		}
		for _, w := range whensIn(d, s, j.tense) {
			if w.grain <= byDays && w.from >= to.to && w.to <= until && w.from-to.to <= 4 && (n > 0 || n+1 < len(j.stops)) {
				to.start, to.end = w.start, w.end
				break
			}
		}
	}
	if last := len(j.stops) - 1; j.stops[0].start == "" {
		// The days behind the last of them are those of all.
		j.stops[last].start, j.stops[last].end = "", ""
	}
}

// date takes the days that another telling of the journey gives, where it has
// none, or only one.
func (j *journey) date(other journey) {
	// The day of a stop to come is not that of the arrival.
	ahead := j.status == news.Ongoing && other.status == news.Planned
	none := j.start == "" && j.end == "" && other.start != ""
	fuller := j.status == other.status && other.start != "" && other.start < other.end && (j.start == "" || j.end == "")
	if !ahead && (none || fuller) {
		j.start, j.end, j.sentence, j.rule = other.start, other.end, other.sentence, other.rule
	}
}

// goesTo reports whether one of the stops is the same place, or a city and its
// country.
func (j *journey) goesTo(s stop) bool {
	return slices.ContainsFunc(j.stops, func(k stop) bool {
		return k.name == s.name || k.home != "" && k.home == s.home && k.isLarge != s.isLarge
	})
}

// daysOfStop are the days of one stop of a journey: its own where the text tells
// them behind its name ("in Lisbon, 5 to 6 May"), else those of the journey.
func daysOfStop(d *document, j journey, to stop) (start, end news.Day) {
	if to.start != "" {
		return to.start, to.end
	}
	if j.start == "" || j.end == j.start || !d.onTour(j) {
		return j.start, j.end
	}
	for _, s := range d.sentences[j.sentence:min(len(d.sentences), j.sentence+lookBack)] {
		if !s.holds(tellsOfTime) || !d.names(s, to) {
			continue
		}
		for _, w := range whensIn(d, s, future) {
			if w.grain == byDays && j.start <= w.start && w.end <= j.end && (w.start > j.start || w.end < j.end) && behindPlace(d, s, w.from, to) {
				return w.start, w.end
			}
		}
	}
	return j.start, j.end
}

// names reports whether a sentence names a stop.
func (d *document) names(s sentence, to stop) bool {
	for k := s.from; k < s.to; k++ {
		if w := &d.words[k]; w.class == placeWord && w.size() > 0 && d.said(k, k+w.size()) == to.name {
			return true
		}
	}
	return false
}

// onTour reports whether a journey is one of several stops, told together or one
// by one.
func (d *document) onTour(j journey) bool {
	return len(j.stops) > 1 || slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(k journey) bool {
		return slices.Equal(k.people, j.people) && k.stops[0].name != j.stops[0].name
	})
}

// behindPlace reports whether a stop, perhaps with its country, is named right
// before word i.
func behindPlace(d *document, s sentence, i int, to stop) bool {
	for k := i - 1; k >= s.from && i-k < 8; k-- {
		w := &d.words[k]
		if w.class == placeWord && w.size() > 0 && d.said(k, k+w.size()) == to.name {
			return true
		}
		if w.class != placeWord && w.Shape != text.Mark && w.Folded != "from" && w.Folded != "on" && w.class != notName {
			return false
		}
	}
	return false
}

func writeVisits(d *document, found []journey) {
	for _, j := range found {
		for _, to := range j.stops {
			start, end := daysOfStop(d, j, to)
			v := news.Visit{To: to.name, Start: start, End: end, Status: j.status,
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
