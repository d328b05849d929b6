package compose_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/compose"
	"readout/digest/news"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// A case is a text of sections. "reader", "aliases" and "unread" say for whom
// from then on; "reports" adds reports, or replaces those of the same
// sequence, as reading them again does; "window" asks for a digest, which the
// "digest" section after it shows. notation_test.go explains the lines.
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runCase(t, string(text))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// section is a part of a case: "-- name --" and the lines up to the next.
type section struct {
	name  string
	lines []string
}

func sectionsOf(text string) (about string, sections []section) {
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if name, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(name, " --") {
			sections = append(sections, section{name: strings.TrimSuffix(name, " --")})
			continue
		}
		if len(sections) == 0 {
			about += line + "\n"
			continue
		}
		last := &sections[len(sections)-1]
		last.lines = append(last.lines, line)
	}
	return about, sections
}

// runCase plays the sections of a case and gives it with the digests it gets.
func runCase(t *testing.T, text string) string {
	t.Helper()
	about, sections := sectionsOf(text)
	out := about
	var c desk
	for _, s := range sections {
		if s.name == "digest" {
			continue
		}
		out += "-- " + s.name + " --\n" + strings.Join(s.lines, "\n") + "\n"
		switch s.name {
		case "reader":
			c.reader = readReader(t, s.lines)
		case "aliases":
			c.aliases = readAliases(s.lines)
		case "reports":
			c.replace(readReports(t, s.lines))
		case "window":
			out += "-- digest --\n" + c.digest(t, s.lines)
		default:
			t.Fatalf("section %q?", s.name)
		}
	}
	return out
}

// desk is what a case has said so far.
type desk struct {
	reader  news.Reader
	aliases []news.Alias
	reports []news.Report
}

func (d *desk) replace(reports []news.Report) {
next:
	for _, r := range reports {
		for i := range d.reports {
			if d.reports[i].Article.Seq == r.Article.Seq {
				d.reports[i] = r
				continue next
			}
		}
		d.reports = append(d.reports, r)
	}
}

func (d *desk) digest(t *testing.T, lines []string) string {
	t.Helper()
	w, next, proofs := readWindow(t, lines, d.reader.Zone)
	reader := d.reader
	reader.Next = next
	return show(compose.Digest(reader, compose.Stories(d.reports, d.aliases), w), proofs)
}

// show writes a digest as a reader would see it, with proofs if asked for.
func show(d news.Digest, proofs bool) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		showBlock(&b, block, proofs)
	}
	if len(d.More) > 0 {
		b.WriteString("(more)\n")
	}
	for _, block := range d.More {
		showBlock(&b, block, proofs)
	}
	return b.String()
}

func showBlock(b *strings.Builder, block news.Block, proofs bool) {
	if block.Number > 0 {
		fmt.Fprintf(b, "%d ", block.Number)
	}
	b.WriteString(block.Text.String() + "\n")
	for _, p := range block.Proofs {
		if proofs {
			fmt.Fprintf(b, "  <%s> %q %s %d %s\n", p.Outlet, p.Sentence, p.Rule, p.Confidence, p.Published.Format(stamp))
		}
	}
}

const stamp = "2006-01-02 15:04"

func parseTime(t *testing.T, s string, zone *time.Location) time.Time {
	t.Helper()
	if zone == nil {
		zone = time.UTC
	}
	at, err := time.ParseInLocation(stamp, strings.TrimSpace(s), zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// readWindow reads "1..4, 2031-03-03 08:00 to 2031-03-04 08:00", and the words
// "next TIME", "left N" and "proofs" on lines of their own behind it.
func readWindow(t *testing.T, lines []string, zone *time.Location) (w news.Window, next time.Time, proofs bool) {
	t.Helper()
	for _, line := range lines {
		if rest, ok := strings.CutPrefix(line, "next "); ok {
			next = parseTime(t, rest, zone)
			continue
		}
		if rest, ok := strings.CutPrefix(line, "left "); ok {
			w.Left = number(t, rest)
			continue
		}
		if line == "proofs" {
			proofs = true
			continue
		}
		seqs, times, _ := strings.Cut(line, ", ")
		first, last, _ := strings.Cut(seqs, "..")
		from, to, both := strings.Cut(times, " to ")
		if !both {
			from, to = "", times
		}
		w = news.Window{After: number(t, first) - 1, Until: number(t, last), At: parseTime(t, to, zone)}
		if from != "" {
			w.Since = parseTime(t, from, zone)
		}
	}
	return w, next, proofs
}

func number(t *testing.T, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
