package extract

import (
	"readout/digest/news"
	"readout/digest/text"
)

// welcomedTo reads "X welcomed Y to Lisbon": Y is there, or will be.
func welcomedTo(d *document, s sentence, j *journey) bool {
	next := j.at + 1
	if next >= s.to {
		return false
	}
	p := partyFrom(d, next)
	if p.size() == 0 || p.to+1 >= s.to || !d.isMark(p.to, "to") {
		return false
	}
	j.people = unique(p.people)
	if len(j.people) == 0 && len(p.groups) > 0 {
		j.group = p.groups[0]
	}
	j.stops = stopsFrom(d, s, p.to+1)
	j.standing = statusOf(d, s, j.at)
	return j.told && j.someone()
}

// visitingGuest reads "met with visiting Chilean Foreign Minister X" in an article
// that is written in another country than the guest's.
func visitingGuest(d *document, s sentence, j *journey) bool {
	here, ok := placeOf(text.Fold(d.dateline.place))
	i := j.at + 1
	if !ok || i >= s.to || d.words[i].class != demonymWord || countryAt(d, i) == "" || countryAt(d, i) == here.Country {
		return false
	}
	p := partyFrom(d, i)
	if len(p.people) == 0 {
		return false
	}
	j.people = p.people[:1]
	j.stops = []stop{{name: d.dateline.place, home: here.Country, from: i, to: i}}
	j.standing = asBegun
	return true
}

// wasIn reads "X was in Lisbon from 5 to 8 March" and "X is in Lisbon for
// talks": without a time or an aim, it tells no journey.
func wasIn(d *document, s sentence, j *journey) bool {
	i := afterAdverbs(d, s, j.at+1)
	if d.isMark(i, "now") {
		i++
	}
	if i+2 >= s.to || d.folded[i] != "in" || d.words[i+1].class != placeWord || j.at == s.from || d.words[j.at-1].Shape == 0 {
		return false
	}
	if j.stops = stopsFrom(d, s, i+1); len(j.stops) == 0 {
		return false
	}
	next := j.stops[len(j.stops)-1].to
	if next >= s.to {
		return false
	}
	w, days := dayNear(d, s, j.at, asHeld)
	aim := d.folded[next] == "for" && next+2 < s.to && (aims.has(d.folded[next+1]) || aims.has(d.folded[next+2]) || talkNouns.has(at(d.folded, next+3)))
	aim = aim || d.folded[next] == "to" && next+1 < s.to && (d.is(next+1, inMeetings) && !d.words[next+1].Named() || d.isMark(next+1, "discuss"))
	first := j.stops[0].to
	if !aim && !(days && (w.from >= next && w.from <= next+2 || w.from >= first && w.from <= first+2)) {
		return false
	}
	j.travellers(d, actor(d, s, j.at))
	j.standing = statusOf(d, s, j.at)
	if verb := d.folded[j.at]; (verb == "is" || verb == "are") && j.status == news.Held {
		j.status = news.Ongoing
	}
	return j.told && j.someone()
}

// aims are what somebody is elsewhere for.
var aims = set("talks meetings negotiations consultations visit summit conference forum session")

// enRoute reads "X is en route to Lisbon" and "En route to Lisbon, X said". A
// noun before it is what travels: "the ship en route to Lisbon".
func enRoute(d *document, s sentence, j *journey) bool {
	i := j.at + 1
	if i+2 >= s.to || d.folded[i] != "route" || d.folded[i+1] != "to" {
		return false
	}
	before := at(d.folded, j.at-1)
	if j.at > s.from && !auxiliaries.has(before) && before != "while" && before != "," && before != "currently" {
		return false
	}
	j.stops = stopsFrom(d, s, i+2)
	j.travellers(d, travellerOf(d, s, j.at))
	if j.standing = asBegun; before == "was" || before == "were" {
		j.standing = asHeld
	}
	return j.someone()
}
