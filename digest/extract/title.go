package extract

import "readout/digest/text"

// headlineOf reads the title as a text of its own, as far as the names and the
// offices in it.
func headlineOf(d *document) *document {
	t := prepareText(head(d.article.Title))
	for _, read := range []func(*document){classify, readNames, groupNames, readRoles} {
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
