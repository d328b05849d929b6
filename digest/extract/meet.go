package extract

import (
	"slices"
	"strings"
	"sync"

	"readout/digest/news"
	"readout/digest/text"
)

// occasion is a meeting while it is being read.
type occasion struct {
	origin
	kind news.MeetingKind
	standing
	people   []int
	groups   []string
	apart    bool // each partner was met alone
	ofGroups bool // two sides at least are told without names
	// outsiders tells that people named met a group that none of them is of.
	outsiders bool
	again     bool // the one before or behind another of the same sides
	loose     bool // may be one that is told in other words
	main      bool
	recalled  bool // from months or years ago
	place     string
	basis     news.Basis
	day       news.Day
	dayBasis  news.Basis
}

// readMeetings finds who met whom.
func readMeetings(d *document) {
	var found []occasion
	rules := meetRules().forOne()
	for _, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind != body {
			continue
		}
		for o := range readBy(d, s, rules, newOccasion) {
			found = append(found, complete(d, s, o)...)
		}
		if o, ok := toldBySpeaker(d, s); ok {
			found = append(found, complete(d, s, o)...)
		}
		found = joinOthers(d, s, found)
		d.occasions = found
	}
	if o, ok := meetingInTitle(d, found); ok && !d.reading.isOff(o.rule) {
		d.fired(o.rule, o.at, o.at+1)
		found = append([]occasion{o}, found...)
	}
	writeMeetings(d, found)
}

func newOccasion(o origin) occasion {
	return occasion{origin: o, kind: news.InPerson, standing: asHeld}
}

// meetTable are the ways of telling a meeting.
var meetTable = []rule[occasion]{
	{"meet/has-met-with", 95, set("met meet meets meeting"), metWith},
	{"meet/held-talks", 90, set("held hold holds holding had have has conducted conduct having hosted host hosts hosting"), heldTalks},
	{"meet/opened-talks", 85, set("began begin begins open opened opens started resumed resume resumes concluded"), openedTalks},
	{"meet/spoke-with", 90, set("spoke speak speaks spoken speaking talked talk talks talking"), spokeWith},
	{"meet/phoned", 90, set("phoned telephoned phones telephones rang"), phoned},
	{"meet/sat-down-with", 90, set("sat sit sits sitting"), satDown},
	{"meet/is-to-see", 80, set("see sees"), isToSee},
	{"meet/in-talks", 80, set("spent spend locked closeted huddled engaged been"), inTalks},
	{"meet/hammered-out", 75, set("hammered thrashed ironed"), hammeredOut},
	{"meet/granted-audience", 80, set("granted given received"), grantedAudience},
	{"meet/led-delegations", 75, set("lead leads led"), ledDelegations},
	{"meet/conferred", 85, set("conferred confers confer consulted consult consults huddled huddles huddle communicated communicates dined dines dine"), conferred},
	{"meet/compared-notes", 80, set("compared compare compares"), comparedNotes},
	{"meet/brought-together", 80, set("brought brings bring"), broughtTogether},
	{"meet/got-together", 80, set("got gathered"), gotTogether},
	{"meet/joined-for", 75, set("join joins joined"), joinedFor},
	{"meet/summoned", 70, set("summoned"), summoned},
	{"meet/called-up", 70, set("called"), calledUp},
	{"meet/called-on", 80, set("called calls call calling"), calledOn},
	{"meet/paid-a-call", 90, set("paid pays pay paying"), paidCall},
	{"meet/presented-credentials", 85, set("presented presents handed"), presentedCredentials},
	{"meet/accepted-credentials", 85, set("received receives accepted accepts"), acceptedCredentials},
	{"meet/co-chaired", 85, set("co-chaired co-chairs co-chair co-hosted co-host co-hosts co-led co-lead co-leads"), coChaired},
	{"meet/briefed", 75, set("briefed briefs"), briefed},
	{"meet/received", 85, set("received receive receives hosted host hosts welcomed welcomes welcome greeted greet gathered convened"), received},
	{"meet/talks-between", 85, set("meeting meetings talks negotiations consultations conversation call summit"), talksBetween},
	{"meet/took-part", 75, set("took take takes taking participated participate participates participating attended attend attends chaired chairs chair held hold holds hosted host hosts convene convenes"), tookPart},
	{"meet/discussed", 75, set("discussed discuss exchanged"), discussed},
	{"meet/held-itself", 75, set("session meeting meetings round talks negotiations consultations summit conversation"), heldItself},
	{"meet/talks-with", 80, set("engagements ministerial roundtable meeting meetings talks negotiations consultations conversation call calls audience encounter lunch dinner breakfast discussion discussions dialogue"), talksWith},
	{"meet/negotiations-go-on", 70, set("negotiations talks"), negotiationsGoOn},
	{"meet/told-in-a-call", 75, set("call conversation phone telephone"), toldInCall},
	{"meet/after-talks", 75, set("talks negotiations meeting discussions consultations"), afterTalks},
}

var meetRules = sync.OnceValue(func() ruleBook[occasion] { return byFirstWord(inMeetings, meetTable) })

