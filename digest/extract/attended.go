package extract

// attendVerbs are what people do who take part in a meeting.
var attendVerbs = set("attended joined")

// joinedIt reads "X attended the talks", and gives X to the meeting told last.
// "The meeting of the council" is another.
func joinedIt(d *document, s sentence, o *occasion) bool {
	for i := s.from + 1; i+2 < s.to && !d.reading.isOff("meet/attended"); i++ {
		if !attendVerbs.has(d.folded[i]) || d.words[i].quote >= 0 || d.folded[i+1] != "the" && d.folded[i+1] != "these" && d.folded[i+1] != "this" {
			continue
		}
		next := i + 3
		ends := next >= s.to || d.words[next].Shape == 0 || d.folded[next] == "by" || d.folded[next] == "via" || d.folded[next] == "as"
		if !talkNouns.has(d.folded[i+2]) || !ends {
			continue
		}
		subject := subjectBefore(d, i)
		if len(subject.people) == 0 || !statusOf(d, s, i).told || len(o.people) > crowd {
			return false
		}
		o.people = unique(append(o.people, subject.people...))
		d.fired("meet/attended", i, i+1)
		return true
	}
	return false
}
