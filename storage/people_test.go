package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// archiveOf holds as many reports of each name as are said after it.
func archiveOf(t *testing.T, uses map[string]int, aliases ...news.Alias) *sqlite.Store {
	t.Helper()
	s, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var in storage.Intake
	for name, n := range uses {
		for i := range n {
			in.Reports = append(in.Reports, news.Report{
				Article: news.Article{ID: news.ArticleID(fmt.Sprint(name, i)), Published: day(n)},
				Facts:   news.Facts{People: []news.Person{{Name: name}}},
			})
		}
	}
	if _, err := s.SaveReports(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	for _, a := range aliases {
		if err := s.SaveAlias(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func day(n int) time.Time { return time.Date(2031, 3, n, 0, 0, 0, 0, time.UTC) }

func TestWho(t *testing.T) {
	t.Parallel()
	one := map[string]int{"Ana Prado": 5, "Prado": 2, "A. Prado": 1, "Tom Reyes": 4}
	two := map[string]int{"Ana Prado": 5, "Eva Prado": 3, "Prado": 2, "A. Prado": 1}
	for _, c := range []struct {
		name    string
		uses    map[string]int
		aliases []news.Alias
		typed   string
		want    []string // each the name, then its other spellings
	}{
		{"a surname of one person", one, nil, "prado", []string{"Ana Prado, Prado, A. Prado"}},
		{"a full name brings the shorter ones", one, nil, "ANA PRADO", []string{"Ana Prado, Prado, A. Prado"}},
		{"nobody", one, nil, "kessler", nil},
		{"nothing", one, nil, " *?", nil},
		{"the beginning of a word", one, nil, "rey", []string{"Tom Reyes"}},
		{"a surname of two people", two, nil, "Prado", []string{"Ana Prado, A. Prado", "Eva Prado", "Prado"}},
		{"a full name of one of them", two, nil, "eva prado", []string{"Eva Prado"}},
		{"a first name", two, nil, "ana", []string{"Ana Prado, A. Prado"}},
		{"initials of two people", map[string]int{"Ana Prado": 5, "Anton Prado": 4, "A. Prado": 1}, nil, "prado", []string{"Ana Prado", "Anton Prado", "A. Prado"}},
		{"a middle name", map[string]int{"Ana Luz Prado": 1, "Ana Prado": 7}, nil, "prado", []string{"Ana Prado, Ana Luz Prado"}},
		{"a name of several words is not its beginning", map[string]int{"Ana Prado": 2, "Ana Prado Vidal": 7}, nil, "ana prado", []string{"Ana Prado"}},
		{"accents", map[string]int{"José Núñez": 2, "Nunez": 1}, nil, "nunez", []string{"José Núñez, Nunez"}},
		{"particles", map[string]int{"Ilse van der Berg": 2, "van der Berg": 3, "Berg": 1}, nil, "berg", []string{"Ilse van der Berg, van der Berg, Berg"}},
		{"institutions", map[string]int{"Office of the Ombudsman": 3, "Ombudsman": 1, "Ministry of Ports": 2}, nil, "ombudsman", []string{"Office of the Ombudsman, Ombudsman"}},
		{"institutions that share a word", map[string]int{"Ministry of Health": 3, "Ministry of Ports": 2}, nil, "ministry", []string{"Ministry of Health", "Ministry of Ports"}},
		{"only surnames", map[string]int{"Prado": 2}, nil, "prado", []string{"Prado"}},
		{
			"an alias joins what does not agree", map[string]int{"Tom Reyes": 4, "Tommaso Rey": 6}, []news.Alias{{Name: "Tommaso Rey", Of: "Tom Reyes"}},
			"reyes", []string{"Tom Reyes, Tommaso Rey"},
		},
		{
			"typed as the alias", map[string]int{"Tom Reyes": 4, "Tommaso Rey": 6}, []news.Alias{{Name: "Tommaso Rey", Of: "Tom Reyes"}},
			"tommaso", []string{"Tom Reyes, Tommaso Rey"},
		},
		{
			"an alias that no article uses", map[string]int{"Tom Reyes": 4}, []news.Alias{{Name: "The Harbour Master", Of: "Tom Reyes"}},
			"harbour master", []string{"Tom Reyes"},
		},
		{
			"an alias for a name that no article uses", map[string]int{"T. Reyes": 4}, []news.Alias{{Name: "T. Reyes", Of: "Tomás Reyes Vidal"}},
			"reyes", []string{"Tomás Reyes Vidal, T. Reyes"},
		},
		{
			"an alias settles a doubt", two, []news.Alias{{Name: "Prado", Of: "Eva Prado"}},
			"prado", []string{"Ana Prado, A. Prado", "Eva Prado, Prado"},
		},
		{
			"aliases in a circle", map[string]int{"Ana Prado": 1}, []news.Alias{{Name: "Ana Prado", Of: "Eva"}, {Name: "Eva", Of: "Ana Prado"}},
			"prado", []string{"Ana Prado"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			known, err := storage.Who(t.Context(), archiveOf(t, c.uses, c.aliases...), c.typed)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, k := range known {
				others := slices.DeleteFunc(slices.Clone(k.Spellings), func(s string) bool { return s == k.Name })
				got = append(got, strings.Join(append([]string{k.Name}, others...), ", "))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhoCountsAllSpellings(t *testing.T) {
	t.Parallel()
	known, err := storage.Who(t.Context(), archiveOf(t, map[string]int{"Ana Prado": 2, "Prado": 9}), "prado")
	if err != nil {
		t.Fatal(err)
	}
	want := []storage.Known{{Name: "Ana Prado", Spellings: []string{"Prado", "Ana Prado"}, Reports: 11, Latest: day(9)}}
	if diff := cmp.Diff(want, known, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhoPassesErrorsOn(t *testing.T) {
	t.Parallel()
	s := archiveOf(t, map[string]int{"Ana Prado": 2})
	s.Close()
	if _, err := storage.Who(t.Context(), s, "prado"); err == nil {
		t.Error("a closed store knows people")
	}
}
