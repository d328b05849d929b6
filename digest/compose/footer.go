package compose

import (
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
)

// footer are the remarks under the lines, and the last line.
func (v *view) footer(d draft, shown, kept int) []news.Block {
	blocks := v.remarks(d)
	end := "That is all: " + counted(shown, "line")
	if d.articles > 0 {
		end += " from " + counted(d.articles, "article")
	}
	if kept > 0 {
		end += fmt.Sprintf(", %d more kept back", kept)
	}
	return append(blocks, v.last(end+"."))
}

// empty is the one honest line of a digest without lines, after what could not
// be read.
func (v *view) empty(d draft) []news.Block {
	words := fmt.Sprintf("Nothing new in %s from %s", counted(d.read, "article"), counted(d.feeds, "feed"))
	if d.read == 0 {
		words = "Nothing new: no article was read"
	}
	if !v.window.Since.IsZero() {
		words += " since " + v.momentWords(v.window.Since)
	}
	return slices.Concat(v.late(), v.remarks(d), []news.Block{v.last(words + ".")})
}

// remarks say what could not be read, what a long silence left out, what is
// withheld and what came late.
func (v *view) remarks(d draft) []news.Block {
	words := append(v.unread(), v.torn()...)
	if at := v.reader.Doubtful; !at.IsZero() {
		words = append(words, "Some of the digest of "+v.momentWords(at)+" may not have arrived: /digest "+string(news.DayOf(at, v.zone))+".")
	}
	if n := v.window.Left; n > 0 {
		words = append(words, v.left(int(n)))
	}
	if d.withheld > 0 {
		words = append(words, counted(d.withheld, "uncertain line")+" withheld.")
	}
	if d.late > 0 {
		words = append(words, counted(d.late, "late arrival")+" filed, not announced.")
	}
	if len(words) == 0 {
		return nil
	}
	return []news.Block{note(strings.Join(words, " "))}
}

// left writes "12 older articles, from before Mon 08:00, are left to /search."
func (v *view) left(n int) string {
	words := counted(n, "older article")
	if !v.window.Since.IsZero() {
		words += ", from before " + v.momentWords(v.window.Since) + ","
	}
	return words + plural(n, " is", " are") + " left to /search."
}

// last is the last line, which says when the next digest comes: on the reader's
// wall, and to those who live by another clock as a moment.
func (v *view) last(words string) news.Block {
	next := v.reader.Next
	if next.IsZero() {
		return note(words)
	}
	when := news.Run{Words: v.momentWords(next) + " " + cityOf(v.zone), Style: news.Faint, At: next.UTC()}
	return news.Block{Kind: news.Note, Text: news.Text{{Words: words + " Next ", Style: news.Faint}, when, {Words: ".", Style: news.Faint}}}
}

func note(words string) news.Block {
	return news.Block{Kind: news.Note, Text: news.Text{{Words: words, Style: news.Faint}}}
}
