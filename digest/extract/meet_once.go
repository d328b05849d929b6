package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// lookBack is how many meetings back the same occasion is looked for.
const lookBack = 24

// mergeInto adds what an occasion tells to the one that it repeats, if any.
func mergeInto(d *document, kept []occasion, o occasion) bool {
	for i := len(kept) - 1; i >= 0 && i >= len(kept)-lookBack; i-- {
		k := &kept[i]
		switch {
		case k.sentence == o.sentence && !o.again && k.retold(o):
			return true
		case k.status == o.status && k.kind == o.kind && i == len(kept)-1 && k.othersToo(o):
			k.groups = append(k.groups, o.groups...)
			return true
		case o.loose && (k.holds(o) || heldAmong(kept[:i+1], o)):
			return true
		case k.loose && !o.loose && holdsAll(o.people, k.people):
			*k = o
			return true
		}
		if k.kind != o.kind || k.status != o.status || k.recalled != o.recalled || !same(*k, o) || othersMet(d, *k, o) || fewerLater(d, *k, o) {
			continue
		}
		k.people = unique(append(k.people, o.people...))
		if k.status == news.Planned && len(k.people) == 1 {
			k.groups = append(k.groups, missing(k.groups, o.groups)...)
		}
		return true
	}
	return false
}

// missing are the groups of the second telling that the first has not, nor
// people who may be the same.
func missing(told, more []string) []string {
	return slices.DeleteFunc(slices.Clone(more), func(group string) bool {
		return len(told) > crowd || slices.ContainsFunc(told, func(one string) bool { return sameGroup(one, group) })
	})
}

// othersToo reports whether an occasion only adds "other officials" to one told
// in the same sentence or the one before.
func (o *occasion) othersToo(other occasion) bool {
	return other.sentence-o.sentence <= 1 && len(other.people) == 1 && holdsAll(o.people, other.people) && len(other.groups) > 0 &&
		!slices.ContainsFunc(other.groups, func(group string) bool { return !strings.HasPrefix(text.Fold(group), "other ") })
}

// heldAmong reports whether everybody of an occasion met in one of those told in
// its own sentence, one after the other.
func heldAmong(kept []occasion, o occasion) bool {
	var here []int
	for _, k := range slices.Backward(kept) {
		if k.sentence != o.sentence {
			break
		}
		here = append(here, k.people...)
	}
	return holdsAll(here, o.people)
}

// retold reports whether an occasion told in the same sentence, in other words,
// has no more people and a group in common, or the same people.
func (o *occasion) retold(other occasion) bool {
	if !holdsAll(o.people, other.people) {
		return false
	}
	if o.rule == "meet/took-part" && o.at < other.at && (other.rule == "meet/talks-between" || other.rule == "meet/talks-with") {
		return true
	}
	if slices.ContainsFunc(other.groups, func(group string) bool { return slices.Contains(o.groups, group) }) {
		return true
	}
	return len(other.people) == len(o.people) && len(other.groups) == 0
}

// holds reports whether an occasion has all the people of another, or some of
// them beside people without a name.
func (o *occasion) holds(other occasion) bool {
	if holdsAll(o.people, other.people) {
		return true
	}
	return len(o.groups) > 0 && slices.ContainsFunc(other.people, func(who int) bool { return slices.Contains(o.people, who) })
}

// same reports whether two tellings name the same sides: all people of the one
// are among those of the other.
func same(a, b occasion) bool {
	if a.outsiders != b.outsiders {
		return false
	}
	if len(a.people) == 0 && len(b.people) == 0 && !slices.ContainsFunc(a.groups, func(group string) bool { return slices.Contains(b.groups, group) }) {
		return false
	}
	if len(a.people) < len(b.people) {
		a, b = b, a
	}
	for _, who := range b.people {
		if !slices.Contains(a.people, who) {
			return false
		}
	}
	return len(b.people) > 1 || len(b.people) == len(a.people)
}

// othersMet reports whether two tellings of one person and people of no name are
// of other people, met another time: they share no noun, and a word, the place,
// the day or a plan tells them apart.
func othersMet(d *document, a, b occasion) bool {
	if len(a.people) != 1 || len(b.people) != 1 || len(a.groups) == 0 || len(b.groups) == 0 || d.reading.isOff("meet/others-met") {
		return false
	}
	if slices.ContainsFunc(a.groups, func(one string) bool {
		return slices.ContainsFunc(b.groups, func(other string) bool { return sameGroup(one, other) })
	}) {
		return false
	}
	also := addsAnother(d, b.at) && a.status != news.Planned
	apart := a.sentence == b.sentence || also || toldApart(placeTold(d, d.sentences[a.sentence], &a), placeTold(d, d.sentences[b.sentence], &b))
	if !apart {
		one, _ := dayNear(d, d.sentences[a.sentence], a.at, a.standing)
		other, _ := dayNear(d, d.sentences[b.sentence], b.at, b.standing)
		apart = toldApart(string(one.start), string(other.start))
	}
	if apart {
		d.fired("meet/others-met", b.at, b.at+1)
	}
	return apart
}

// fewerLater tells "Later, she had talks with Reyes" from the meeting with him and
// others before.
func fewerLater(d *document, a, b occasion) bool {
	first := d.folded[d.sentences[b.sentence].from]
	return len(b.people) < len(a.people) && b.sentence > a.sentence && (first == "later" || first == "afterwards" || first == "then" || first == "separately")
}

// toldApart reports whether two tellings both give something, and not the same.
func toldApart(one, other string) bool { return one != "" && other != "" && one != other }

// sameGroup reports whether two groups may be the same people: they share a word
// that is no mere name for people, or one is nothing but such a name.
func sameGroup(one, other string) bool {
	if onlyAnybody(one) || onlyAnybody(other) {
		return true
	}
	words := strings.Fields(text.Fold(other))
	for w := range strings.FieldsSeq(text.Fold(one)) {
		if !closedWord(w) && !anybody.has(w) && slices.Contains(words, w) {
			return true
		}
	}
	return false
}

// onlyAnybody reports whether a group is told by words for people alone.
func onlyAnybody(group string) bool {
	for w := range strings.FieldsSeq(text.Fold(group)) {
		if !closedWord(w) && !anybody.has(w) {
			return false
		}
	}
	return true
}

// anybody are words for people that may be of any kind.
var anybody = set("representatives members leaders officials group groups delegation heads senior other local participants guests")

// addsAnother reports whether a word before the verb at word i tells that the
// meeting is one more: "also met with", "She then met".
func addsAnother(d *document, i int) bool {
	s := d.sentenceOf(i)
	for k := i - 1; k >= s.from && k > i-5; k-- {
		if w := d.folded[k]; w == "also" || w == "then" || w == "later" || w == "separately" || w == "afterwards" || w == "additionally" {
			return true
		}
	}
	return d.isMark(s.from, "later") || d.isMark(s.from, "then") || d.isMark(s.from, "afterwards") || d.isMark(s.from, "separately")
}
