package extract

import (
	"strings"

	"readout/digest/text"
)

// received reads "X received Y" and "Y was received by X": the object must be
// somebody.
func received(d *document, s sentence, o *occasion) bool {
	subject := actor(d, s, o.at)
	if by := receivedBy(d, s, o.at); by > 0 && (len(subject.people) > 0 || isDelegation(subject.group)) {
		return o.with(d, s, subject, by)
	}
	if o.at+1 >= s.to || len(subject.people) == 0 {
		return false
	}
	next := overCircumstance(d, s, o.at+1)
	for next < s.to && determiners.has(d.folded[next]) {
		next++
	}
	if next >= s.to {
		return false
	}
	partners := partyFrom(d, next)
	somebody := d.words[next].mention >= 0 || d.words[next].lead >= 0 || d.folded[next] == "delegation" || namesBehind(d, s, next) > 0
	if !somebody && !receivesGroup(d, o.at, partners) {
		return false
	}
	o.standing = statusOf(d, s, o.at)
	if !o.told || somebody && len(partners.people) == 0 && !receivesGroup(d, o.at, partners) || ownMark(d, partners.to) || toPost(d, s, o.at, partners.to) {
		return false
	}
	return o.sides(subject, partners)
}

// receivedBy is the word behind "by" where the verb at word i is a passive, over
// the place: "was received at the airport by"; 0 if it is none.
func receivedBy(d *document, s sentence, i int) int {
	if i == s.from || !isPassiveAt(d, s, cuePlace{from: i, form: formParticiple}) {
		return 0
	}
	if by := overCircumstance(d, s, i+1); d.isMark(by, "by") && by+1 < s.to {
		return by + 1
	}
	return 0
}

// receivesGroup reports whether the verb at word i takes a group without a name
// for a guest: it is led by somebody named, or it is people and the verb is one
// of receiving, as "welcomed" is not ("welcomed investors").
func receivesGroup(d *document, i int, p party) bool {
	if p.size() == 0 || len(p.groups) == 0 {
		return false
	}
	if w := d.folded[i]; !strings.HasPrefix(w, "receiv") && !strings.HasPrefix(w, "host") && w != "gathered" && w != "convened" {
		return false
	}
	for k := p.from; k < p.to; k++ {
		if guests.has(d.folded[k]) {
			return true
		}
		if d.words[k].mention >= 0 || d.words[k].lead >= 0 {
			return false
		}
	}
	return false
}

// guests are people in the plural who are received without a name.
var guests = set("delegation delegations members representatives participants ambassadors ministers leaders lawmakers parliamentarians senators deputies diplomats envoys families parents relatives widows veterans heads chiefs officials executives businessmen entrepreneurs scientists scholars experts servicemen soldiers officers commanders residents activists rescuers firefighters doctors nurses teachers volunteers workers miners farmers winners medallists medalists athletes group team counterparts colleagues")

// sentForOthers reports whether a phrase is of people who are sent to talk for
// others.
func sentForOthers(d *document, p phrase) bool {
	for k := p.from; k < p.to; k++ {
		if deputed.has(d.folded[k]) {
			return true
		}
	}
	return false
}

var deputed = set("delegation deputation representatives members")

// isDelegation reports whether a group is sent to talk for others, so that who
// receives it meets it.
func isDelegation(group string) bool {
	for w := range strings.FieldsSeq(text.Fold(group)) {
		if deputed.has(w) {
			return true
		}
	}
	return false
}

// toPost tells "welcomed Prado to the board": to no place, but to a task.
func toPost(d *document, s sentence, i, to int) bool {
	if !strings.HasPrefix(d.folded[i], "welcom") || to+2 >= s.to || d.folded[to] != "to" {
		return false
	}
	k := withoutArticle(d, to+1)
	return d.words[k].Shape == text.Lower && d.words[k].class != placeWord && !seats.has(d.folded[k])
}

var seats = set("country capital city palace residence office ministry headquarters parliament embassy embassies palace house region state kingdom republic presidential")
