package extract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/digest/extract"
	"readout/digest/news"
)

func summary(title, text string) []string {
	var found []string
	for _, span := range extract.Facts(news.Article{Title: title, Text: text}).Summary {
		found = append(found, span.Of(text))
	}
	return found
}

func TestSummaryIsTheLeadAndWhatAddsToIt(t *testing.T) {
	t.Parallel()
	const lead = "The Veldland Port Authority will close the northern docks of Norvik for three years."
	const add = "The works in Norvik cost 40 million euros and begin in March 2031, minister Ana Prado said."
	for _, c := range []struct {
		name, title, text string
		want              []string
	}{
		{"lead first", "Norvik docks to close", lead + "\n\n" + add, []string{lead, add}},
		{"without the dateline", "Norvik docks to close", "NORVIK, March 4. " + lead + " " + add, []string{lead, add}},
		{"no sentence that leans on another", "Norvik docks to close", lead + " She also praised the dockers of Norvik warmly.\n\n" + add, []string{lead, add}},
		{"no repetition", "Norvik docks to close", lead + "\n\nThe northern docks of Norvik will be closed by the Port Authority of Veldland for three years.", []string{lead}},
		{"no quotation as the lead", "Norvik docks to close", "\"I have never seen the sea so quiet, and it frightens me.\"\n\n" + lead, []string{lead}},
		{"no greeting as the lead", "Norvik docks to close", "Good afternoon.\n\n" + lead, []string{lead}},
		{"no turn of a transcript", "", "MS PRADO: The docks in the north of Norvik will close for good soon.\n\n" + lead, []string{lead}},
		{"nothing to tell", "", "Hello.\n\nWho knows?", nil},
		{"nothing at all", "A title", "", nil},
		{"another language", "", strings.Repeat("Der Hafen wird für drei Jahre geschlossen, und die Arbeiten beginnen im März. ", 3), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, summary(c.title, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSummaryStaysShort(t *testing.T) {
	t.Parallel()
	long := "The minister of Veldland, Ana Prado, " + strings.Repeat("who knows the docks of Norvik and the men there, ", 12) + "said that they would close."
	if got := summary("", long+" "+long+" "+long); len(got) != 1 {
		t.Errorf("%d long sentences, want one", len(got))
	}
}
