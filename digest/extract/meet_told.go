package extract

import "readout/digest/news"

// toldBySpeaker reads a meeting in the words of who met: "I met Governor Jon Berg
// yesterday," Ana Prado said, or Prado: "I spoke with Berg on Monday." Without a
// day so near it may be any meeting of a lifetime.
func toldBySpeaker(d *document, s sentence) (occasion, bool) {
	if !s.holds(inMeetings) {
		return occasion{}, false
	}
	for i := s.from + 1; i+1 < s.to; i++ {
		if !d.is(i, inMeetings) {
			continue
		}
		if w := d.folded[i]; w != "met" && w != "spoke" && w != "talked" || !iBefore(d, s, i) {
			continue
		}
		o := newOccasion(origin{sentence: int(d.words[i].sentence), at: i, rule: "meet/told-by-speaker", sure: 75})
		with := i + 1
		if d.isMark(with, "with") || d.isMark(with, "to") && !d.isMark(i, "met") {
			with++
		} else if !d.isMark(i, "met") {
			continue
		}
		p, who := partyFrom(d, with), whoSaysI(d, s, i)
		day, ok := saidLately(d, s, i, p.to)
		if len(p.people) == 0 || who < 0 || !ok || d.reading.isOff(o.rule) {
			continue
		}
		if o.day = day; day != "" {
			o.dayBasis = news.Stated
		}
		if !d.isMark(i, "met") && wordsOfCall(d, i, min(s.to, p.to+5)) {
			o.kind = news.Call
		}
		o.people = append([]int{who}, p.people...)
		d.fired(o.rule, i, i+1)
		return o, true
	}
	return occasion{}, false
}

// whoSaysI is who is meant by "I" at word i: the speaker named beside the
// quotation, or whose turn it is in a transcript; -1 if that is not told.
func whoSaysI(d *document, s sentence, i int) int {
	if q := d.words[i].quote; q >= 0 {
		if !d.quotes[q].speech {
			return -1
		}
		return speakerBeside(d, s, d.quotes[q])
	}
	if m, ok := turnAt(d, d.sentences[d.paragraphs[s.paragraph].from]); ok {
		return m.person
	}
	return -1
}

// iBefore reports whether "I" is the subject of the verb at word i.
func iBefore(d *document, s sentence, i int) bool {
	k := i - 1
	for k > s.from && (adverb(d.folded[k]) || d.folded[k] == "just") {
		k--
	}
	return d.folded[k] == "i"
}

// latelyDays is how many days back a meeting may lie that somebody tells of in the
// first person.
const latelyDays = 14

// saidLately is the day among the few words around the telling at word i, up to
// word to, and whether there is one, or a week, not long ago. It is another day
// where the sentence tells when that was said.
func saidLately(d *document, s sentence, i, to int) (news.Day, bool) {
	if d.today == "" {
		return "", relativeDay(d, i, to)
	}
	found, ok := news.Day(""), false
	for _, w := range whensIn(d, s, past) {
		switch here := d.words[w.from].quote == d.words[i].quote; {
		case !here && w.start != d.today && relativeDay(d, i, to):
			return "", false
		case !here || w.from < i-6 || w.from > to+4 || w.grain > byWeek || d.today.Since(w.end) > latelyDays:
		case !ok:
			if ok = true; w.grain == byDay {
				found = w.start
			}
		}
	}
	return found, ok
}

// relativeDay reports whether the words around the telling at word i, up to word
// to, count from the day of the saying: "yesterday".
func relativeDay(d *document, i, to int) bool {
	for k := max(0, i-6); k < min(len(d.words), to+4); k++ {
		if d.folded[k] == "yesterday" || d.folded[k] == "today" {
			return true
		}
	}
	return false
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
