package bot_test

import (
	"strings"
	"testing"

	"readout/digest/news"
	"readout/storage"
)

func TestStatementsNameTheirSpeakerAsDigestsDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text            string
		mention, cue, content string
		want                  string
	}{
		{"a surname as printed", "Moll said the harbour will open.", "Moll", "said", "the harbour will open", "1 *Moll* said the harbour will open ·"},
		{"a name with its office", "Minister Moll said the harbour will open.", "Minister Moll", "said", "the harbour will open", "1 *Minister Moll* said the harbour will open ·"},
		{"a pronoun", "He noted that the harbour will open.", "He", "noted", "the harbour will open", "1 [*Ivo Moll*] noted that the harbour will open ·"},
		{"an office", "The minister noted that\nthe harbour will open.", "The minister", "noted", "the harbour will open", "1 [*Ivo Moll*] noted that the harbour will open ·"},
		{"behind the words, which hold the pronoun's letters", "“When the harbour opens, the rest helps,” he said.", "he", "said", "When the harbour opens, the rest helps", "1 “When the harbour opens, the rest helps,” [*Ivo Moll*] said ·"},
		{"nobody beside the cue", "The visit ended; said the harbour will open.", "", "said", "the harbour will open", "1 [*Ivo Moll*] said the harbour will open ·"},
		{"the words alone", "“The harbour will open.”", "", "", "The harbour will open", "1 *Ivo Moll*: “The harbour will open.” ·"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			p := article(t, "harbour", "Veld Courier", "Harbour", now, c.text+" Moll left.").person("Ivo Moll")
			at := strings.LastIndex(c.text, c.mention)
			p.r.Facts.Statements = append(p.r.Facts.Statements, news.Statement{
				Speaker: "Ivo Moll", Mention: news.Span{Start: at, End: at + len(c.mention)}, Cue: p.span(c.cue), Content: []news.Span{p.span(c.content)},
				Evidence: news.Evidence{Span: p.span(c.text), Rule: "say/cue-that", Confidence: 93},
			})
			if _, err := r.store.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{p.r}}); err != nil {
				t.Fatal(err)
			}
			r.mustHold(r.say("/said person:Moll"), c.want)
		})
	}
}
