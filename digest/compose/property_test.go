package compose_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"readout/digest/compose"
	"readout/digest/news"
)

// world draws reports that tell, again and again, some of a dozen occasions,
// sayings and trips. The rule of each fact names what it tells.
func world(t *rapid.T) []news.Report {
	n := rapid.IntRange(1, 24).Draw(t, "reports")
	reports := make([]news.Report, n)
	for i := range reports {
		reports[i] = told(t, int64(i+1))
	}
	return reports
}

func told(t *rapid.T, seq int64) news.Report {
	at := time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC).Add(time.Duration(seq) * time.Hour)
	r := news.Report{Article: news.Article{
		ID: news.ArticleID(fmt.Sprint(seq)), Seq: seq, Published: at, Seen: at,
		Outlet: noisy(t, "Outlet ") + fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "outlet")),
		Title:  noisy(t, "Title "), Source: "s",
	}}
	for _, k := range rapid.SliceOfNDistinct(rapid.IntRange(0, 11), 0, 4, rapid.ID[int]).Draw(t, "facts") {
		tell(t, &r, k)
	}
	return r
}

// noisy puts marks that belong in no line behind a word.
func noisy(t *rapid.T, s string) string {
	return s + rapid.SampledFrom([]string{"", "\n", "\t\x07", "\u202e", "\r\n\r\n", "\u2028"}).Draw(t, "noise")
}

var givenNames = strings.Fields("Ada Bo Cid Dag Eva Flo Gil Hal Ida Jon Kim Lea")

func personOf(k int) string { return givenNames[k] + " " + givenNames[k] + "son" }

// tell adds the k-th fact of the world, in one of the ways to tell it.
func tell(t *rapid.T, r *news.Report, k int) {
	e := news.Evidence{Rule: fmt.Sprintf("fact/%d", k), Confidence: 90}
	switch k % 3 {
	case 0:
		m := news.Meeting{Kind: news.InPerson, Status: statusOf(t), Participants: []string{personOf(k), personOf(k + 1)}, Evidence: e}
		if rapid.Bool().Draw(t, "surname") {
			m.Participants[1] = givenNames[k+1] + "son"
		}
		if rapid.Bool().Draw(t, "day") {
			m.Day, m.DayBasis = "2031-03-04", news.Stated
		}
		m.Main = rapid.Bool().Draw(t, "main")
		r.Facts.Meetings = append(r.Facts.Meetings, m)
	case 1:
		words := fmt.Sprintf("matter %d of %s stands", k, givenNames[k])
		start := len(r.Article.Text) + len("Said: ")
		r.Article.Text += "Said: " + words + ".\n"
		r.Facts.Statements = append(r.Facts.Statements, news.Statement{
			Speaker: personOf(k), Content: []news.Span{{Start: start, End: start + len(words)}}, Evidence: e, Key: rapid.Bool().Draw(t, "key"),
		})
	case 2:
		r.Facts.Visits = append(r.Facts.Visits, news.Visit{Visitors: []string{personOf(k)}, To: "Norvia", Status: news.Ongoing, Evidence: e})
	}
}

func statusOf(t *rapid.T) news.Status {
	return rapid.SampledFrom([]news.Status{news.Held, news.Ongoing, news.Planned, news.Cancelled}).Draw(t, "status")
}

// windows parts the sequences up to n into windows that follow on one another.
func windows(t *rapid.T, n int) []news.Window {
	var all []news.Window
	at := time.Date(2031, 3, 5, 8, 0, 0, 0, time.UTC)
	for from := 0; from < n; {
		to := rapid.IntRange(from+1, n).Draw(t, "window")
		all = append(all, news.Window{After: int64(from), Until: int64(to), Since: at, At: at.Add(time.Hour)})
		from, at = to, at.Add(time.Hour)
	}
	return all
}

func reader(t *rapid.T) news.Reader {
	r := news.Reader{
		Topics: []news.Topic{{ID: "all", Name: noisy(t, "All")}},
		Length: rapid.SampledFrom([]news.Length{"", news.Short, news.Normal, news.Full}).Draw(t, "length"),
	}
	if rapid.Bool().Draw(t, "follows") {
		r.Followed = []string{personOf(rapid.IntRange(0, 11).Draw(t, "followed"))}
	}
	if rapid.Bool().Draw(t, "two topics") {
		r.Topics = append(r.Topics, news.Topic{ID: "ada", People: []string{"Ada Adason"}})
	}
	return r
}

func blocksOf(d news.Digest) []news.Block {
	return append(d.Blocks[:len(d.Blocks):len(d.Blocks)], d.More...)
}

func TestEveryFactIsNewInOneWindow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		reports, r := world(t), reader(t)
		stories := compose.Stories(reports, nil)
		times := map[string]int{}
		for _, w := range windows(t, len(reports)) {
			for _, b := range blocksOf(compose.Digest(r, stories, w)) {
				if b.Number > 0 && !strings.HasPrefix(b.Text.String(), "UPDATE") {
					times[b.Proofs[0].Rule]++
				}
			}
		}
		for _, report := range reports {
			for _, rule := range rulesOf(report.Facts) {
				if times[rule] != 1 {
					t.Fatalf("%s was new %d times", rule, times[rule])
				}
			}
		}
	})
}

func rulesOf(f news.Facts) []string {
	var rules []string
	for _, m := range f.Meetings {
		rules = append(rules, m.Rule)
	}
	for _, s := range f.Statements {
		rules = append(rules, s.Rule)
	}
	for _, v := range f.Visits {
		rules = append(rules, v.Rule)
	}
	return rules
}

func TestLaterReportsChangeNoEarlierDigest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		reports, r := world(t), reader(t)
		all := compose.Stories(reports, nil)
		for _, w := range windows(t, len(reports)) {
			want := compose.Digest(r, compose.Stories(reports[:w.Until], nil), w)
			if diff := cmp.Diff(want, compose.Digest(r, all, w)); diff != "" {
				t.Fatalf("window %d..%d (-known then +known now)\n%s", w.After+1, w.Until, diff)
			}
		}
	})
}

func TestBlocksAreSingleLinesInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		reports, r := world(t), reader(t)
		stories := compose.Stories(reports, nil)
		for _, w := range windows(t, len(reports)) {
			d := compose.Digest(r, stories, w)
			n := 0
			for _, b := range blocksOf(d) {
				if strings.ContainsFunc(b.Text.String(), unprintable) {
					t.Fatalf("block %q", b.Text.String())
				}
				if (b.Kind == news.Item) != (b.Number > 0) || (b.Kind == news.Item) != (len(b.Proofs) > 0) {
					t.Fatalf("block of kind %s has number %d and %d proofs", b.Kind, b.Number, len(b.Proofs))
				}
				if b.Number > 0 {
					if n++; b.Number != n {
						t.Fatalf("line %d is numbered %d", n, b.Number)
					}
				}
			}
			if d.Lines != n {
				t.Fatalf("%d lines counted, %d there", d.Lines, n)
			}
		}
	})
}

func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

func TestTheSameReportsGiveTheSameDigest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		reports, r := world(t), reader(t)
		w := news.Window{Until: int64(len(reports)), At: time.Date(2031, 3, 5, 8, 0, 0, 0, time.UTC)}
		first := compose.Digest(r, compose.Stories(reports, nil), w)
		if diff := cmp.Diff(first, compose.Digest(r, compose.Stories(reports, nil), w)); diff != "" {
			t.Fatal(diff)
		}
	})
}
