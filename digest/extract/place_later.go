package extract

// laterSentences is how many sentences behind a meeting its place may be told.
const laterSentences = 6

// placeLater is the place that a sentence behind a meeting, before the next one
// is told, gives for it: "The talks took place in Lisbon".
func placeLater(d *document, o *occasion) string {
	if d.reading.isOff("meet/told-where") {
		return ""
	}
	for n := o.sentence + 1; n < len(d.sentences) && n <= o.sentence+laterSentences; n++ {
		if otherBegins(d, o, n) {
			return ""
		}
		s := d.sentences[n]
		if !s.holds(inMeetings) {
			continue
		}
		verb := heldVerb(d, s)
		if verb == 0 || d.paragraphs[s.paragraph].kind != body {
			continue
		}
		if place := placeNear(d, s, verb); place != "" {
			d.fired("meet/told-where", verb, verb+1)
			return place
		}
	}
	return ""
}

// otherBegins reports whether another meeting is told in a sentence.
func otherBegins(d *document, o *occasion, n int) bool {
	for i := range d.occasions {
		if k := &d.occasions[i]; k.at != o.at && k.sentence == n {
			return true
		}
	}
	return false
}

// heldVerb is the verb of a sentence that begins "The meeting took place" or "The
// three-hour session was held"; 0 if it does not.
func heldVerb(d *document, s sentence) int {
	if !d.isMark(s.from, "the") && !d.isMark(s.from, "their") && !d.isMark(s.from, "this") {
		return 0
	}
	noun := talkNoun(d, s, s.from+1)
	if noun < 0 && d.isMark(s.from+1, "session") {
		noun = s.from + 1
	}
	for k := s.from + 1; noun < 0 && k < s.to && k < s.from+4; k++ {
		if d.isMark(k, "session") || d.isMark(k, "event") || d.isMark(k, "ceremony") {
			noun = k
		}
	}
	if noun < 0 || noun > s.from+4 || noun+2 >= s.to {
		return 0
	}
	for k := noun + 1; k+1 < s.to && k < noun+4; k++ {
		if (d.isMark(k, "took") || d.isMark(k, "take")) && d.isMark(k+1, "place") || d.isMark(k, "held") && (auxiliaries.has(d.folded[k-1]) || d.isMark(k-1, ",")) {
			return k
		}
	}
	return 0
}
