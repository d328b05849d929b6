package scale_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

var articles = flag.Int("articles", 80, "how many articles TestLookUps puts into each store")

// newest is when the last article was published; one came every five minutes.
var newest = time.Date(2031, 3, 4, 7, 55, 0, 0, time.UTC)

// TestLookUps fills each store with articles and asks the bot what people ask
// it, a hundred times each, with names and words from the most common to those
// that stand in one article.
//
//	go test ./storage/storagetest/scale -run LookUps -articles 100000 -timeout 60m -v
func TestLookUps(t *testing.T) {
	var tb table
	said := map[string][]string{}
	for _, k := range keepers(t) {
		t.Run(k.name, func(t *testing.T) { measureLookUps(t, k, &tb, said) })
	}
	for asked, answers := range said {
		if len(answers) == 2 && answers[0] != answers[1] {
			t.Errorf("%s: the stores answer differently:\n%s\n\n%s", asked, answers[0], answers[1])
		}
	}
	tb.write(t.Output(), fmt.Sprintf("%d articles", *articles), "SQLite", "Redis")
}

// asking are what people type; %s is a name, %d a number of a word.
var asking = []struct{ command, like string }{
	{"/who", "/who %s"}, {"/met", "/met %s"}, {"/met, two", "/met %s with First1 Last1"},
	{"/said", "/said %s"}, {"/said, on a word", "/said %s word%d"}, {"/visits", "/visits"}, {"/visits, of one", "/visits %s"},
	{"/search", "/search word%d"}, {"/search, two words", "/search word%d word7"}, {"/search, a phrase", `/search "word%d word3"`},
}

