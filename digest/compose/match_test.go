package compose_test

import (
	"testing"

	"readout/digest/compose"
	"readout/digest/news"
)

func TestMatches(t *testing.T) {
	t.Parallel()
	report := news.Report{
		Article: news.Article{Source: "wire", Title: "Pipeline talks in Łódź", Text: "Prado met the envoy. The Sea Council was not asked about mines."},
		Facts:   news.Facts{People: []news.Person{{Name: "Prado"}}},
	}
	for _, c := range []struct {
		name  string
		topic news.Topic
		want  bool
	}{
		{"no rule", news.Topic{}, true},
		{"its source", news.Topic{Sources: []news.SourceID{"post", "wire"}}, true},
		{"another source", news.Topic{Sources: []news.SourceID{"post"}}, false},
		{"one of any", news.Topic{Any: []string{"gas", "PIPELINE"}}, true},
		{"none of any", news.Topic{Any: []string{"gas", "oil"}}, false},
		{"part of a word", news.Topic{Any: []string{"mine"}}, false},
		{"a phrase", news.Topic{Any: []string{"sea council"}}, true},
		{"a phrase parted", news.Topic{Any: []string{"sea envoy"}}, false},
		{"words of title and text", news.Topic{All: []string{"pipeline", "mines"}}, true},
		{"one of all missing", news.Topic{All: []string{"pipeline", "gas"}}, false},
		{"a word not wanted", news.Topic{Any: []string{"pipeline"}, None: []string{"mines"}}, false},
		{"a word not wanted, absent", news.Topic{None: []string{"football"}}, true},
		{"a person by surname", news.Topic{People: []string{"Ana Prado"}}, true},
		{"another person", news.Topic{People: []string{"Tom Reyes"}}, false},
		{"a place without its accents", news.Topic{Places: []string{"Lodz"}}, true},
		{"person or place", news.Topic{People: []string{"Tom Reyes"}, Places: []string{"Łódź"}}, true},
		{"all kinds of rules", news.Topic{Sources: []news.SourceID{"wire"}, Any: []string{"talks"}, All: []string{"mines"}, None: []string{"gas"}, People: []string{"Prado"}}, true},
		{"a rule without words", news.Topic{Any: []string{"..."}}, false},
	} {
		if got := compose.Matches(c.topic, report); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

func TestReads(t *testing.T) {
	t.Parallel()
	report := news.Report{Article: news.Article{Source: "wire", Title: "Talks"}}
	for _, c := range []struct {
		name  string
		topic news.Topic
		want  bool
	}{
		{"any source", news.Topic{}, true},
		{"one of its sources", news.Topic{Sources: []news.SourceID{"post", "wire"}}, true},
		{"another source", news.Topic{Sources: []news.SourceID{"post"}}, false},
	} {
		if got := compose.Reads(c.topic, "wire"); got != c.want || got != compose.Matches(c.topic, report) {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
