package storage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
	"readout/storage"
)

func TestTell(t *testing.T) {
	t.Parallel()
	got := storage.Tell(news.Facts{
		Meetings:   []news.Meeting{{Participants: []string{"Ana Prado", "Tom Reyes"}, Place: "Lyon", Day: "2031-03-04"}, {Place: "Baku"}},
		Statements: []news.Statement{{Speaker: "Ana Prado"}},
		Visits: []news.Visit{
			{Visitors: []string{"Tom Reyes"}, To: "Oslo", Start: "2031-03-01", End: "2031-03-02"}, {Start: "2031-03-01"}, {End: "2031-03-02"},
		},
	})
	want := []storage.Told{
		{Kind: storage.Meetings, Names: []string{"Ana Prado", "Tom Reyes"}, Place: "Lyon", First: "2031-03-04", Last: "2031-03-04"},
		{Kind: storage.Meetings, Place: "Baku"},
		{Kind: storage.Visits, Names: []string{"Tom Reyes"}, Place: "Oslo", First: "2031-03-01", Last: "2031-03-02"},
		{Kind: storage.Visits, First: "2031-03-01", Last: "2031-03-01"},
		{Kind: storage.Visits, First: "2031-03-02", Last: "2031-03-02"},
		{Kind: storage.Statements, Names: []string{"Ana Prado"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The marks are in every file and server there is.
func TestMarksStay(t *testing.T) {
	t.Parallel()
	marks := []string{storage.NamedMark, storage.OutletMark, storage.SourceMark}
	for _, k := range []storage.Kind{storage.Articles, storage.Meetings, storage.Visits, storage.Statements} {
		marks = append(marks, storage.KindMark(k), storage.PlaceMark(k))
	}
	want := []string{"·n", "·o", "·f", "·n", "·np", "·m", "·mp", "·v", "·vp", "·s", "·sp"}
	if diff := cmp.Diff(want, marks); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
