package compose

import (
	"strings"

	"readout/digest/news"
)

// layout turns lines in their order into numbered blocks under titles.
type layout struct {
	*scribe
	// grouped tells that the digest names its groups: topics, or what is
	// followed.
	grouped bool
	groups  []int
}

func newLayout(v *view, shown, kept []*line) *layout {
	s := &scribe{view: v, visible: map[*event]*line{}, introduced: newRegister(v.names), everybody: newRegister(v.names)}
	for i, x := range append(shown[:len(shown):len(shown)], kept...) {
		x.number = i + 1
		if i < len(shown) && x.said == nil && x.event != nil {
			s.visible[x.event] = x
		}
	}
	s.rehearse(shown, kept)
	l := &layout{scribe: s}
	for _, lines := range [][]*line{shown, kept} {
		for _, x := range lines {
			if len(l.groups) == 0 || l.groups[len(l.groups)-1] != x.group {
				l.groups = append(l.groups, x.group)
			}
		}
	}
	for _, g := range l.groups {
		l.grouped = l.grouped || g != l.groups[0]
	}
	l.grouped = l.grouped || len(v.reader.Topics) > 1
	return l
}

// rehearse writes all lines once to learn whom they name: two people of one
// surname must be told apart from the first line on.
func (s *scribe) rehearse(shown, kept []*line) {
	for _, lines := range [][]*line{shown, kept} {
		for _, x := range lines {
			x.write(s)
		}
	}
	s.everybody, s.introduced = s.introduced, newRegister(s.names)
}

// blocks lays numbered lines out under their titles.
func (l *layout) blocks(lines []*line) []news.Block {
	var blocks []news.Block
	var before *line
	for _, x := range lines {
		if l.grouped && (before == nil || before.group != x.group) {
			blocks = append(blocks, titleBlock(l.groupName(x.group)))
		}
		if before == nil || before.group != x.group || before.section != x.section || before.about != x.about && l.opens(before, x) {
			blocks = append(blocks, titleBlock(l.lineTitle(x)))
		}
		blocks = append(blocks, news.Block{Kind: news.Item, Number: x.number, Text: x.write(l.scribe), Proofs: x.proofs})
		before = x
	}
	return blocks
}

// opens reports whether a line of Said stands under another title than the one
// before it: words at no meeting are all under one.
func (l *layout) opens(before, x *line) bool {
	return before.event != nil || x.event != nil
}

func (l *layout) lineTitle(x *line) string {
	if x.about != nil {
		return x.about.title(l.scribe)
	}
	return sectionTitle(x.section)
}

func titleBlock(words string) news.Block {
	return news.Block{Kind: news.Title, Text: news.Text{{Words: words, Style: news.Bold}}}
}

func sectionTitle(s news.Section) string { return strings.ToUpper(string(s)) }

// groupName is what the reader follows, or a topic.
func (v *view) groupName(group int) string {
	if group == 0 {
		return "Followed"
	}
	return topicName(v.reader.Topics[group-1])
}

func topicName(t news.Topic) string {
	if name := clean(t.Name); name != "" {
		return name
	}
	return string(t.ID)
}

// heading is "South Caucasus · Wed 15 Nov, 08:00 Baku · since Tue 08:00".
func (v *view) heading(l *layout) news.Block {
	at := v.window.At.In(v.zone)
	var words []string
	if !l.grouped {
		words = append(words, v.groupName(l.groups[0]))
	}
	words = append(words, at.Format("Mon 2 Jan, 15:04 ")+cityOf(v.zone))
	if !v.window.Since.IsZero() {
		words = append(words, "since "+v.momentWords(v.window.Since))
	}
	return news.Block{Kind: news.Heading, Text: news.Text{{Words: strings.Join(words, " · "), Style: news.Bold}}}
}
