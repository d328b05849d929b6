package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// spokeWith reads "X spoke (by phone) with Y": a call, unless they stood in one
// place.
func spokeWith(d *document, s sentence, o *occasion) bool {
	talked := strings.HasPrefix(d.folded[o.at], "talk")
	if d.folded[o.at] == "talks" && talkNounHere(d, s, o.at) {
		return false
	}
	next := afterAdverbs(d, s, o.at+1)
	with := 0
	if next < s.to && d.folded[next] == "to" && talked {
		with = next + 1
	} else {
		with = withLater(d, s, o.at+1)
	}
	if with == 0 && talkedFor(d, o.at) {
		if wordsOfCall(d, o.at, min(s.to, o.at+5)) {
			o.kind = news.Call
		}
		subject := meeters(d, s, o.at)
		o.standing = statusOf(d, s, o.at)
		return o.told && len(subject.people) > 1 && pairMet(d, o, subject)
	}
	if with == 0 || with >= s.to || slices.Contains(d.folded[o.at:with], "about") || d.isMark(o.at+1, "of") {
		return false
	}
	subject := withList(d, s, actor(d, s, o.at))
	partners := partyFrom(d, with)
	if partners.size() == 0 && d.isMark(with, "them") && len(subject.people) == 1 {
		partners = groupMeant(d, s, o.at, with)
	}
	o.standing = statusOf(d, s, o.at)
	o.kind = news.Call
	if (talked || len(partners.people) == 0 || faceToFace(d, o.at, with)) && !wordsOfCall(d, o.at, min(s.to, o.at+12)) {
		o.kind = news.InPerson
	}
	o.apart = slices.Contains(d.folded[o.at:with], "separately")
	return o.told && partners.size() > 0 && !subject.empty() && o.sides(subject, partners)
}

// groupMeant is the group that the "them" at word i means, where the verb of
// talking at word verb is joined to one that has the group for its object:
// "presented awards to rescuers and talked to them".
func groupMeant(d *document, s sentence, verb, i int) party {
	if !d.isMark(verb-1, "and") {
		return party{}
	}
	for k := verb - 2; k > s.from && verb-k < reach; k-- {
		if d.words[k].mention >= 0 || d.words[k].quote >= 0 {
			return party{}
		}
		if guests.has(d.folded[k]) && d.words[k].Shape == text.Lower && prepositions.has(d.folded[k-1]) {
			return party{from: i, to: i + 1, groups: []string{d.said(k, groupEnd(d, s, k))}}
		}
	}
	return party{}
}

// faceToFace reports whether the words [from, to) tell that people stood in one
// place: "spoke one-on-one with".
func faceToFace(d *document, from, to int) bool {
	for k := from; k < to; k++ {
		if w := d.folded[k]; w == "one-on-one" || w == "face-to-face" || w == "tête-à-tête" || w == "tete-a-tete" || margins.has(w) || w == "person" {
			return true
		}
	}
	return false
}

// talkedFor reports whether the verb at word i tells how long or by what means
// people spoke to each other: "talked for an hour", "spoke by phone".
func talkedFor(d *document, i int) bool {
	next := at(d.folded, i+1)
	for k := i + 2; k < i+6 && k < len(d.words); k++ {
		if w := d.folded[k]; next == "for" && (w == "hour" || w == "hours" || w == "minutes") || (next == "by" || next == "on" || next == "over") && (w == "phone" || w == "telephone") {
			return true
		}
	}
	return false
}

// byMeansOfCall reports whether the words from word i on tell that people met from
// afar: "via videoconference", "by phone".
func byMeansOfCall(d *document, s sentence, i int) bool {
	if d.isMark(i, ",") {
		i++
	}
	switch at(d.folded, i) {
	case "via", "by", "over", "through":
		return wordsOfCall(d, i+1, min(s.to, i+4))
	case "virtually", "online":
		return true
	}
	return false
}

func wordsOfCall(d *document, from, to int) bool {
	for i := from; i < to && i < len(d.words); i++ {
		if callWords.has(d.folded[i]) {
			return true
		}
	}
	return false
}

var callWords = set("phone telephone call calls videoconference video virtual virtually online teleconference phoned")
