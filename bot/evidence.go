package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"readout/digest/news"
)

// mostProofs is how many outlets' tellings of a line are shown.
const mostProofs = 5

// parseNumber reads a message that is only the number of a line: "3", "#3",
// "3?".
func parseNumber(s string) (int, bool) {
	s = strings.TrimPrefix(s, "#")
	s = strings.TrimRight(s, "?.")
	if s == "" || len(s) > 4 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// evidence shows what a line of what was shown last rests on.
func (b *Bot) evidence(ctx context.Context, c call, number int) (Reply, error) {
	e, ok, err := b.onShow(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		return Reply{}, complain(say("Nothing with numbered lines was shown here of late."), say("Ask for something first: `/digest` or `/met`"), row(press("Digest", "/digest")))
	}
	line, ok := e.Line(number)
	if !ok {
		last := numbered(e.Blocks) + numbered(e.More)
		return Reply{}, complain(say("There is no line *%s*.", strconv.Itoa(number)), say("What was shown last has *%s*.", count(last, "numbered line")))
	}
	r := explain(c, line)
	for _, p := range line.Proofs[:min(len(line.Proofs), mostProofs)] {
		if b.isGone(ctx, p) {
			r = r.and(say("*%s* has changed this at the source since: the sentence is gone. `/inspect %s` tells more.", outletOf(p), string(p.Article)))
		}
	}
	return r, nil
}

// explain lays out the proofs of a line, the first telling first.
func explain(c call, line news.Block) Reply {
	r := Reply{Blocks: []news.Block{{Kind: news.Heading, Text: append(say("*%s* ", strconv.Itoa(line.Number)), line.Text...)}}}
	for i, p := range line.Proofs[:min(len(line.Proofs), mostProofs)] {
		if i == 1 {
			r.Blocks = append(r.Blocks, news.Block{Kind: news.Title, Text: say("Told as well by")})
		}
		r.Blocks = append(r.Blocks, proof(c, p)...)
		if link := web(p.URL); link != "" {
			r = r.with(row(Button{Label: "Read it at " + outletOf(p), Link: link}))
		}
	}
	if n := len(line.Proofs) - mostProofs; n > 0 {
		r.Blocks = append(r.Blocks, news.Block{Kind: news.Note, Text: say("And by %s more.", strconv.Itoa(n))})
	}
	if len(line.Proofs) == 0 {
		r.Blocks = append(r.Blocks, news.Block{Kind: news.Note, Text: say("No sentence is kept for this line.")})
	}
	return r
}

// proof shows one outlet's sentence, where it stands, and how it was read.
func proof(c call, p news.Proof) []news.Block {
	from := say("*%s*", outletOf(p))
	if p.Provenance != "" {
		from = append(from, say(", citing %s", p.Provenance)...)
	}
	from = append(from, say(" · %s", dayIn(c.day(p.Published), c.today()))...)
	if p.Title != "" {
		from = append(from, news.Run{Words: "\n" + p.Title, Link: web(p.URL)})
	}
	blocks := []news.Block{
		{Kind: news.Note, Text: news.Text{{Words: shorten(p.Sentence, 1200), Style: news.Quote}}},
		{Kind: news.Note, Text: from},
	}
	if p.Rule != "" {
		blocks = append(blocks, news.Block{Kind: news.Note, Text: say("~%s~", fmt.Sprintf("read by the rule %s, %d%% sure", p.Rule, p.Confidence))})
	}
	return blocks
}

func outletOf(p news.Proof) string {
	if p.Outlet == "" {
		return "an unnamed outlet"
	}
	return p.Outlet
}

// web is a link that may be opened from a chat; "" for any other.
func web(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}
