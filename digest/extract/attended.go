package extract

import (
	"readout/digest/news"
	"readout/digest/text"
)

// attendVerbs are what people do who take part in a meeting, with the meeting
// for an object.
var attendVerbs = set("attended joined opened mediated chaired moderated facilitated")

// joinedIt reads "X attended the talks" and "X also took part in the meeting",
// and gives X to the meeting told last. "The meeting of the council" is another.
func joinedIt(d *document, s sentence, o *occasion) bool {
	for i := s.from + 1; i+2 < s.to; i++ {
		the := joinedAt(d, i)
		if the == 0 || the+1 >= s.to || d.words[i].quote >= 0 || !sameMeeting(d, s, the) {
			continue
		}
		subject := subjectBefore(d, i)
		if list := partyFrom(d, s.from); len(list.people) > 0 && skipBetween(d, s, i) <= list.to+1 {
			subject.people = list.people
		}
		if len(subject.people) == 0 || !statusOf(d, s, i).told || len(o.people) > crowd {
			return false
		}
		o.people = unique(append(o.people, subject.people...))
		return true
	}
	return false
}

// joinedAt is the word behind the verb of taking part at word i; 0 if there is
// none.
func joinedAt(d *document, i int) int {
	switch w := d.folded[i]; {
	case attendVerbs.has(w):
		return i + 1
	case w == "participated", w == "part" && (d.folded[i-1] == "took" || d.folded[i-1] == "taking"):
		if d.isMark(i+1, "in") {
			return i + 2
		}
	case w == "present" && (d.isMark(i+1, "at") || d.isMark(i+1, "during")):
		return i + 2
	}
	return 0
}

// sameMeeting reports whether "the meeting" stands at word i, and no more of it
// that would tell another.
func sameMeeting(d *document, s sentence, i int) bool {
	if w := d.folded[i]; w != "the" && w != "these" && w != "this" {
		return false
	}
	next := i + 2
	ends := next >= s.to || d.words[next].Shape == 0 || auxiliaries.has(d.folded[next]) || d.words[next].class == notName || d.folded[next] == "by" || d.folded[next] == "via" || d.folded[next] == "as" || d.folded[next] == "on"
	return (talkNouns.has(d.folded[i+1]) || d.folded[i+1] == "event" || d.folded[i+1] == "session" || d.folded[i+1] == "reception") && ends
}

// presence are the words that tell of it without such a verb.
var presence = set("attending present part participating attendance accompanied flanked")

// joins are the ways of telling, behind a meeting, who else took part.
var joins = []struct {
	rule string
	read func(*document, sentence, *occasion) bool
}{
	{"meet/attended", joinedIt},
	{"meet/attending-were", attendingWere},
	{"meet/side-led-by", sideLedBy},
	{"meet/involved", involved},
	{"meet/part-of-the-delegation", ofDelegation},
	{"meet/joined-by", joinedBy},
	{"meet/also-present", alsoPresent},
}

// attendingWere reads "Attending the meeting were X and Y" and "Also present
// were X and Y".
func attendingWere(d *document, s sentence, o *occasion) bool {
	for i := s.from + 1; i+1 < s.to && i < s.from+10; i++ {
		if w := d.folded[i]; w != "were" && w != "was" {
			if d.words[i].mention >= 0 || d.is(i, inMeetings) && i == s.from+1 {
				return false
			}
			continue
		}
		return presentBefore(d, s, i) && o.join(partyFrom(d, i+1))
	}
	return false
}

// presentBefore reports whether the sentence begins, up to word i, with words of
// attending the meeting.
func presentBefore(d *document, s sentence, i int) bool {
	first := s.from
	for first < i && (d.folded[first] == "also" || d.folded[first] == "among" || d.folded[first] == "those") {
		first++
	}
	switch w := d.folded[first]; {
	case w == "attending":
		first++
	case w == "present" || w == "participating":
		first++
	case w == "taking" && d.isMark(first+1, "part") || w == "in" && d.isMark(first+1, "attendance"):
		first += 2
	default:
		return false
	}
	if d.isMark(first, "in") || d.isMark(first, "at") {
		first++
	}
	return first == i || sameMeeting(d, s, first) && first+2 == i
}

