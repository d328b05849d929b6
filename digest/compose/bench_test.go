package compose_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/digest/compose"
	"readout/digest/news"
)

const lookback = 5000

// archive makes a look-back of n reports: 700 people of whom few are in the
// news each day, meetings told by several outlets, 750 words a report.
func archive(n int) []news.Report {
	reports := make([]news.Report, n)
	for i := range reports {
		reports[i] = archived(i)
	}
	return reports
}

func archived(i int) news.Report {
	at := time.Date(2031, 3, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 4 * time.Minute)
	r := news.Report{Article: news.Article{
		ID: news.ArticleID(fmt.Sprint(i)), Seq: int64(i + 1), Published: at, Seen: at,
		Outlet: fmt.Sprintf("Outlet %d", i%40), Source: news.SourceID(fmt.Sprint(i % 40)), Title: fmt.Sprintf("Headline %d", i),
	}}
	occasion := i / 4 // four reports of each
	body := &strings.Builder{}
	for w := range 600 {
		fmt.Fprintf(body, "word%d ", (occasion*31+w*w+i%4*w)%5000)
	}
	e := news.Evidence{Rule: "bench", Confidence: 90, Span: news.Span{Start: 0, End: 20}}
	a, b := someone(occasion), someone(occasion+1)
	r.Facts.People = []news.Person{{Name: a, Roles: []string{"Minister"}}, {Name: b}}
	r.Facts.Meetings = []news.Meeting{{
		Kind: news.InPerson, Status: news.Held, Participants: []string{a, b}, Day: news.DayOf(at, time.UTC), DayBasis: news.Stated, Main: true, Evidence: e,
	}}
	r.Facts.Visits = []news.Visit{{Visitors: []string{a}, To: fmt.Sprintf("City %d", occasion%50), Status: news.Ongoing, Evidence: e}}
	for k := range 10 {
		fmt.Fprintf(body, "\nHe said ")
		start := body.Len()
		for w := range 12 {
			fmt.Fprintf(body, "term%d ", (occasion*17+k*131+w*w*7)%900)
		}
		r.Facts.Statements = append(r.Facts.Statements, news.Statement{Speaker: a, Content: []news.Span{{Start: start, End: body.Len() - 1}}, Evidence: e})
	}
	r.Article.Text = body.String()
	return r
}

// someone is one of 700 people; every third time one of seven.
func someone(n int) string {
	if n%3 == 0 {
		n %= 7
	}
	return fmt.Sprintf("Given%d Surname%d", n%700, n%700)
}

func BenchmarkStories(b *testing.B) {
	reports := archive(lookback)
	for b.Loop() {
		compose.Stories(reports, nil)
	}
}

func BenchmarkDigest(b *testing.B) {
	stories := compose.Stories(archive(lookback), nil)
	r := news.Reader{Topics: []news.Topic{{ID: "all", Any: []string{"word7", "word77"}}, {ID: "b", People: []string{"Given5 Surname5"}}}}
	w := news.Window{After: lookback - 300, Until: lookback, At: time.Date(2031, 3, 15, 8, 0, 0, 0, time.UTC)}
	for b.Loop() {
		compose.Digest(r, stories, w)
	}
}

// Four reports of each occasion come to one story, however alike the names and
// words of the others are.
func TestStoriesOfABusyLookback(t *testing.T) {
	t.Parallel()
	stories := compose.Stories(archive(400), nil)
	if len(stories) != 100 {
		t.Errorf("%d stories", len(stories))
	}
}
