package extract

import (
	"slices"

	"readout/digest/news"
)

// with completes a meeting whose other side begins at word i.
func (o *occasion) with(d *document, s sentence, subject phrase, i int) bool {
	if i >= s.to || subject.empty() {
		return false
	}
	partners := partyFrom(d, i)
	o.standing = statusOf(d, s, o.at)
	return o.told && partners.size() > 0 && !ownMark(d, partners.to) && o.sides(subject, partners)
}

// phoned reads "X phoned Y".
func phoned(d *document, s sentence, o *occasion) bool {
	o.kind = news.Call
	return o.with(d, s, actor(d, s, o.at), o.at+1)
}

// satDown reads "X sat down (for talks) with Y" and "X sat across from Y".
func satDown(d *document, s sentence, o *occasion) bool {
	if d.isMark(o.at+1, "across") && d.isMark(o.at+2, "from") {
		return o.with(d, s, actor(d, s, o.at), o.at+3)
	}
	if d.isMark(o.at+1, "with") {
		subject := actor(d, s, o.at)
		return len(subject.people) == 1 && inOffice(d, subject.people[0]) && o.with(d, s, subject, o.at+2)
	}
	if !d.isMark(o.at+1, "down") {
		return false
	}
	with := withLater(d, s, o.at+2)
	if with == 0 {
		o.standing = statusOf(d, s, o.at)
		subject := meeters(d, s, o.at)
		if subject.empty() && d.subjects[o.sentence] == several && (d.isMark(o.at-1, "before") || d.isMark(o.at-1, "and")) {
			subject.people = d.together(o.sentence)
		}
		return o.told && pairMet(d, o, subject)
	}
	return o.with(d, s, actor(d, s, o.at), with)
}

// conferred reads "X conferred with Y".
func conferred(d *document, s sentence, o *occasion) bool {
	with := o.at + 1
	if d.isMark(with, "by") && callWords.has(at(d.folded, with+1)) {
		o.kind = news.Call
		with += 2
	}
	if w := d.folded[o.at]; w == "conferred" && !d.isMark(with, "with") {
		o.standing = statusOf(d, s, o.at)
		return o.told && pairMet(d, o, meeters(d, s, o.at))
	}
	return d.isMark(with, "with") && o.with(d, s, actor(d, s, o.at), with+1) && (d.folded[o.at][0] != 'c' || len(o.people) > 1 || hasAnySuffix(d.folded[o.at], "ed") || o.status == news.Planned && slices.ContainsFunc(o.groups, officialsOf))
}

// ledDelegations reads "X and Y led their delegations to the talks".
func ledDelegations(d *document, s sentence, o *occasion) bool {
	for k := o.at + 1; k < s.to && k < o.at+8; k++ {
		if d.isMark(k, "delegations") {
			subject := actor(d, s, o.at)
			o.standing = statusOf(d, s, o.at)
			return o.told && len(subject.people) == 2 && pairMet(d, o, subject)
		}
	}
	return false
}

// officialsOf reports whether a group is officials of somewhere told: "Emirati
// officials".
func officialsOf(group string) bool { return isLeadership(group) && !onlyAnybody(group) }

// hammeredOut reads "X and Y hammered out a deal in Lima".
func hammeredOut(d *document, s sentence, o *occasion) bool {
	if !d.isMark(o.at+1, "out") {
		return false
	}
	subject := meeters(d, s, o.at)
	o.standing = statusOf(d, s, o.at)
	return o.told && len(subject.people) > 1 && pairMet(d, o, subject)
}

// grantedAudience reads "X was granted an audience by Y".
func grantedAudience(d *document, s sentence, o *occasion) bool {
	noun := o.at + 2
	if !d.isMark(noun, "audience") || !d.isMark(noun+1, "by") && !d.isMark(noun+1, "with") || !isPassiveAt(d, s, cuePlace{from: o.at, form: formParticiple}) && !d.isMark(o.at, "received") {
		return false
	}
	return o.with(d, s, meeters(d, s, o.at), noun+2)
}

