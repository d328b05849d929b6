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
	if o.standing == asPresent && ofPlannedTrip(d, o) {
		o.standing = asPlanned
	}
	if o.status == news.Planned && wasTo(d, s, o.at) && onTripCalledOff(d, o) {
		o.standing = asNotToBe
	}
	settleDay(d, s, o)
	if o.kind == news.Call {
		return
	}
	if o.place = placeTold(d, s, o); o.place == "" && (o.status == news.Held || o.status == news.Planned) && !o.recalled {
		o.place = placeLater(d, o)
	}
	if o.place != "" {
		o.basis = news.Stated
	} else if o.main && d.dateline.place != "" {
		o.place, o.basis = d.dateline.place, news.Dateline
	} else if place := placeBefore(d, s, o); place != "" {
		o.place, o.basis = place, news.Stated
	}
}

// placeTold is the place that the sentence of a meeting gives for it, or the
// journey to come that it is a part of.
func placeTold(d *document, s sentence, o *occasion) string {
	if place := placeNear(d, s, o.at); place != "" {
		return place
	}
	if place := placeOfEvent(d, s); place != "" {
		return place
	}
	if place := placeBeforeWhere(d, s, o.at); place != "" {
		return place
	}
	if i := s.from; i+2 < s.to && (d.folded[i] == "returning" || d.folded[i] == "travelling" || d.folded[i] == "traveling") && d.folded[i+1] == "to" {
		if stops := stopsFrom(d, s, i+2); len(stops) == 1 {
			return stops[0].name
		}
	}
	if o.status == news.Planned || o.status == news.Cancelled {
		return placeOfVisit(d, o)
	}
	return placeOfSetting(d, s, o)
}

// placeOfSetting is the destination of the visit that opens the sentence of a
// meeting as its setting: "During her visit to Lisbon, Prado met".
func placeOfSetting(d *document, s sentence, o *occasion) string {
	for _, j := range d.journeys[:min(len(d.journeys), lookBack)] {
		if j.sentence != o.sentence || j.at > o.at || len(j.stops) != 1 || j.stops[0].isArea() {
			continue
		}
		for k := s.from; k < j.at && k < s.from+6; k++ {
			if w := d.folded[k]; (w == "during" || w == "framework" || w == "part" || w == "course") && slices.ContainsFunc(j.people, func(who int) bool { return slices.Contains(o.people, who) }) {
				return j.stops[0].name
			}
		}
	}
	return ""
}

// placeBefore is the place that the sentences before tell: that of the visit, the
// one that opens a sentence just before, or the main meeting's on the same day.
func placeBefore(d *document, s sentence, o *occasion) string {
	if o.recalled || o.again || o.status == news.Cancelled {
		return ""
	}
	if o.status == news.Held {
		if place := placeOfVisit(d, o); place != "" {
			return place
		}
	}
	if place := placeOpening(d, s, o); place != "" {
		return place
	}
	if first := &d.occasions[0]; first.main && !o.main && first.kind == o.kind && onMargins(d, s) {
		return first.place
	}
	if first := &d.occasions[0]; first.main && !o.main && first.day != "" && first.day == o.day && first.status == o.status && first.kind == o.kind && sameDay(d, o) {
		return first.place
	}
	return ""
}

// onMargins tells "On the margins, she met Prado".
func onMargins(d *document, s sentence) bool {
	for k := s.from; k < s.to; k++ {
		if margins.has(d.folded[k]) {
			return true
		}
	}
	return false
}

// placeOpening is the place that opens one of the sentences just before, in the
// same paragraph: "In Lisbon, she met Prado. She also met Reyes."
func placeOpening(d *document, s sentence, o *occasion) string {
	for n := o.sentence - 1; n >= 0 && n >= o.sentence-2; n-- {
		p := d.sentences[n]
		if p.paragraph != s.paragraph {
			return ""
		}
		i := p.from
		if d.isMark(i, "while") {
			i++
		}
		if i+1 < p.to && d.folded[i] == "in" && d.words[i+1].class == placeWord {
			return placeNear(d, p, i)
		}
	}
	return ""
}

