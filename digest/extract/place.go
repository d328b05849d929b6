package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// settle finds place and day of a meeting: what its sentence says, else what
// the head of the article says of the main one.
func settle(d *document, o *occasion) {
	s := d.sentences[o.sentence]
	if o.kind != news.Call {
		if place := placeNear(d, s, o.at); place != "" {
			o.place, o.basis = place, news.Stated
		} else if place := placeOfEvent(d, s); place != "" {
			o.place, o.basis = place, news.Stated
		} else if o.main && d.dateline.place != "" {
			o.place, o.basis = d.dateline.place, news.Dateline
		} else if place := placeOfVisit(d, o); place != "" && o.status == news.Held && !o.recalled {
			o.place, o.basis = place, news.Stated
		}
	}
	settleDay(d, s, o)
}

// margins are words for the edge of an event, whose place is the meeting's.
var margins = set("margins sidelines sideline fringes fringe")

// placeOfEvent is the place named within the event behind "on the margins of".
func placeOfEvent(d *document, s sentence) string {
	for i := s.from; i+1 < s.to; i++ {
		if !margins.has(d.folded[i]) {
			continue
		}
		for k := i + 1; k < s.to && k < i+8; k++ {
			if p, n := placeAt(d.rest(k)); n > 0 && d.words[k].Named() && p.Kind == city {
				return d.said(k, k+n)
			}
		}
	}
	return ""
}

// placeOfVisit is the only destination of the visit that one of the sides is on.
func placeOfVisit(d *document, o *occasion) string {
	to := ""
	for _, j := range d.journeys[:min(len(d.journeys), lookBack)] {
		if j.sentence > o.sentence || j.at > o.at && j.sentence == o.sentence && j.rule == "visit/travelled-to" || j.status == news.Planned || j.status == news.Cancelled {
			continue
		}
		for _, who := range j.people {
			if !slices.Contains(o.people, who) {
				continue
			}
			if len(j.stops) != 1 || to != "" && to != j.stops[0].name {
				return ""
			}
			to = j.stops[0].name
		}
	}
	return to
}

// placeNear is the place told for the event at word i: in its clause, else in
// one that shares its place.
func placeNear(d *document, s sentence, i int) string {
	for _, c := range clauseOf(d, s, i).around(d, s) {
		if place := placeIn(d, s, i, c); place != "" {
			return place
		}
	}
	return ""
}

// placeIn is the first place behind "in" or "at" in a clause; a city goes before
// its country.
func placeIn(d *document, s sentence, event int, c clause) string {
	found := ""
	for i := c.from; i+1 < c.to; i++ {
		if !c.has(i) || ofSaying(d, s, i, event) {
			continue
		}
		if d.folded[i] != "in" && d.folded[i] != "at" || d.words[i].quote >= 0 || d.words[i].lead >= 0 || i > c.from && elsewhere.has(d.folded[i-1]) {
			continue
		}
		k := i + 1
		if d.folded[k] == "the" && k+1 < c.to {
			k++
		}
		if p, n := placeAt(d.rest(k)); n > 0 && d.words[k].Named() && d.words[k].class == placeWord {
			if p.Kind == city || p.Kind == region {
				return d.said(k, k+n)
			}
			if found == "" && p.Kind == country {
				found = d.said(k, k+n)
			}
		}
	}
	return found
}

// elsewhere are participles whose place is that of the thing before them: "the
// treaty signed in Lisbon".
var elsewhere = set("signed adopted concluded reached agreed born based killed wounded detained jailed arrested stationed deployed located built made published")

// containsFold reports whether s holds a word, in small letters, without regard
// to case.
func containsFold(s, word string) bool { return strings.Contains(text.Fold(s), word) }
