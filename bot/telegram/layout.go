package telegram

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"readout/digest/news"
)

const (
	// longestRun is how many bytes of a run are looked at: more than a message
	// can show.
	longestRun = 16 << 10
	// longestCluster is how many bytes may not be parted when a text is cut.
	// What people see as one character is shorter.
	longestCluster = 128
)

// written is one block as it is shown, cut where it is more than most.
func written(b news.Block, most cost) *page {
	b.Text = cleaned(b.Text)
	if p := whole(b); p.cost.within(most) {
		return p
	}
	text := bounded(b.Text)
	total := 0
	for _, r := range text {
		total += clusters(r.Words)
	}
	// The longest beginning that fits, which nothing at all does.
	fits, over := 0, total+1
	for over-fits > 1 {
		n := (fits + over) / 2
		if shown(b, beginning(text, n)).cost.within(most) {
			fits = n
		} else {
			over = n
		}
	}
	return shown(b, beginning(text, fits))
}

// whole is a clean block uncut.
func whole(b news.Block) *page {
	p := numbered(b)
	for _, r := range b.Text {
		if p.cost.units > perMessage().units {
			break // It will be cut.
		}
		p.run(r)
	}
	if b.Number > 0 && blankText(b.Text) {
		p.ours("…")
	}
	return p
}

func blankText(t news.Text) bool {
	return !slices.ContainsFunc(t, func(r news.Run) bool { return !blank(r.Words) })
}

// shown is a block with the beginning of its text, and a sign that it goes on.
func shown(b news.Block, beginning news.Text) *page {
	p := numbered(b)
	for _, r := range beginning {
		p.run(r)
	}
	p.ours("…")
	return p
}

func numbered(b news.Block) *page {
	var p page
	if b.Number > 0 {
		p.ours(fmt.Sprintf("%d ", b.Number))
	}
	return &p
}

// bounded is as much of a text as may be shown, to be cut.
func bounded(t news.Text) news.Text {
	var out news.Text
	left := longestRun
	for _, r := range t {
		if left <= 0 {
			break
		}
		r.Words = upTo(r.Words, left)
		left -= len(r.Words)
		out = append(out, r)
	}
	return out
}

// upTo is the beginning of a text of at most so many bytes, whole letters.
func upTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// beginning is the first n characters, as people see them, of a text.
func beginning(t news.Text, n int) news.Text {
	var out news.Text
	for _, r := range t {
		end := 0
		for end < len(r.Words) && n > 0 {
			end += cluster(r.Words[end:])
			n--
		}
		if r.Words = r.Words[:end]; end > 0 {
			out = append(out, r)
		}
	}
	return out
}

func clusters(s string) int {
	n := 0
	for s != "" {
		s = s[cluster(s):]
		n++
	}
	return n
}

// cluster is how many bytes the first character of a text has, as people see
// characters.
func cluster(s string) int {
	first, _, _, _ := uniseg.FirstGraphemeClusterInString(upTo(s, 2*longestCluster), -1)
	if len(first) > longestCluster {
		first = upTo(first, longestCluster)
	}
	return max(1, len(first))
}

// apart reports whether an empty line stands between two blocks.
func apart(above, below news.Block) bool {
	return above.Kind == news.Heading || below.Kind == news.Title || above.Kind == news.Item && below.Kind == news.Note
}
