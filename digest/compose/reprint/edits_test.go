package reprint_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/digest/compose/reprint"
)

var articles = flag.String("articles", "", "measure on this file of articles, one JSON object with title, text, source and date a line")

// edit is what becomes of a text where it is printed again.
type edit struct {
	name string
	make func(number int, body string) string
}

var edits = []edit{
	{"header and footer", framed},
	{"last quarter cut", lastQuarterCut},
	{"5 % of words changed", func(n int, body string) string { return changed(n, body, 5) }},
	{"15 % of words changed", func(n int, body string) string { return changed(n, body, 15) }},
	{"first half", firstHalf},
}

func framed(_ int, body string) string {
	return "By our newsroom. Published with the kind leave of the agency that sent it to us this morning.\n\n" + body +
		"\n\nRead more on our pages and follow our channel so that you miss nothing. All rights are reserved; no part of this may be copied. Write to the editor."
}

// lastQuarterCut keeps three of four paragraphs, rounded up.
func lastQuarterCut(_ int, body string) string {
	paragraphs := strings.Split(body, "\n\n")
	return strings.Join(paragraphs[:(3*len(paragraphs)+3)/4], "\n\n")
}

func firstHalf(_ int, body string) string {
	words := strings.SplitAfter(body, " ")
	return strings.Join(words[:len(words)/2], "")
}

// changed puts another word of the text for so many in a hundred.
func changed(number int, body string, percent uint64) string {
	words := strings.SplitAfter(body, " ")
	out := slices.Clone(words)
	for i := range words {
		h := fnv.New64a()
		fmt.Fprint(h, number, " ", i)
		if sum := h.Sum64() >> 7; sum%100 < percent {
			out[i] = words[(sum>>8)%uint64(len(words))]
		}
	}
	return strings.Join(out, "")
}

// Edits of each article are held against all articles as they were. Of what is
// found nearly all must be the article edited, or its like in all but a few
// words; and of the edits nearly all must be found. With -articles the figures
// are those of that file.
func TestEditsAreFound(t *testing.T) {
	t.Parallel()
	all := drawn(400)
	if *articles != "" {
		all = readArticles(t, *articles)
	}
	shelf := reprint.NewShelf()
	prints := make([]*reprint.Print, len(all))
	for i, a := range all {
		prints[i] = reprint.Of(a)
		shelf.Add(prints[i])
	}
	var sum tally
	for _, e := range edits {
		var one tally
		for i, a := range all {
			p := reprint.Of(reprint.Text{Source: "another", Title: a.Title, Body: e.make(i, a.Body), Published: a.Published})
			number, found := shelf.Find(p)
			one.count(found, found && (number == i || prints[number].Alike(prints[i]) > 0.85))
		}
		t.Logf("%-22s %s", e.name, one)
		sum.add(one)
	}
	t.Logf("%-22s %s", "all", sum)
	if sum.precision() < 0.995 || sum.recall() < 0.97 {
		t.Errorf("precision %.4f, recall %.4f", sum.precision(), sum.recall())
	}
	logUnlike(t, all, prints)
}

// logUnlike compares all articles with one another, whatever their bands say.
func logUnlike(t *testing.T, all []reprint.Text, prints []*reprint.Print) {
	pairs, alike := 0, 0
	for i, p := range prints {
		for j, q := range prints[:i] {
			pairs++
			if like := p.Alike(q); like > 0 {
				alike++
				if testing.Verbose() && *articles != "" {
					t.Logf("%.2f %.70q %.70q", like, all[j].Title, all[i].Title)
				}
			}
		}
	}
	t.Logf("%d of %d pairs of articles as they were are one release", alike, pairs)
}

// tally counts edits: those found, and those found as what they are.
type tally struct{ edits, found, right int }

func (c *tally) count(found, right bool) {
	c.edits++
	if found {
		c.found++
		if right {
			c.right++
		}
	}
}

func (c *tally) add(d tally) {
	c.edits, c.found, c.right = c.edits+d.edits, c.found+d.found, c.right+d.right
}

func (c tally) precision() float64 { return float64(c.right) / float64(max(1, c.found)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(1, c.edits)) }

func (c tally) String() string {
	return fmt.Sprintf("%5d edits, precision %.4f, recall %.4f", c.edits, c.precision(), c.recall())
}

func readArticles(t *testing.T, name string) []reprint.Text {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []reprint.Text
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a struct{ Title, Text, Source, Date string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatalf("article %d: %v", len(all)+1, err)
		}
		day, _ := time.Parse(time.DateOnly, a.Date)
		all = append(all, reprint.Text{Source: a.Source, Title: a.Title, Body: a.Text, Published: day})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