// placeBeforeWhere is the place that the clause of the event at word i is about:
// "to Lisbon, Portugal, where she will meet", "to Lisbon for talks".
func placeBeforeWhere(d *document, s sentence, i int) string {
	where := clauseOf(d, s, i).from
	for k := i - 1; !d.isMark(where, "where") && k > s.from && i-k < 5; k-- {
		if d.isMark(k, "for") {
			where = k
		}
	}
	if !d.isMark(where, "where") && !d.isMark(where, "for") {
		return ""
	}
	for k := where - 1; k >= s.from && where-k < 8; k-- {
		w := &d.words[k]
		if w.class == placeWord && w.size() > 0 {
			one, ok := stopAt(d, s, k)
			if before := k - 2; ok && one.isLarge && before >= s.from && d.isMark(k-1, ",") && d.words[before].class == placeWord {
				continue
			}
			return one.name
		}
		if w.Shape != text.Mark && w.class != placeWord && w.class != notName && w.Shape != text.Number && w.Folded != "on" {
			return ""
		}
	}
	return ""
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

// placeOfVisit is the only destination of the visit that one of the sides is on,
// or is to make where the meeting is to come.
func placeOfVisit(d *document, o *occasion) string {
	ahead := o.status != news.Held && o.status != news.Ongoing
	to := stop{}
	for _, j := range d.journeys[:min(len(d.journeys), lookBack)] {
		later := j.sentence > o.sentence || j.at > o.at && j.sentence == o.sentence && j.rule == "visit/travelled-to"
		over := (j.status == news.Planned) != ahead && j.status != news.Ongoing || j.status == news.Cancelled && o.status != news.Cancelled
		if o.status == news.Cancelled && j.status == news.Cancelled {
			over = false
		}
		if later || over || !slices.ContainsFunc(j.people, func(who int) bool { return slices.Contains(o.people, who) }) {
			continue
		}
		here := j.sentence == o.sentence
		switch {
		case len(j.stops) != 1, !here && to.name != "" && to.name != j.stops[0].name && (to.home != j.stops[0].home || to.isLarge == j.stops[0].isLarge):
			return stopAtHand(d, o)
		case !here && to.name != "" && j.stops[0].isLarge:
		default:
			to = j.stops[0]
		}
	}
	return to.name
}

// stopAtHand is the stop of a tour told last before a meeting, in its paragraph,
// where its sentence tells no other: "She ends her trip in Lima. She will meet".
func stopAtHand(d *document, o *occasion) string {
	first := d.sentences[d.paragraphs[d.sentences[o.sentence].paragraph].from].from
	found, in := "", int32(-1)
	for k := o.at - 1; k >= first; k-- {
		w := &d.words[k]
		if in >= 0 && w.sentence != in {
			break
		}
		if w.class != placeWord || w.size() == 0 || !stopOf(d, o, d.said(k, k+w.size())) {
			continue
		}
		if name := d.said(k, k+w.size()); found == "" {
			found, in = name, w.sentence
		} else if name != found {
			return ""
		}
	}
	return found
}

// stopOf reports whether one of the sides of a meeting goes to a place.
func stopOf(d *document, o *occasion, place string) bool {
	return slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(j journey) bool {
		return slices.ContainsFunc(j.people, func(who int) bool { return slices.Contains(o.people, who) }) &&
			slices.ContainsFunc(j.stops, func(s stop) bool { return s.name == place })
	})
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
// the one in a venue's name, and that before a country.
func placeIn(d *document, s sentence, event int, c clause) string {
	found, venue := "", ""
	for i := c.from; i+1 < c.to; i++ {
		if !c.has(i) || ofSaying(d, s, i, event) {
			continue
		}
		if d.folded[i] != "in" && d.folded[i] != "at" || d.words[i].quote >= 0 || d.words[i].lead >= 0 || i > c.from && (elsewhere.has(d.folded[i-1]) || topics.has(d.folded[i-1]) && !d.words[i-1].Named()) || ofTopic(d, event, i) {
			continue
		}
		k := i + 1
		if w := d.folded[k]; (w == "the" || w == "a" || w == "an") && k+1 < c.to {
			k++
		}
		if d.folded[i] == "at" && venue == "" {
			venue = cityOfVenue(d, s, k)
		}
		if p, n := placeAt(d.rest(k)); n > 0 && d.words[k].Named() && d.words[k].class == placeWord {
			switch {
			case d.folded[i] == "at" && p.Kind == city && attributive(d, s, k+n):
				venue = d.said(k, k+n)
			case p.Kind == city || p.Kind == region:
				return d.said(k, k+n)
			}
			if found == "" && p.Kind == country {
				found = d.said(k, k+n)
			}
		}
	}
	if venue != "" {
		return venue
	}
	return found
}

// venues are words that end the name of a place to meet at.
var venues = set("center centre hotel palace hall airport castle stadium arena museum university academy theatre theater mansion")

// cityOfVenue is the city in the name of the venue that begins at word i: "the
// Lima Convention Center".
func cityOfVenue(d *document, s sentence, i int) string {
	end := i
	for end < s.to && d.words[end].Named() && d.words[end].mention < 0 {
		end++
	}
	if end-i < 2 || !venues.has(d.folded[end-1]) {
		return ""
	}
	for k := i; k < end; k++ {
		if p, n := placeAt(d.folded[k:end]); n > 0 && p.Kind == city {
			return d.said(k, k+n)
		}
	}
	return ""
}

// elsewhere are participles whose place is that of the thing before them: "the
// treaty signed in Lisbon".
var elsewhere = set("accredited signed adopted concluded reached agreed born based killed wounded detained jailed arrested stationed deployed located built made published")

// topics are what is talked about, with the place where it is: "the war in
// Norvik".
var topics = set("war wars situation conflict conflicts crisis developments peace ceasefire truce settlement fighting hostilities election elections role interests stability security project projects investment investments presence companies unrest protests violence events operation operations forces troops tensions reconstruction rights reforms invasion aggression attack attacks strikes coup famine earthquake floods people citizens prisoners hostages bases plants democracy energy infrastructure")

// ofTopic reports whether word i stands behind what the event at word at is to
// discuss.
func ofTopic(d *document, at, i int) bool {
	for k := at + 1; k < i; k++ {
		if w := d.folded[k]; topicVerbs.has(w) && d.isMark(k-1, "to") || w == "regarding" || w == "concerning" {
			return true
		}
	}
	return false
}

var topicVerbs = set("discuss review address express reaffirm reiterate stress emphasize underscore advance strengthen support condemn affirm explore examine consider end resolve settle")

// containsFold reports whether s holds a word, in small letters, without regard
// to case.
func containsFold(s, word string) bool { return strings.Contains(text.Fold(s), word) }
