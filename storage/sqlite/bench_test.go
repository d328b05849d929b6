package sqlite_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

var benchReports = flag.Int("reports", 2000, "how many reports the benchmarks' archive holds")

// generator writes articles of about 130 words with a few facts each. Words
// and names come up as unevenly as in the news.
type generator struct {
	*rand.Rand
	words, names *rand.Zipf
	n            int
}

func newGenerator() *generator {
	r := rand.New(rand.NewPCG(1, 2))
	return &generator{Rand: r, words: rand.NewZipf(r, 1.3, 4, 20000), names: rand.NewZipf(r, 1.2, 8, 5000)}
}

func (g *generator) name() string {
	n := g.names.Uint64()
	return fmt.Sprintf("First%d Last%d", n%97, n)
}

func (g *generator) report() news.Report {
	g.n++
	at := time.Date(2028, 1, 1, 0, g.n*15, 0, 0, time.UTC)
	var b strings.Builder
	for range 130 {
		fmt.Fprintf(&b, "word%d ", g.words.Uint64())
	}
	r := news.Report{Article: news.Article{
		ID: news.IdentityOf("bell", fmt.Sprint(g.n)), Source: "bell", Outlet: "The Morning Bell", Title: "Talks", Text: b.String(), Published: at, Seen: at,
	}}
	whole := news.Evidence{Span: news.Span{Start: 0, End: 60}, Rule: "test/told", Confidence: 90}
	day := news.DayOf(at, time.UTC)
	r.Facts.Meetings = []news.Meeting{{Participants: []string{g.name(), g.name()}, Place: fmt.Sprint("place", g.IntN(200)), Day: day, Evidence: whole}}
	r.Facts.Statements = []news.Statement{{Speaker: g.name(), Evidence: whole}, {Speaker: g.name(), Evidence: whole}}
	if g.n%3 == 0 {
		r.Facts.Visits = []news.Visit{{Visitors: []string{g.name()}, To: fmt.Sprint("place", g.IntN(200)), Start: day, End: day.Add(3), Evidence: whole}}
	}
	return r
}

func (g *generator) intake(n int) storage.Intake {
	var in storage.Intake
	for range n {
		in.Reports = append(in.Reports, g.report())
	}
	return in
}

func benchArchive(b *testing.B) *sqlite.Store {
	b.Helper()
	s, err := sqlite.Open(b.Context(), b.TempDir()+"/readout.db", sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	for g := newGenerator(); g.n < *benchReports; {
		if _, err := s.SaveReports(b.Context(), g.intake(min(500, *benchReports-g.n))); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

func BenchmarkSaveReports(b *testing.B) {
	s := benchArchive(b)
	g := newGenerator()
	g.n = *benchReports
	for b.Loop() {
		b.StopTimer()
		in := g.intake(20)
		b.StartTimer()
		if _, err := s.SaveReports(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(20*b.N), "µs/report")
}

func BenchmarkSearch(b *testing.B) {
	s := benchArchive(b)
	seldom, often := []string{"First50 Last147"}, []string{"First0 Last0"}
	upcoming := news.DayOf(newGenerator().report().Article.Published.Add(time.Duration(*benchReports)*15*time.Minute), time.UTC)
	for name, q := range map[string]storage.Query{
		"newest":                      {},
		"word, common":                {Words: "word0"},
		"word, rare":                  {Words: "word9000"},
		"two words":                   {Words: "word5 word77"},
		"phrase":                      {Words: `"word1 word2"`},
		"phrase that nobody wrote":    {Words: `"word60 word61 word62"`},
		"person, often":               {People: [][]string{often}},
		"person, seldom":              {People: [][]string{seldom}},
		"met, often":                  {Kind: storage.Meetings, People: [][]string{often}},
		"met, two":                    {Kind: storage.Meetings, People: [][]string{often, seldom}},
		"met, in a place":             {Kind: storage.Meetings, Place: "place7"},
		"said, often, on a rare word": {Kind: storage.Statements, People: [][]string{often}, Words: "word700"},
		"visits, upcoming":            {Kind: storage.Visits, From: upcoming},
		"visits, past":                {Kind: storage.Visits, To: "2028-01-20"},
		"visits, on no day":           {Kind: storage.Visits, From: "2027-01-01", To: "2027-12-31"},
		"visits, of one, on a day":    {Kind: storage.Visits, People: [][]string{often}, From: "2028-01-10", To: "2028-01-10"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Search(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkArchive(b *testing.B) {
	s := benchArchive(b)
	stats, err := s.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	newest := stats.Newest
	for name, act := range map[string]func() error{
		"Who, full name":        func() error { _, err := storage.Who(b.Context(), s, "First0 Last0"); return err },
		"Who, beginning":        func() error { _, err := storage.Who(b.Context(), s, "last1"); return err },
		"FindNames, everybody":  func() error { _, err := s.FindNames(b.Context(), nil, false, 20); return err },
		"FindNames, one letter": func() error { _, err := s.FindNames(b.Context(), []string{"l"}, true, 20); return err },
		"Stats":                 func() error { _, err := s.Stats(b.Context()); return err },
		"SeqBefore": func() error {
			_, err := s.SeqBefore(b.Context(), newest.AddDate(0, 0, -3))
			return err
		},
		"Head": func() error { _, err := s.Head(b.Context()); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := act(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkClaimDue(b *testing.B) {
	s, err := sqlite.Open(b.Context(), b.TempDir()+"/readout.db", sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	for i := range *benchReports {
		_, err := s.UpdateSubscriber(b.Context(), news.Address{Chat: int64(i)}, func(sub *news.Subscriber) error {
			sub.Due = news.Slot{Date: "2031-03-04", Time: 480, At: now.Add(time.Duration(i) * time.Millisecond)}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	now = now.AddDate(0, 0, 1)
	for b.Loop() {
		claims, err := s.ClaimDue(b.Context(), now, "bench", time.Minute, 100)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		for _, c := range claims {
			if err := s.ReleaseClaim(b.Context(), c, time.Time{}); err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
	}
}