// comparedNotes reads "X compared notes with Y".
func comparedNotes(d *document, s sentence, o *occasion) bool {
	return d.isMark(o.at+1, "notes") && d.isMark(o.at+2, "with") && o.with(d, s, actor(d, s, o.at), o.at+3)
}

// paidCall reads "X paid a courtesy call on Y".
func paidCall(d *document, s sentence, o *occasion) bool {
	for k := o.at + 1; k+1 < s.to && k < o.at+5; k++ {
		if d.folded[k] == "call" && (d.folded[k+1] == "on" || d.folded[k+1] == "upon") {
			return o.with(d, s, actor(d, s, o.at), k+2)
		}
	}
	return false
}

// presentedCredentials reads "X presented his credentials to Y".
func presentedCredentials(d *document, s sentence, o *occasion) bool {
	for k := o.at + 1; k+1 < s.to && k < o.at+8; k++ {
		if (d.folded[k] == "credentials" || d.folded[k] == "credence") && d.folded[k+1] == "to" {
			return o.with(d, s, actor(d, s, o.at), k+2)
		}
	}
	return false
}

// acceptedCredentials reads "X received credentials from Y".
func acceptedCredentials(d *document, s sentence, o *occasion) bool {
	for k := o.at + 1; k+1 < s.to && k < o.at+5; k++ {
		if (d.folded[k] == "credentials" || d.folded[k] == "credence") && d.folded[k+1] == "from" {
			return o.with(d, s, actor(d, s, o.at), k+2)
		}
	}
	return false
}

// coChaired reads "X and Y co-chaired the session" and "X co-chaired it with Y".
func coChaired(d *document, s sentence, o *occasion) bool {
	subject := actor(d, s, o.at)
	if with := withLater(d, s, o.at+1); with > 0 {
		return o.with(d, s, subject, with)
	}
	o.standing = statusOf(d, s, o.at)
	return o.told && pairMet(d, o, subject)
}

// briefed reads "X briefed Y on the talks" and "X was briefed by Y".
func briefed(d *document, s sentence, o *occasion) bool {
	o.loose = true
	subject := actor(d, s, o.at)
	next := o.at + 1
	if d.isMark(next, "by") {
		next++
	}
	return len(subject.people) > 0 && o.with(d, s, subject, next)
}

// discussed reads "X and Y discussed the border" and "X discussed it with Y". It
// tells an occasion that the article may have told in other words.
func discussed(d *document, s sentence, o *occasion) bool {
	if d.isMark(o.at, "exchanged") && !d.isMark(o.at+1, "views") && !d.isMark(o.at+1, "opinions") {
		return false
	}
	subject := withList(d, s, actor(d, s, o.at))
	o.loose = true
	if wordsOfCall(d, o.at, min(s.to, o.at+reach)) {
		o.kind = news.Call
	}
	if with := withLater(d, s, o.at+1); with > 0 && len(subject.people) > 0 {
		if p := partyFrom(d, with); len(p.people) > 0 || slices.ContainsFunc(p.groups, speaksForSide) {
			return o.with(d, s, subject, with)
		}
	}
	o.standing = statusOf(d, s, o.at)
	return o.told && o.status == news.Held && !subject.pronoun && pairMet(d, o, subject)
}

// overCircumstance moves over the time and the place between "received" and
// whom: "received this Thursday at the palace the minister". It is i where no
// such stands there.
func overCircumstance(d *document, s sentence, i int) int {
	k := i
	for k < s.to && k < i+14 {
		w := &d.words[k]
		switch {
		case w.class == notName, w.Folded == "today", w.Folded == "yesterday", w.Folded == "this" && k+1 < s.to && d.words[k+1].class == notName:
			k++
		case w.Folded == "on" && k+1 < s.to && d.words[k+1].class == notName:
			k += 2
		case (w.Folded == "at" || w.Folded == "in") && k+1 < s.to:
			p := nominalFrom(d, s, k+1)
			if p.to <= k+1 || p.to >= s.to || len(p.people) > 0 {
				return k
			}
			k = p.to
		default:
			return k
		}
	}
	return i
}