func measureLookUps(t *testing.T, k keeper, tb *table, said map[string][]string) {
	empty, begun := k.size(), time.Now()
	for g := newWriter(); g.n < *articles; {
		in := storage.Intake{}
		for range min(200, *articles-g.n) {
			in.Reports = append(in.Reports, g.report())
		}
		if _, err := k.SaveReports(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	tb.add("saved", rate(*articles, time.Since(begun)))
	tb.add("bytes an article", fmt.Sprint((k.size()-empty)/int64(*articles)))
	b := bot.New(bot.Options{Store: k, Desk: nobody{}, Zone: "UTC", Name: "scale", Log: slog.New(slog.DiscardHandler), Door: news.Open})
	now := newest.Add(time.Minute)
	for _, a := range asking {
		before := cpuOf(t, k)
		took, _ := timed(t, min(100, *articles/4), 1, func(ctx context.Context, n int) error {
			line := strings.NewReplacer("%s", nameOf(uint64(n*n/3)), "%d", fmt.Sprint(n*n)).Replace(a.like)
			m := bot.Message{At: news.Address{Chat: 7}, Kind: "private", From: bot.User{ID: 7, Name: "Ada"}, Text: line}
			r := b.Answer(ctx, now, m)
			if n%10 == 0 {
				said[line] = append(said[line], fmt.Sprint(r.Blocks))
			}
			return nil
		})
		tb.add(a.command, fmt.Sprintf("%s; %s of a processor", took, short((cpuOf(t, k)-before)/time.Duration(len(took)))))
	}
	stats, _ := timed(t, 20, 1, func(ctx context.Context, _ int) error { _, err := k.Stats(ctx); return err })
	tb.add("/stats", stats.String())
	if k.ask != nil {
		t.Logf("a round trip to the server: %s", roundTrip(t, k.ask))
		whereArticlesGo(t, k)
	}
}

// whereArticlesGo sums up what keys of each tag and kind take, by Redis's own
// estimate.
func whereArticlesGo(t *testing.T, k keeper) {
	sums, counts := map[string]int64{}, map[string]int64{}
	seen := map[string]int64{}
	scan := k.ask.Scan(t.Context(), 0, "*", 1000).Iterator()
	for scan.Next(t.Context()) {
		kind := kindOf(scan.Val())
		seen[kind]++
		step := int64(1)
		if *articles > 1000 {
			step = 20
		}
		if seen[kind]%step != 0 && seen[kind] > step {
			continue
		}
		bytes, err := k.ask.MemoryUsage(t.Context(), scan.Val(), 5).Result()
		if err != nil {
			t.Fatal(err)
		}
		sums[kind], counts[kind] = sums[kind]+bytes, counts[kind]+1
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	for kind, n := range seen {
		t.Logf("%-24s %8d keys %6d bytes an article", kind, n, sums[kind]*n/counts[kind]/int64(*articles))
	}
}

// kindOf is a key's family and kind: "i report", "i word", "names word".
func kindOf(key string) string {
	_, rest, _ := strings.Cut(key, "{")
	tag, name, _ := strings.Cut(rest, "}:")
	tag = strings.TrimRight(tag, "0123456789")
	kind, _, single := strings.Cut(name, ":")
	switch {
	case tag == "i" && !single && strings.HasPrefix(name, "·"):
		return "i mark"
	case tag == "i" && !single:
		return "i word"
	case single && kind == "reports":
		return tag + " " + name
	}
	return tag + " " + kind
}

// writer writes articles of about 130 words with some facts each. Words and
// names come up as unevenly as in the news.
type writer struct {
	*rand.Rand
	words, names *rand.Zipf
	n            int
}

func newWriter() *writer {
	r := rand.New(rand.NewPCG(7, 11))
	return &writer{Rand: r, words: rand.NewZipf(r, 1.2, 6, 60_000), names: rand.NewZipf(r, 1.2, 8, 8000)}
}

func nameOf(n uint64) string { return fmt.Sprintf("First%d Last%d", n%97, n) }

func (g *writer) name() string { return nameOf(g.names.Uint64()) }

func (g *writer) sentence(words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "word%d", g.words.Uint64())
	}
	return b.String() + "."
}

func (g *writer) report() news.Report {
	g.n++
	at := newest.Add(-time.Duration(*articles-g.n) * 5 * time.Minute)
	a, b, c, place := g.name(), g.name(), g.name(), fmt.Sprint("Place", g.IntN(300))
	told := []string{
		a + " met " + b + " in " + place + ". ", c + " said: " + g.sentence(12) + " ", a + " said: " + g.sentence(10) + " ", b + " will visit " + place + ". ",
	}
	r := news.Report{Article: news.Article{
		ID: news.IdentityOf("bell", fmt.Sprint(g.n)), Source: news.SourceID(fmt.Sprint("source", g.n%50)), Outlet: fmt.Sprintf("The Bell %d", g.n%50),
		URL: fmt.Sprintf("https://bell%d.example/news/%d", g.n%50, g.n), Title: g.sentence(8),
		Text: strings.Join(told, "") + g.sentence(90), Published: at, Seen: at, Fingerprint: fmt.Sprint("print", g.n),
	}}
	start := 0
	proof := func(i int) news.Evidence {
		e := news.Evidence{Span: news.Span{Start: start, End: start + len(told[i])}, Rule: "test/told", Confidence: 90}
		start += len(told[i])
		return e
	}
	day := news.DayOf(at, time.UTC)
	r.Facts.Meetings = []news.Meeting{{Participants: []string{a, b}, Place: place, Day: day, Evidence: proof(0)}}
	r.Facts.Statements = []news.Statement{{Speaker: c, Evidence: proof(1)}, {Speaker: a, Evidence: proof(2)}}
	if visit := proof(3); g.n%3 == 0 {
		r.Facts.Visits = []news.Visit{{Visitors: []string{b}, To: place, Start: day.Add(g.IntN(9)), End: day.Add(9), Evidence: visit}}
	}
	return r
}

// nobody is a desk that is not asked.
type nobody struct{ bot.Desk }

var errNobody = errors.New("nobody is here")

func (nobody) Preview(context.Context, digest.Request, time.Time) (news.Digest, error) {
	return news.Digest{}, errNobody
}
