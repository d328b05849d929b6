package telegram_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"readout/bot/telegram"
	"readout/digest/news"
)

var monday = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// M7: any lines in any script come in parts within the budgets, balanced, in
// their order, and nothing is lost.
func TestM7PartsHoldEverythingWithinTheBudgets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		e := hostileEdition(rand.New(rand.NewPCG(seed, 1)), rapid.SampledFrom([]int{1, 5, 15, 15, 15, 15, 30, 30, 60, 60, 500}).Draw(t, "most"))
		c := new(telegram.Client)
		parts := c.Parts(e)
		if diff := cmp.Diff(parts, c.Parts(e)); diff != "" {
			t.Fatalf("asked twice, other parts: %s", diff)
		}
		for i := range parts {
			parts[i].Unsure = rapid.IntRange(0, 1).Draw(t, "unsure")
		}
		checkParts(t, e, parts)
	})
}

func checkParts(t *rapid.T, e news.Edition, parts []news.Part) {
	next := 0
	for i, p := range parts {
		if p.From != next || p.To <= p.From {
			t.Fatalf("part %d is [%d, %d), want it to begin at %d", i, p.From, p.To, next)
		}
		next = p.To
		html, plain := telegram.Shown(e, parts, i)
		checkBudgets(t, html, plain)
		// The words are those of the blocks, one after the other.
		rest := plain
		for _, b := range e.Blocks[p.From:p.To] {
			words := telegram.Block(b)
			at := strings.Index(rest, words)
			if at < 0 {
				t.Fatalf("part %d lacks %q, or has it at another place", i, words)
			}
			if blank := strings.Trim(rest[:at], "\n"); blank != "" && i == 0 && !strings.HasPrefix(blank, " (") && !strings.HasPrefix(blank, "(") {
				t.Fatalf("part %d has %q between its blocks", i, blank)
			}
			rest = rest[at+len(words):]
		}
	}
	if next != len(e.Blocks) {
		t.Fatalf("the parts hold %d of %d blocks", next, len(e.Blocks))
	}
}

var tag = regexp.MustCompile(`<(/?)([a-z]+)( [^>]*)?>`)

// checkBudgets counts anew, from the markup as it leaves.
func checkBudgets(t *rapid.T, html, plain string) {
	if n := len(utf16.Encode([]rune(plain))); n > 4096 || n == 0 {
		t.Fatalf("%d units", n)
	}
	if len(html) > 32768 {
		t.Fatalf("%d bytes", len(html))
	}
	var open []string
	entities, data := 0, 0
	for _, m := range tag.FindAllStringSubmatch(html, -1) {
		if m[1] == "" {
			open = append(open, m[2])
			entities++
			data += 16 + len(strings.TrimPrefix(m[3], " href="))
			continue
		}
		if len(open) == 0 || open[len(open)-1] != m[2] {
			t.Fatalf("</%s> closes %v", m[2], open)
		}
		open = open[:len(open)-1]
	}
	if len(open) > 0 || entities > 100 || data > 9500 {
		t.Fatalf("%d entities of %d bytes, open at the end: %v", entities, data, open)
	}
	if bare := tag.ReplaceAllString(html, ""); strings.ContainsAny(bare, "<>") {
		t.Fatalf("markup that is none of ours: %q", bare)
	}
	back := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(tag.ReplaceAllString(html, ""))
	if back != plain {
		t.Fatalf("the words read back are others:\n%q\n%q", back, plain)
	}
}

// hostileEdition makes a digest of 1 to most lines as no outlet should write
// them.
func hostileEdition(r *rand.Rand, most int) news.Edition {
	var blocks []news.Block
	if r.IntN(5) > 0 {
		blocks = append(blocks, news.Block{Kind: news.Heading, Text: news.Text{{Words: hostile(r, 100), Style: news.Bold}}})
	}
	for n := range 1 + r.IntN(most) {
		if n%17 == 3 {
			blocks = append(blocks, news.Block{Kind: news.Title, Text: news.Text{{Words: "MET", Style: news.Bold}}})
		}
		blocks = append(blocks, news.Block{Kind: news.Item, Number: n + 1, Text: hostileText(r)})
	}
	blocks = append(blocks, news.Block{Kind: news.Note, Text: news.Say("That is all.")})
	return news.NewEdition(blocks, nil, monday)
}

