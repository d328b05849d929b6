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

// lastDay is a window on the last of the fourteen days.
func lastDay() news.Window {
	return news.Window{After: lookback - 300, Until: lookback, At: time.Date(2031, 3, 15, 8, 0, 0, 0, time.UTC)}
}

func BenchmarkDigest(b *testing.B) {
	stories := compose.Stories(archive(lookback), nil)
	r := news.Reader{Topics: []news.Topic{{ID: "all", Any: []string{"word7", "word77"}}, {ID: "b", People: []string{"Given5 Surname5"}}}}
	w := lastDay()
	for b.Loop() {
		compose.Digest(r, stories, w)
	}
}

// BenchmarkDigestEverything is for a reader without any rule.
func BenchmarkDigestEverything(b *testing.B) {
	stories := compose.Stories(archive(lookback), nil)
	w := lastDay()
	for b.Loop() {
		compose.Digest(everything, stories, w)
	}
}

// BenchmarkMorning composes for a hundred readers from stories that nobody has
// read yet.
func BenchmarkMorning(b *testing.B) {
	reports := archive(lookback)
	for b.Loop() {
		b.StopTimer()
		stories := compose.Stories(reports, nil)
		b.StartTimer()
		for i := range 100 {
			compose.Digest(subscriber(i), stories, lastDay())
		}
	}
}

// subscriber is one of many: they share eight topics, and some have one of
// their own, follow a person or hide a word.
func subscriber(i int) news.Reader {
	r := news.Reader{Topics: []news.Topic{shared(i % 8), shared(i * 3 % 8)}}
	if i%3 == 0 {
		r.Topics = append(r.Topics, news.Topic{ID: "own", Any: []string{fmt.Sprintf("word%d", i)}, People: []string{someone(i)}})
	}
	if i%4 == 0 {
		r.Followed = []string{someone(lookback/4 - i)}
	}
	if i%5 == 0 {
		r.Hidden = []string{fmt.Sprintf("word%d", 5*i)}
	}
	return r
}

func shared(i int) news.Topic {
	return news.Topic{ID: news.TopicID(fmt.Sprint(i)), Any: []string{fmt.Sprintf("word%d", 7*i), fmt.Sprintf("word%d", 11*i+1)}}
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
