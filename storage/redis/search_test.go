package redis_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

// TestSearchAgainstAllReports asks an archive that was saved and edited at
// random, and compares each answer with a look at all reports.
func TestSearchAgainstAllReports(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 5))
	s := open(t, imitation(t), redis.Options{})
	for range 12 {
		var in storage.Intake
		for range 10 {
			in.Reports = append(in.Reports, anyReport(random))
		}
		if _, err := s.SaveReports(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	all := byRank(t, s)
	full := 0
	for range 60 {
		q := anyQuery(random)
		var want []news.ArticleID
		for _, r := range all {
			if q.Answers(r) {
				want = append(want, r.Article.ID)
			}
		}
		if got := pages(t, s, q); !slices.Equal(got, want) {
			t.Errorf("%+v: got %v, want %v", q, got, want)
		}
		if len(want) > q.Size() {
			full++
		}
	}
	if full < 10 {
		t.Errorf("only %d answers had more than one page", full)
	}
}

var (
	someWords  = []string{"harbour", "pact", "talks", "fishing", "snow", "rain", "lake", "coast"}
	somePeople = []string{"Ana Prado", "Tom Reyes", "Mira Solano", "José Núñez"}
	somePlaces = []string{"Lyon", "Malta", "New Lyon"}
)

func oneOf[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func anyDay(r *rand.Rand) news.Day {
	return oneOf(r, []news.Day{"", "2031-03-01", "2031-03-05", "2031-03-09", "some day"})
}

// anyReport is one of eighty, in a state of many; several come out in one
// second.
func anyReport(r *rand.Rand) news.Report {
	n := r.IntN(80)
	report := told(fmt.Sprint("r", n), 0, oneOf(r, somePeople), oneOf(r, somePeople))
	a := &report.Article
	a.Published = noon.Add(time.Duration(n/3)*time.Minute + time.Duration(r.IntN(1500))*time.Millisecond)
	a.Source, a.Outlet = oneOf(r, []news.SourceID{"bell", "lake"}), oneOf(r, []string{"Morning Bell", "Lake Courier"})
	a.Title, a.Text = oneOf(r, someWords), strings.Join([]string{oneOf(r, someWords), oneOf(r, someWords), oneOf(r, somePlaces)}, " ")
	whole := news.Evidence{Span: news.Span{End: len(a.Text)}}
	m := &report.Facts.Meetings[0]
	m.Place, m.Day, m.Evidence = oneOf(r, somePlaces), anyDay(r), whole
	if r.IntN(2) == 0 {
		report.Facts.Visits = []news.Visit{{Visitors: []string{oneOf(r, somePeople)}, To: oneOf(r, somePlaces), Start: anyDay(r), End: anyDay(r), Evidence: whole}}
	}
	if r.IntN(2) == 0 {
		report.Facts.Statements = []news.Statement{{Speaker: oneOf(r, somePeople), Evidence: whole}}
	}
	return report
}

func anyQuery(r *rand.Rand) storage.Query {
	q := storage.Query{
		Kind:  oneOf(r, []storage.Kind{storage.Articles, storage.Meetings, storage.Statements, storage.Visits}),
		Limit: 1 + r.IntN(9),
	}
	set := func(condition func()) {
		if r.IntN(4) == 0 {
			condition()
		}
	}
	set(func() { q.Words = oneOf(r, someWords) })
	set(func() { q.Words = fmt.Sprintf("%q", oneOf(r, someWords)+" "+oneOf(r, someWords)) })
	set(func() { q.People = append(q.People, []string{oneOf(r, somePeople), oneOf(r, somePeople)}) })
	set(func() { q.People = append(q.People, []string{oneOf(r, somePeople)}) })
	set(func() { q.Place = oneOf(r, somePlaces) })
	set(func() { q.Sources = []news.SourceID{oneOf(r, []news.SourceID{"bell", "lake", "other"}), "lake"} })
	set(func() { q.Outlet = oneOf(r, []string{"bell", "lake"}) })
	set(func() { q.From = anyDay(r) })
	set(func() { q.To = anyDay(r) })
	set(func() { q.Since = noon.Add(time.Duration(r.IntN(1_600_000)) * time.Millisecond) })
	set(func() { q.Until = noon.Add(time.Duration(r.IntN(1_600_000)) * time.Millisecond) })
	return q
}

// byRank are all reports as every answer orders them.
func byRank(t *testing.T, s *redis.Store) []news.Report {
	t.Helper()
	var all []news.Report
	for r, err := range s.AllReports(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b news.Report) int {
		return cmp.Or(cmp.Compare(b.Article.Published.Unix(), a.Article.Published.Unix()), cmp.Compare(b.Article.Seq, a.Article.Seq))
	})
	return all
}

// pages reads every page of a query; all but the last must be full.
func pages(t *testing.T, s *redis.Store, q storage.Query) []news.ArticleID {
	t.Helper()
	var found []news.ArticleID
	for {
		page, err := s.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if page.Next != "" && len(page.Reports) != q.Size() {
			t.Errorf("%+v: a page of %d before the last", q, len(page.Reports))
		}
		for _, r := range page.Reports {
			found = append(found, r.Article.ID)
		}
		if q.After = page.Next; page.Next == "" {
			return found
		}
	}
}

func TestPagesThatNobodyGave(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	for _, after := range []string{"x", "1", "1.", ".1", "1.-1", "1.2.3", "+1.1", "01.1", "1e3.1", "99999999999999999999.1", "9223372036854775807.1", " 1.1"} {
		if _, err := s.Search(t.Context(), storage.Query{After: after}); err == nil {
			t.Errorf("%q was taken", after)
		}
	}
}