func hostileText(r *rand.Rand) news.Text {
	var text news.Text
	for range 1 + r.IntN(5) {
		run := news.Run{Words: hostile(r, 20), Style: news.Style(r.IntN(6))}
		switch r.IntN(6) {
		case 0:
			run.Link = "https://a.example/" + hostile(r, 20)
		case 1:
			run.Link = "https://b.example/?long=" + strings.Repeat("%20x", r.IntN(300))
		}
		text = append(text, run)
	}
	if r.IntN(100) == 0 {
		text = append(text, news.Run{Words: strings.Repeat(hostile(r, 10)+"x", 1+r.IntN(1000))})
	}
	return text
}

var hostilePieces = []string{
	"<", ">", "&", `"`, "'", "</b>", "<b>", "<a href=\"x", "&lt;", "&amp;lt;", "&#0;", "<3", "<!--", "]]>",
	"@channel", "/start", "#tag", "$TAG", "+44 20 7946 0000", "4111 1111 1111 1111", "a.b.c.d", "www.a.example", "tg://x", "mailto:a@b.example",
	"\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u200c", "\u200e", "\u200f", "\ufeff", "\u0301\u0302\u0303\u0304\u0305", "\u030a", "\n", "\n\n\n\n", "\t", "\x00", "\r\n",
	"Ångström", "Ελλάδα", "Москва", "العربية", "فارسی می\u200cخواهم", "हिन्दी क्षत्रिय", "ไทยก็", "中文", "日本語ガ", "한국어", "ⵣ", "🏴\U000e0067\U000e0062\U000e007f", "👩‍👩‍👧‍👦", "🇳🇴", "🙂🏽", "ᄀᄀᄀᆨ",
	" ", " ", " ", "a", "word", "two words", "…", "\u3164", "\xff", "A\u030a", "𝔘𝔫𝔦", "＃x", "⁉️",
}

func hostile(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		if r.IntN(20) == 0 {
			b.WriteRune(rune(r.IntN(0x10ffff)))
		}
		b.WriteString(hostilePieces[r.IntN(len(hostilePieces))])
	}
	return b.String()
}

func TestM5ALineBeyondAllBoundsIsCut(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]string{
		"one long word":      strings.Repeat("x", 5000),
		"emoji":              strings.Repeat("👩‍👩‍👧", 3000),
		"a letter and marks": "x" + strings.Repeat("\u0301", 100000),
		"jamo without end":   strings.Repeat("ᄀ", 20000),
		"megabytes":          strings.Repeat("many words ", 200000),
		"addresses":          strings.Repeat("a.b ", 500),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := news.NewEdition([]news.Block{
				{Kind: news.Heading, Text: news.Say("World")},
				{Kind: news.Item, Number: 7, Text: news.Say(words)},
				{Kind: news.Note, Text: news.Say("That is all.")},
			}, nil, monday)
			parts := new(telegram.Client).Parts(e)
			if len(parts) != 1 {
				t.Fatalf("got %d parts", len(parts))
			}
			_, plain := telegram.Shown(e, parts, 0)
			if !strings.HasPrefix(plain, "World\n\n7 ") || !strings.HasSuffix(plain, "\n\nThat is all.") {
				t.Errorf("got %.40q ... %q", plain, plain[max(0, len(plain)-40):])
			}
			if name != "a letter and marks" && !strings.Contains(plain, "…") {
				t.Error("nothing tells that it was cut")
			}
		})
	}
}

