package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// complete makes occasions fit to be written: no side twice, no journalists,
// and a meeting for each partner who was met alone.
func complete(d *document, s sentence, o occasion) []occasion {
	o.people = unique(o.people)
	if o.recalled = o.status == news.Held && (o.again || isRecalled(d, s, o.at)); o.recalled {
		o.sure = min(o.sure, recall)
	}
	o.groups = slices.DeleteFunc(o.groups, isAudience)
	if o.ofGroups = o.ofGroups && len(o.groups) > 0; !o.ofGroups && (len(o.people) == 0 || o.recalled && len(o.people) < 2 || len(o.people)+len(o.groups) < 2) {
		d.rejected(o.rule, o.at, o.at+1, "fewer than two sides")
		return nil
	}
	if len(o.people) == 1 && !o.ofGroups && !inOffice(d, o.people[0]) {
		d.rejected(o.rule, o.at, o.at+1, "somebody of no office, and people of no name")
		return nil
	}
	if !o.apart || len(o.people) < 3 {
		return []occasion{o}
	}
	var found []occasion
	for _, partner := range o.people[1:] {
		one := o
		one.people, one.groups = []int{o.people[0], partner}, nil
		found = append(found, one)
	}
	return found
}

// inOffice reports whether somebody's meeting with people of no name is news: who
// holds no office but a calling, or whom the article gives neither, meets them in
// private.
func inOffice(d *document, who int) bool {
	p := &d.people[who]
	public := func(held heldRole) bool { return !privateCallings.has(held.name()) }
	return slices.ContainsFunc(p.roles, public) || slices.ContainsFunc(p.hints, public) || slices.ContainsFunc(p.spoken, public)
}

var privateCallings = set("expert academic scientist writer artist journalist athlete doctor resident fellow director coach student teacher")

func unique(people []int) []int {
	var found []int
	for _, who := range people {
		if !slices.Contains(found, who) {
			found = append(found, who)
		}
	}
	return found
}

// isAudience reports whether a group is no side: it only listens, as at a press
// conference, or it is one's own staff.
func isAudience(group string) bool {
	if hasAnySuffix(group, "staff", "personnel") {
		return true
	}
	for _, w := range []string{"journalist", "reporter", "media", "press"} {
		if containsFold(group, w) {
			return true
		}
	}
	return false
}

// joinOthers gives the meeting read last those whom "the meeting also involved"
// names.
func joinOthers(d *document, s sentence, found []occasion) []occasion {
	if len(found) == 0 || !s.holds(inJoining) || found[len(found)-1].sentence == int(d.words[s.from].sentence) {
		return found
	}
	if told := d.sentences[found[len(found)-1].sentence]; len(found) > 1 && s.paragraph-told.paragraph > joinWithin {
		return found
	}
	o := &found[len(found)-1]
	for _, way := range joins {
		if !d.reading.isOff(way.rule) && way.read(d, s, o) {
			d.fired(way.rule, s.from, s.from+1)
			break
		}
	}
	return found
}

// joinWithin is how many paragraphs on one of several meetings may take in
// others. Where only one was told, "the meeting" is that one anywhere.
const joinWithin = 2

// crowd is how many sides a meeting may have and still take more.
const crowd = 60

var joinVerbs = set("involved attended joined included gathered brought participated")

// meetingBefore reports whether the meeting that was told is named before word
// i: "the talks", "this meeting". A person who attended one is another matter.
func meetingBefore(d *document, s sentence, i int) bool {
	definite := false
	for k := s.from; k < i; k++ {
		w := d.folded[k]
		if definite && (talkNouns.has(w) || w == "event") {
			return true
		}
		if d.words[k].mention >= 0 {
			return false
		}
		definite = w == "the" || w == "this" || w == "these" || definite && d.words[k].Shape >= text.Lower && !closedWord(w)
	}
	return false
}