// sideLedBy reads "the Norwegian side was led by X, and the Swedish side by Y"
// and "the session was co-chaired by X and Y".
func sideLedBy(d *document, s sentence, o *occasion) bool {
	found, open := false, false
	for i := s.from + 1; i+1 < s.to; i++ {
		if d.folded[i] != "by" {
			open = open && !d.isMark(i, ";")
			continue
		}
		led := leads.has(d.folded[i-1]) && sideBefore(d, s, i-1)
		if led || open && (d.isMark(i-1, "one") || sideNouns.has(d.folded[i-1])) {
			found = o.join(headsOf(d, i+1)) || found
			open = true
		}
	}
	return found
}

// headsOf is the party at word i, without the side behind it that the next head
// leads: "by X, and the Chilean side by Y".
func headsOf(d *document, i int) party {
	p := partyFrom(d, i)
	if n := len(p.groups); n > 0 && d.isMark(p.to, "by") {
		p.groups = p.groups[:n-1]
	}
	return p
}

var leads = set("led headed chaired co-chaired represented moderated mediated opened hosted facilitated")

// sideBefore reports whether "the delegation", "the Chilean side" or "the
// session" is the subject that ends before the verb at word i.
func sideBefore(d *document, s sentence, i int) bool {
	k := skipBetween(d, s, i) - 1
	if k <= s.from || !talkNouns.has(d.folded[k]) && !sideNouns.has(d.folded[k]) {
		return false
	}
	for k--; k >= s.from && i-k < 10; k-- {
		if w := d.folded[k]; w == "the" || w == "their" || ownMark(d, k) {
			return true
		} else if prepositions.has(w) || d.words[k].mention >= 0 {
			return false
		}
	}
	return false
}

var sideNouns = set("side delegation delegations sides team session event commission committee")

// involved reads "the meeting also involved X" and "the talks were attended by
// X".
func involved(d *document, s sentence, o *occasion) bool {
	for i := s.from + 1; i+1 < s.to && i < s.from+14; i++ {
		if !joinVerbs.has(d.folded[i]) || !meetingBefore(d, s, i) {
			continue
		}
		next := i + 1
		if d.isMark(next, "together") {
			next++
		}
		if d.isMark(next, "by") {
			next++
		}
		if next < s.to && o.join(partyFrom(d, next)) {
			return true
		}
		return false
	}
	return false
}

// joinedBy reads "The two were joined by X" and "Prado was accompanied by X",
// where she is of the meeting told last.
func joinedBy(d *document, s sentence, o *occasion) bool {
	for i := s.from + 1; i+2 < s.to && i < s.from+14; i++ {
		if w := d.folded[i]; w != "joined" && w != "accompanied" && w != "flanked" || d.words[i].quote >= 0 || !d.isMark(i+1, "by") {
			continue
		}
		if be := d.folded[afterAdverbsBack(d, s, i)]; be != "was" && be != "were" {
			return false
		}
		subject := actor(d, s, i)
		return len(subject.people) > 0 && holdsAll(o.people, subject.people) && o.join(partyFrom(d, i+2))
	}
	return false
}

// afterAdverbsBack is the word before word i, over adverbs.
func afterAdverbsBack(d *document, s sentence, i int) int {
	for i--; i > s.from && adverb(d.folded[i]); i-- {
	}
	return i
}

// alsoPresent reads "X, Y and heads of agencies were also present", which ends
// there.
func alsoPresent(d *document, s sentence, o *occasion) bool {
	i := s.to - 1
	for i > s.from && d.words[i].Shape == text.Mark {
		i--
	}
	if w := d.folded[i]; w != "present" && w != "attended" && (w != "part" || at(d.folded, i-1) != "took") || o.status != news.Held {
		return false
	}
	p := partyFrom(d, s.from)
	for k := p.to; k < i; k++ {
		if w := d.folded[k]; w != "were" && w != "was" && w != "also" && w != "took" && w != "too" {
			return false
		}
	}
	return len(p.people) > 0 && o.join(p)
}

// join adds a party to a meeting that is no crowd yet.
func (o *occasion) join(p party) bool {
	if len(o.people)+len(o.groups) > crowd || p.size() == 0 {
		return false
	}
	o.people = unique(append(o.people, p.people...))
	o.groups = append(o.groups, p.groups...)
	return true
}
