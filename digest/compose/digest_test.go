package compose_test

import (
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readout/digest/compose"
	"readout/digest/news"
)

func talks(seq int64, outlet string) news.Report {
	at := time.Date(2031, 3, 4, 10, 0, 0, 0, time.UTC)
	text := "A mild day.\n\nAna Prado met Tom Reyes in Lyon. They had tea."
	return news.Report{
		Article: news.Article{ID: news.IdentityOf("s", outlet), Seq: seq, Outlet: outlet, URL: "https://" + outlet + ".example/", Title: "Talks", Text: text, Published: at, Seen: at},
		Facts: news.Facts{Provenance: "the envoy's office", Meetings: []news.Meeting{{
			Kind: news.InPerson, Status: news.Held, Participants: []string{"Ana Prado", "Tom Reyes"},
			Evidence: news.Evidence{Span: news.Span{Start: 23, End: 36}, Rule: "meet/met", Confidence: 95},
		}}},
	}
}

func tomorrow(until int64) news.Window {
	return news.Window{Until: until, At: time.Date(2031, 3, 5, 8, 0, 0, 0, time.UTC)}
}

var everything = news.Reader{Topics: []news.Topic{{ID: "all", Name: "All"}}}

func TestOutletsAreLinkedAndNamesAreBold(t *testing.T) {
	t.Parallel()
	d := compose.Digest(everything, compose.Stories([]news.Report{talks(1, "wire")}, nil), tomorrow(1))
	var links, bold []string
	for _, run := range d.Blocks[2].Text {
		if run.Link != "" {
			links = append(links, run.Words+" "+run.Link)
		}
		if run.Style == news.Bold {
			bold = append(bold, run.Words)
		}
	}
	if got := strings.Join(links, ", "); got != "wire https://wire.example/" {
		t.Errorf("links: %s", got)
	}
	if got := strings.Join(bold, ", "); got != "Ana Prado, Tom Reyes" {
		t.Errorf("bold: %s", got)
	}
}

func TestProofsAreWholeInThemselves(t *testing.T) {
	t.Parallel()
	d := compose.Digest(everything, compose.Stories([]news.Report{talks(1, "wire"), talks(2, "post")}, nil), tomorrow(2))
	proofs := d.Blocks[2].Proofs
	if len(proofs) != 2 {
		t.Fatalf("%d proofs", len(proofs))
	}
	want := news.Proof{
		Article: news.IdentityOf("s", "post"), Outlet: "post", Title: "Talks", URL: "https://post.example/",
		Published: time.Date(2031, 3, 4, 10, 0, 0, 0, time.UTC), Sentence: "Ana Prado met Tom Reyes in Lyon.",
		Rule: "meet/met", Confidence: 95, Provenance: "the envoy's office",
	}
	if proofs[1] != want {
		t.Errorf("got %+v", proofs[1])
	}
}

func TestStoriesHoldTheReportsOfTheSame(t *testing.T) {
	t.Parallel()
	other := talks(2, "post")
	other.Facts.Meetings[0].Participants = []string{"Lena Fors", "Jon Holt"}
	other.Article.Text = strings.Repeat("Nothing of the other text. ", 3)
	stories := compose.Stories([]news.Report{talks(3, "coast"), talks(1, "wire"), other}, nil)
	if len(stories) != 2 {
		t.Fatalf("%d stories", len(stories))
	}
	var seqs []int64
	for _, r := range stories[0].Reports() {
		seqs = append(seqs, r.Article.Seq)
	}
	if len(seqs) != 2 || seqs[0] != 1 || seqs[1] != 3 {
		t.Errorf("the first story holds %v", seqs)
	}
}

func TestLongWordsAreCutWhereItShows(t *testing.T) {
	t.Parallel()
	r := talks(1, "wire")
	said := strings.TrimSpace(strings.Repeat("word ", 200)) + " unless it rains"
	r.Article.Text = "Prado said " + said + "."
	r.Facts.Meetings = nil
	r.Facts.Statements = []news.Statement{{
		Speaker: "Ana Prado", Mention: news.Span{Start: 0, End: 5}, Cue: news.Span{Start: 6, End: 10},
		Content: []news.Span{{Start: 11, End: 11 + len(said)}}, Evidence: news.Evidence{Confidence: 90},
	}}
	d := compose.Digest(everything, compose.Stories([]news.Report{r}, nil), tomorrow(1))
	line, _, _ := strings.Cut(d.Blocks[2].Text.String(), " · ")
	if n := utf8.RuneCountInString(line); n > 420 || !strings.HasSuffix(line, "word …") {
		t.Errorf("%d characters: %s", n, line)
	}
	if !strings.HasSuffix(d.Blocks[2].Proofs[0].Sentence, "unless it rains.") {
		t.Errorf("the proof is cut: %s", d.Blocks[2].Proofs[0].Sentence)
	}
}

// What the store holds may be from another version of the extractor: facts
// whose spans lie outside the text must do no harm.
func TestSpansOutsideTheTextAreSurvived(t *testing.T) {
	t.Parallel()
	r := talks(1, "wire")
	far := news.Span{Start: 9000, End: 9100}
	r.Facts.Meetings[0].Span = far
	r.Facts.Summary = []news.Span{far}
	r.Facts.People = []news.Person{{Name: "Ana Prado", Mentions: []news.Span{far, {Start: -4, End: 2}}}}
	for _, content := range [][]news.Span{nil, {far}, {{Start: 23, End: 36}, far}, {{Start: -9, End: 4}}} {
		r.Facts.Statements = append(r.Facts.Statements, news.Statement{
			Speaker: "Ana Prado", Mention: far, Cue: far, Content: content, Evidence: news.Evidence{Span: far, Confidence: 90},
		})
	}
	d := compose.Digest(everything, compose.Stories([]news.Report{r}, nil), tomorrow(1))
	if len(d.Blocks) < 3 || !strings.Contains(d.Blocks[2].Text.String(), "Ana Prado") {
		t.Errorf("got %v", d.Blocks)
	}
}

// What one reader's digest found out about the pages is there for the next;
// what they are shown must not depend on who came first, or at the same time.
func TestStoriesMayBeReadByManyAtOnce(t *testing.T) {
	t.Parallel()
	reports, aliases := archive(80), []news.Alias{{Name: someone(3), Of: someone(4)}}
	stories := compose.Stories(reports, aliases)
	w := news.Window{After: 40, Until: 80, At: time.Date(2031, 3, 2, 0, 0, 0, 0, time.UTC)}
	got := make([]news.Digest, 24)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() { got[i] = compose.Digest(subscriber(i/2), stories, w) })
	}
	all.Wait()
	for i := range got {
		alone := compose.Digest(subscriber(i/2), compose.Stories(reports, aliases), w)
		if diff := cmp.Diff(alone, got[i]); diff != "" {
			t.Fatalf("reader %d (-alone +among others)\n%s", i/2, diff)
		}
	}
}
