package extract

import (
	"slices"

	"readout/digest/text"
)

// headlineOf reads the title as a text of its own, as far as the names and the
// offices in it.
func headlineOf(d *document) *document {
	t := prepareText(head(d.article.Title, Readable))
	for _, read := range []func(*document){classify, readNames, groupNames, readRoles, readReferences} {
		read(t)
	}
	return t
}

// readTitle takes from the title which offices the people of the text hold.
// The text says so itself too seldom: "Meeting with Governor Ana Prado".
func readTitle(d *document) {
	if d.article.Title == "" || len(d.people) == 0 {
		return
	}
	d.headline = headlineOf(d)
	for _, p := range d.headline.people {
		who := d.personNamed(p.name)
		if who < 0 {
			continue
		}
		d.people[who].inTitle = true
		for _, r := range p.roles {
			r.from, r.to = 0, 0
			d.people[who].hints = append(d.people[who].hints, r)
		}
	}
}

// personNamed is the first person of the text whose name agrees, -1 for none.
func (d *document) personNamed(name string) int {
	for i := range d.people[:min(len(d.people), kin)] {
		if text.SameName(d.people[i].name, name) {
			return i
		}
	}
	return -1
}

// meetingInTitle is the meeting that the title tells, if the text does not tell
// it by itself: "Working meeting with Governor Ana Prado". Where the title has
// one side only, the other is who else the text begins with.
func meetingInTitle(d *document, told []occasion) (occasion, bool) {
	if d.headline == nil {
		return occasion{}, false
	}
	for _, s := range d.headline.sentences {
		for o := range readBy(d.headline, s, meetRules().forOne(), newOccasion) {
			return fromTitle(d, o, told)
		}
	}
	return occasion{}, false
}

// fromTitle gives the title's meeting the people of the text, and its first
// sentence for evidence.
func fromTitle(d *document, o occasion, told []occasion) (occasion, bool) {
	first := d.firstSentence()
	if first < 0 {
		return o, false
	}
	var people []int
	for _, who := range unique(o.people) {
		here := d.personNamed(d.headline.people[who].name)
		if here < 0 {
			return o, false
		}
		people = append(people, here)
	}
	o.people, o.groups, o.rule, o.sure, o.apart = people, nil, "meet/title", 75, false
	o.sentence, o.at = first, d.sentences[first].from
	for i, other := range told {
		if other.sentence-first >= lead || !holdsAll(other.people, people) {
			continue
		}
		if other.loose {
			told[i].kind = o.kind
		}
		return o, false
	}
	if len(people) == 1 {
		o.people = append(o.people, otherSide(d, first, people[0])...)
	}
	return o, len(o.people) > 1
}

// otherSide is the first person that one of the opening sentences is about, and
// who is not the one given.
func otherSide(d *document, first, not int) []int {
	for _, who := range d.subjects[first:min(len(d.subjects), first+2*lead)] {
		if who >= 0 && who != not {
			return []int{who}
		}
	}
	return nil
}

func holdsAll(people, wanted []int) bool {
	for _, who := range wanted {
		if !slices.Contains(people, who) {
			return false
		}
	}
	return true
}

// firstSentence is the first sentence that is no heading, -1 if there is none.
func (d *document) firstSentence() int {
	for i, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind == body {
			return i
		}
	}
	return -1
}
