package compose

import (
	"time"

	"readout/digest/news"
)

// late says of a digest that comes late when it was due, and why it did not
// come then: "Late: was due 08:00, down 03:10–09:40."
func (v *view) late() []news.Block {
	l := v.reader.Late
	if l.Due.IsZero() {
		return nil
	}
	words := "Late: was due " + v.hourWords(l.Due)
	switch g := l.Gap; {
	case g.Held:
		words += ", deliveries were held " + v.hourWords(g.From) + "–" + v.hourWords(g.Until)
	case !g.Until.IsZero():
		words += ", down " + v.hourWords(g.From) + "–" + v.hourWords(g.Until)
	}
	return []news.Block{note(words + ".")}
}

// hourWords writes "08:00", with the day where it is not that of the digest.
func (v *view) hourWords(t time.Time) string {
	if v.day(t) == v.day(v.window.At) {
		return t.In(v.zone).Format("15:04")
	}
	return v.momentWords(t)
}
