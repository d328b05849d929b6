package extract

import "readout/digest/news"

// toldBySpeaker reads a meeting in the words of who met: "I met Governor Jon Berg
// yesterday," Ana Prado said. Without a day so near it may be any meeting of a
// lifetime.
func toldBySpeaker(d *document, s sentence) (occasion, bool) {
	for i := s.from + 1; i+1 < s.to && s.holds(inMeetings); i++ {
		q := d.words[i].quote
		if d.folded[i] != "met" || q < 0 || !d.quotes[q].speech || !iBefore(d, s, i) {
			continue
		}
		if d.isMark(i+1, "with") {
			i++
		}
		p, who := partyFrom(d, i+1), speakerBeside(d, s, d.quotes[q])
		o := newOccasion(origin{sentence: int(d.words[i].sentence), at: i, rule: "meet/told-by-speaker", sure: 75})
		day := saidLately(d, s, p.to)
		if len(p.people) == 0 || who < 0 || day < 0 || day >= d.quotes[q].to || d.reading.isOff(o.rule) {
			continue
		}
		if o.day = dayOf(d, day); o.day != "" {
			o.dayBasis = news.Stated
		}
		o.people = append([]int{who}, p.people...)
		d.fired(o.rule, i, i+1)
		return o, true
	}
	return occasion{}, false
}

// iBefore reports whether "I" is the subject of the verb at word i.
func iBefore(d *document, s sentence, i int) bool {
	k := i - 1
	for k > s.from && (adverb(d.folded[k]) || d.folded[k] == "just") {
		k--
	}
	return d.folded[k] == "i"
}

// saidLately is the word "yesterday" or "today" among the few from word i on, -1
// if there is none. It is another day where the sentence tells when that was said.
func saidLately(d *document, s sentence, i int) int {
	for _, w := range whensIn(d, s, past) {
		if d.words[w.from].quote < 0 && w.start != d.today {
			return -1
		}
	}
	for k := i; k < min(s.to, i+4); k++ {
		if d.folded[k] == "yesterday" || d.folded[k] == "today" {
			return k
		}
	}
	return -1
}

// dayOf is the day that "yesterday" or "today" means at word i, "" where the
// article has none.
func dayOf(d *document, i int) news.Day {
	if d.today != "" && d.folded[i] == "yesterday" {
		return d.today.Add(-1)
	}
	return d.today
}

// speakerBeside is the person named right behind a quotation as its speaker, -1
// if there is none.
func speakerBeside(d *document, s sentence, q quotation) int {
	if q.to >= s.to {
		return -1
	}
	for k := q.to; k < s.to && k < q.to+roleLength && d.words[k].quote < 0; k++ {
		m := d.words[k].mention
		if m < 0 {
			continue
		}
		at := d.mentions[m]
		if at.start <= q.to+1 && saidAt(d, afterAdverbs(d, s, at.to)) || saidAt(d, q.to) && at.start <= q.to+2 {
			return at.person
		}
		return -1
	}
	return -1
}