// metWith reads "X met (with) Y" and "X and Y met".
func metWith(d *document, s sentence, o *occasion) bool {
	i := o.at
	if d.folded[i] == "meeting" && (i == s.from || determiners.has(d.folded[i-1]) || d.folded[i-1] == "'s" || !verbalMeeting(d, s, i)) {
		return false
	}
	if o.standing = statusOf(d, s, i); !o.told {
		return false
	}
	if inPrivate(d, s, i) || inGame(d, s, i) {
		return false
	}
	subject := meeters(d, s, i)
	next := afterAdverbs(d, s, i+1)
	if with := withLater(d, s, next); with > 0 && d.isMark(next, "this") {
		next = with
	} else if next < s.to && d.folded[next] == "with" {
		next++
	}
	if next >= s.to {
		return pairMet(d, o, subject)
	}
	partners := partyFrom(d, next)
	if partners.size() == 0 {
		if w := withLater(d, s, next); w > 0 {
			partners = partyFrom(d, w)
		}
	}
	if partners.size() == 0 && next > i+1 && d.isMark(next-1, "with") && len(subject.people) > 0 {
		partners = bodyMet(d, s, next)
	}
	if partners.size() == 0 {
		return (!subject.sides || !meetsThing(d, next)) && pairMet(d, o, subject)
	}
	if subject.empty() || ownMark(d, partners.to) || !subject.pronoun && subject.to < s.to && ownMark(d, subject.to) && d.words[subject.to-1].class != placeWord {
		return false
	}
	if d.isMark(i+1, "virtually") || d.isMark(i+1, "online") || byMeansOfCall(d, s, partners.to) {
		o.kind = news.Call
	}
	o.apart = severally(d, s, i)
	return o.sides(subject, partners)
}

// meetsThing reports whether a thing is what was met, at word i: "met the
// criteria", "met targets".
func meetsThing(d *document, i int) bool {
	w := &d.words[i]
	return articles.has(w.Folded) || w.Folded == "all" || w.Folded == "its" || w.Folded == "their" || w.Shape == text.Lower && hasAnySuffix(w.Folded, "s") && !closedWord(w.Folded)
}

// verbalMeeting tells "before meeting Prado" from "a meeting".
func verbalMeeting(d *document, s sentence, i int) bool {
	before := d.folded[i-1]
	if i+1 >= s.to {
		return false
	}
	w := &d.words[i+1]
	named := w.mention >= 0 || w.lead >= 0 || w.ref >= 0
	if spentBefore(d, s, i) {
		return named || groupSoon(d, s, i+1)
	}
	return named && (prepositions.has(before) || auxiliaries.has(before) || adverb(before)) ||
		(before == "is" || before == "are" || before == "was" || before == "were") && w.Folded == "with"
}

// spentBefore tells "spent his first week in office meeting elders".
func spentBefore(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from && i-k < 9 && !d.isMark(k, ","); k-- {
		if d.isMark(k, "spent") {
			return true
		}
	}
	return false
}

// groupSoon reports whether a group of people begins at word i.
func groupSoon(d *document, s sentence, i int) bool {
	for k := i; k < s.to && k < i+4; k++ {
		if groupWord(d.folded[k]) {
			return true
		}
		if closedWord(d.folded[k]) && !determiners.has(d.folded[k]) && d.folded[k] != "with" {
			return false
		}
	}
	return false
}

// pairMet reads "X and Y met in Lisbon".
func pairMet(d *document, o *occasion, subject phrase) bool {
	o.people = subject.people
	if len(o.people) == 1 && subject.group != "" && subject.to > subject.from+1 {
		if list := partyFrom(d, subject.from); list.to == subject.to && len(list.groups) > 0 {
			o.people, o.groups = list.people, list.groups
			return true
		}
	}
	if subject.sides {
		o.groups, o.ofGroups = []string{subject.group}, true
		return true
	}
	return len(subject.people) > 1
}

// severally reports whether partners in a row were met one by one.
func severally(d *document, s sentence, i int) bool {
	return i > s.from && (d.folded[i-1] == "already" || d.folded[i-1] == "also" || d.folded[i-1] == "separately") || d.isMark(i+1, "separately") || d.isMark(i, "meetings")
}

// sides puts together who met whom. It takes a person at least, and another
// side.
func (o *occasion) sides(subject phrase, partners party) bool {
	o.people = append(append([]int{}, subject.people...), partners.people...)
	if len(subject.people) == 0 && subject.group != "" {
		o.groups = append(o.groups, subject.group)
	}
	o.groups = append(o.groups, partners.groups...)
	o.outsiders = len(subject.people) > 1 && len(partners.people) == 0
	o.apart = (o.apart || partners.apart) && len(subject.people) == 1
	partners.groups = slices.DeleteFunc(partners.groups, isAudience)
	o.ofGroups = subject.sides || subject.group != "" && len(subject.people) == 0 && slices.ContainsFunc(partners.groups, speaksForSide)
	return len(subject.people) > 0 || len(partners.people) > 0 || o.ofGroups
}

// speaksForSide reports whether a group is one that talks for others, as
// ministers and delegations do and voters do not.
func speaksForSide(group string) bool {
	for w := range strings.FieldsSeq(text.Fold(group)) {
		if statesmen.has(w) || sidesNouns.has(w) || w == "delegation" {
			return true
		}
	}
	return false
}
