package extract_test

import (
	"testing"

	"readout/digest/extract"
	"readout/digest/news"
)

// TestMentionIsTheWholePhraseBesideTheCue shows what stands as the speaker in
// the text: titles and offices before the name, and no apposition behind it.
func TestMentionIsTheWholePhraseBesideTheCue(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The finance minister Tom Reyes said that taxes would rise.":        "The finance minister Tom Reyes",
		"The head of the bank, Dr. Tom Reyes, said that taxes would rise.":  "The head of the bank, Dr. Tom Reyes",
		"Dr. Tom Reyes, the head of the bank, said that taxes would rise.":  "Dr. Tom Reyes",
		"A spokesman for Tom Reyes said that taxes would rise.":             "A spokesman for Tom Reyes",
		"Ana Prado met Tom Reyes. \"We go,\" said her husband, Karl Prado.": "her husband, Karl Prado",
	} {
		f := extract.Facts(news.Article{Text: text})
		if len(f.Statements) != 1 {
			t.Errorf("%s: %d statements, want 1", text, len(f.Statements))
			continue
		}
		if got := f.Statements[0].Mention.Of(text); got != want {
			t.Errorf("%s: speaker is written %q, want %q", text, got, want)
		}
	}
}
