package compose

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// remark is a saying as this reader is told of it now.
type remark struct {
	*view
	heard[news.Statement]
	// from is the telling whose words are shown: the first that can stand
	// alone.
	from telling[news.Statement]
}

// sayingVerdict is what becomes of a saying: a line if it is new and can stand
// alone. Its rank among the words on its subject is still to come.
func (v *view) sayingVerdict(x *saying) verdict {
	h := hear(v, x.tellings, func(t telling[news.Statement]) bool { return v.followsAny(t.page, t.fact.Speaker) })
	if h.withheld {
		return verdict{withheld: !v.off(news.Said)}
	}
	i := slices.IndexFunc(h.fresh, standsAlone)
	if !h.isNew() || i < 0 {
		return verdict{retold: h.retold()}
	}
	return verdict{line: remark{view: v, heard: h, from: h.fresh[i]}.line()}
}

func (r remark) line() *line {
	event := meetingOf(r.view, r.from)
	l := &line{
		section: news.Said, group: r.group, event: event, seq: r.from.seq(), place: r.from.proof.Span.Start,
		pages: pagesOf(r.heard.fresh), proofs: proofsOf(r.proofOrder()),
	}
	l.write = func(s *scribe) news.Text { return r.words(s, event, l.pages) }
	l.said = &r
	return l
}

// proofOrder puts the telling whose words are shown first.
func (r remark) proofOrder() []telling[news.Statement] {
	tellings := slices.Clone(r.heard.fresh)
	for i := range tellings {
		tellings[i].proof.Span = wholeSpan(tellings[i].fact)
	}
	slices.SortStableFunc(tellings, func(a, b telling[news.Statement]) int {
		return cmp.Compare(one(b.page == r.from.page), one(a.page == r.from.page))
	})
	return tellings
}

// wholeSpan reaches from the speaker or the evidence to the end of what was
// said.
func wholeSpan(s news.Statement) news.Span {
	whole := s.Span
	for _, part := range append([]news.Span{s.Mention, s.Cue}, s.Content...) {
		switch {
		case part.Empty():
		case whole.Empty():
			whole = part
		default:
			whole = news.Span{Start: min(whole.Start, part.Start), End: max(whole.End, part.End)}
		}
	}
	return whole
}

// meetingOf is the meeting at which the words fell as far as the report tells:
// its main one, if the speaker took part in it and it had begun. A meeting that
// a report mentions beside its subject is not where its words were said.
func meetingOf(v *view, t telling[news.Statement]) *event {
	for i, m := range t.Facts.Meetings {
		if !m.Main || m.Confidence < sure || m.Status == news.Planned || m.Status == news.Cancelled {
			continue
		}
		if slices.ContainsFunc(m.Participants, func(name string) bool { return speaksFor(t.fact.Speaker, v.names.called(name)) }) {
			return t.events[i]
		}
	}
	return nil
}

// standsAlone reports whether a statement can be understood without the
// sentences around it, has a speaker that answers for it, and is not told
// within another.
func standsAlone(t telling[news.Statement]) bool {
	words := lowerWords(t.Words(t.fact.Content[0]))
	return len(words) > 0 && !dangles(words) && answerable(t.fact.Speaker) && !nested(t)
}

// answerable reports whether a speaker is somebody: a person, an institution,
// an office. It has a capital or an article ("Ministers", "the ministry"), does
// not count heads ("20 million Americans"), and does not only point ("his
// Office").
func answerable(speaker string) bool {
	words := strings.Fields(speaker)
	if len(words) == 0 || pointers[strings.ToLower(words[0])] {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	return !unicode.IsDigit(first) && (words[0] == "the" || slices.ContainsFunc(words, func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r)
	}))
}

func lowerWords(s string) []string {
	words := strings.Fields(strings.ToLower(s))
	for i := range words {
		words[i] = strings.Trim(words[i], "\"“”‘’'.,;:!?()")
	}
	return words
}

// nested reports whether all that was said lies within what somebody is
// reported to have said in the same breath ("she added that Norway had asked
// for ..."): that line tells it, with who vouches for it.
func nested(t telling[news.Statement]) bool {
	inner := hull(t.fact)
	return slices.ContainsFunc(t.Facts.Statements, func(s news.Statement) bool {
		outer := hull(s)
		return s.Speaker != "" && s.Confidence >= sure && outer.Contains(inner) && outer.Len() > inner.Len()
	})
}

// hull reaches from the first to the last of the content.
func hull(s news.Statement) news.Span {
	if len(s.Content) == 0 {
		return news.Span{}
	}
	return news.Span{Start: s.Content[0].Start, End: s.Content[len(s.Content)-1].End}
}

// dangles reports whether the first words point at something said before.
func dangles(words []string) bool {
	next := ""
	if len(words) > 1 {
		next = words[1]
	}
	switch words[0] {
	case "this", "these", "that", "those", "such":
		return !spans[next]
	case "there":
		return !exists[next]
	case "it":
		// "It is time to" and "it is clear that" point ahead.
		ahead := words[1:min(len(words), 8)]
		return !slices.Contains(ahead, "that") && !slices.Contains(ahead, "to")
	case "it's", "it’s":
		ahead := words[1:min(len(words), 7)]
		return !slices.Contains(ahead, "that") && !slices.Contains(ahead, "to")
	}
	return false
}

var (
	// Who is only pointed at has no name of their own ("his office").
	pointers = set(`he she they it we you i his her their its our your my this that these those who which`)
	// What "this" may stand before without pointing at the text.
	spans = set(`year week month morning afternoon evening summer winter spring autumn century decade season weekend`)
	// What follows "there" where it only says that something exists.
	exists = set(`is are was were will would can could must should has have had may might exists exist remains remain isn't aren't cannot`)
)