func TestALongDigestRepeatsItsHeading(t *testing.T) {
	t.Parallel()
	blocks := []news.Block{{Kind: news.Heading, Text: news.Text{{Words: "World · Mon 2 Mar", Style: news.Bold}}}}
	for n := range 60 {
		if n%20 == 0 {
			blocks = append(blocks, news.Block{Kind: news.Title, Text: news.Say("SAID")})
		}
		blocks = append(blocks, news.Block{Kind: news.Item, Number: n + 1, Text: news.Say(strings.Repeat("word ", 30))})
	}
	e := news.NewEdition(blocks, nil, monday)
	parts := new(telegram.Client).Parts(e)
	if len(parts) != 3 {
		t.Fatalf("got %d parts", len(parts))
	}
	for i := range parts {
		html, _ := telegram.Shown(e, parts, i)
		want := fmt.Sprintf("<b>World · Mon 2 Mar</b> (%d/3)\n\n", i+1)
		if !strings.HasPrefix(html, want) {
			t.Errorf("part %d begins %.60q", i+1, html)
		}
		if last := e.Blocks[parts[i].To-1]; last.Kind == news.Title {
			t.Errorf("part %d ends in a section's title", i+1)
		}
	}
}

func TestAShortDigestIsOneMessage(t *testing.T) {
	t.Parallel()
	e := news.NewEdition([]news.Block{
		{Kind: news.Heading, Text: news.Say("World")},
		{Kind: news.Title, Text: news.Say("MET")},
		{Kind: news.Item, Number: 1, Text: news.Say("A – B")},
		{Kind: news.Item, Number: 2, Text: news.Say("C – D")},
		{Kind: news.Note, Text: news.Say("That is all.")},
	}, nil, monday)
	parts := new(telegram.Client).Parts(e)
	_, plain := telegram.Shown(e, parts, 0)
	if want := "World\n\nMET\n1 A – B\n2 C – D\n\nThat is all."; len(parts) != 1 || plain != want {
		t.Errorf("got %d parts, %q", len(parts), plain)
	}
	if none := new(telegram.Client).Parts(news.Edition{}); none != nil {
		t.Errorf("nothing comes in parts %v", none)
	}
}

// A part that may have come before says so, and no other does.
func TestAPartThatMayRepeatSaysSo(t *testing.T) {
	t.Parallel()
	heading := news.Block{Kind: news.Heading, Text: news.Say("World")}
	line := news.Block{Kind: news.Item, Number: 1, Text: news.Say("A – B")}
	whole, halves := []news.Part{{To: 2}}, []news.Part{{To: 1}, {From: 1, To: 2}}
	for _, c := range []struct {
		blocks       []news.Block
		parts        []news.Part
		part, unsure int
		want         string
	}{
		{[]news.Block{heading, line}, whole, 0, 0, "World (may repeat)\n\n1 A – B"},
		{[]news.Block{heading, line}, whole, 0, -1, "World\n\n1 A – B"},
		{[]news.Block{line, line}, whole, 0, 0, "(may repeat)\n\n1 A – B\n1 A – B"},
		{[]news.Block{heading, line}, halves, 0, 0, "World (1/2, may repeat)"},
		{[]news.Block{heading, line}, halves, 1, 1, "World (2/2, may repeat)\n\n1 A – B"},
		{[]news.Block{heading, line}, halves, 1, 0, "World (2/2)\n\n1 A – B"},
	} {
		parts := slices.Clone(c.parts)
		if c.unsure >= 0 {
			parts[c.unsure].Unsure = 1
		}
		if _, plain := telegram.Shown(news.NewEdition(c.blocks, nil, monday), parts, c.part); plain != c.want {
			t.Errorf("got %q, want %q", plain, c.want)
		}
	}
}

func BenchmarkParts(b *testing.B) {
	var blocks []news.Block
	for n := range 30 {
		blocks = append(blocks, news.Block{Kind: news.Item, Number: n + 1, Text: news.Text{
			{Words: "Ana Prado", Style: news.Bold}, {Words: " said that the maps will be handed over by spring · 14 Nov · "},
			{Words: "Harbour Post", Link: "https://harbourpost.example/2026/11/14/maps"},
		}})
	}
	e := news.NewEdition(blocks, nil, monday)
	c := new(telegram.Client)
	for b.Loop() {
		parts := c.Parts(e)
		telegram.Shown(e, parts, 0)
	}
}