// writeMeetings merges what tells the same occasion, dates and places it, and
// adds it to the facts.
func writeMeetings(d *document, found []occasion) {
	var kept []occasion
	for _, o := range found {
		if mergeInto(d, kept, o) {
			d.rejected(o.rule, o.at, o.at+1, "the same meeting is told before")
			continue
		}
		kept = append(kept, o)
	}
	kept = withoutSummary(d, kept)
	markMain(d, kept)
	d.occasions = kept
	for i := range kept {
		settle(d, &kept[i])
		d.facts.Meetings = append(d.facts.Meetings, kept[i].fact(d))
	}
}

// withoutSummary leaves out a meeting with people of no name that the opening
// tells, where those it stands for are told one by one below: "met with senior
// officials", and then whom.
func withoutSummary(d *document, found []occasion) []occasion {
	if len(found) < summed+1 {
		return found
	}
	first := found[0]
	if len(first.people) != 1 || first.recalled || first.sentence-d.firstSentence() >= lead || slices.ContainsFunc(first.groups, func(group string) bool { return !isLeadership(group) }) {
		return found
	}
	named := 0
	for _, o := range found[1:min(len(found), lookBack)] {
		if len(o.people) > 1 && o.status == first.status && o.kind == first.kind && !o.recalled && slices.Contains(o.people, first.people[0]) {
			named++
		}
	}
	if named < summed && !(named > 0 && strings.HasSuffix(first.groups[0], "counterparts")) {
		return found
	}
	d.rejected(first.rule, first.at, first.at+1, "those it stands for are told one by one")
	return found[1:]
}

// summed is how many meetings with people of a name a summary stands for at
// least.
const summed = 2

// isLeadership reports whether a group may stand for anybody in office:
// "government officials", "his counterparts".
func isLeadership(group string) bool {
	for w := range strings.FieldsSeq(text.Fold(group)) {
		if w == "officials" || w == "leadership" || w == "leaders" || w == "counterparts" || w == "government" || w == "authorities" || w == "ministers" || w == "politicians" {
			return true
		}
	}
	return false
}

// lead is how many sentences may stand before the main meeting is told.
const lead = 3

// markMain marks the first meeting of the opening sentences.
func markMain(d *document, found []occasion) {
	for i := range found {
		if o := &found[i]; !o.recalled {
			o.main = o.sentence-d.firstSentence() < lead && !ofTrip(d, o)
			return
		}
	}
}

// ofTrip reports whether a meeting is one of a trip that the article announces:
// it is about the trip.
func ofTrip(d *document, o *occasion) bool {
	return o.status == news.Planned && (ofPlannedTrip(d, o) || ofTripHere(d, o))
}

// ofTripHere reports whether the sentence of a meeting to come, or the one
// before, sends one of its sides on the way.
func ofTripHere(d *document, o *occasion) bool {
	return slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(j journey) bool {
		return j.status != news.Cancelled && j.status != news.Held && j.at < o.at && o.sentence-j.sentence <= 1 && slices.ContainsFunc(j.people, func(who int) bool { return slices.Contains(o.people, who) })
	})
}

// ofPlannedTrip reports whether one of the sides goes on a trip to come that was
// told before.
func ofPlannedTrip(d *document, o *occasion) bool {
	return slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(j journey) bool {
		return j.status == news.Planned && j.sentence < o.sentence && slices.ContainsFunc(j.people, func(who int) bool { return slices.Contains(o.people, who) })
	})
}

func (o occasion) fact(d *document) news.Meeting {
	m := news.Meeting{
		Kind: o.kind, Status: o.status, Groups: o.groups, Place: o.place, PlaceBasis: o.basis, Day: o.day, DayBasis: o.dayBasis, Main: o.main,
		Evidence: news.Evidence{Span: d.sentences[o.sentence].Span, Rule: o.rule, Confidence: o.sure},
	}
	for _, who := range o.people {
		m.Participants = append(m.Participants, d.people[who].name)
	}
	return m
}
