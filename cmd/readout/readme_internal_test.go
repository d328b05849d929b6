package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"readout/bot/console"
)

// What the README shows of a conversation is what the program prints, but for
// where its lines break, up to a line of three dots.
func TestTheReadmeShowsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := commandsOf(string(readme))
	if len(shown) < 3 {
		t.Fatalf("the README shows only %d commands", len(shown))
	}
	printed := unbroken(console.Plain(welcomeSample("")) + "\n" + sampleTalk(t, shown))
	for _, s := range shown {
		if want := unbroken(s.output); want == "" || !strings.Contains(printed, want) {
			t.Errorf("after %q the README shows\n%s\nand the program does not print it", s.line, s.output)
		}
	}
}

// sampleTalk is what the sample answers to the commands that are typed.
func sampleTalk(t *testing.T, shown []example) string {
	t.Helper()
	var typed strings.Builder
	for _, s := range shown {
		if command, ok := strings.CutPrefix(s.line, "> "); ok {
			typed.WriteString(command + "\n")
		}
	}
	out := &safeBuffer{}
	if code := run(t.Context(), []string{"chat", "--sample", "--now", "2026-03-04 07:00"}, system{
		in: strings.NewReader(typed.String()), out: out, err: out, clock: time.Now, env: func(string) string { return "" },
	}); code != fine {
		t.Errorf("exit code %d", code)
	}
	return out.take()
}

// example is a command line as a text shows it, with what comes of it.
type example struct{ line, output string }

// commandsOf are the commands of a text's fenced blocks, apart from the tests,
// whose times differ.
func commandsOf(text string) []example {
	var all []example
	for i, block := range strings.Split(text, "```") {
		if i%2 == 0 || !strings.HasPrefix(block, "\n") {
			continue
		}
		at := len(all)
		for line := range strings.Lines(block) {
			switch {
			case strings.HasPrefix(line, "$ "), strings.HasPrefix(line, "> "):
				all = append(all, example{line: strings.TrimSpace(line)})
			case len(all) > at:
				all[len(all)-1].output += line
			}
		}
	}
	var kept []example
	for _, e := range all {
		e.output, _, _ = strings.Cut(e.output, "\n...")
		if e.line != "$ go test ./..." {
			kept = append(kept, e)
		}
	}
	return kept
}

// unbroken is text in one line, without the bars that stand before a proof.
func unbroken(text string) string {
	var words []string
	for line := range strings.Lines(text) {
		words = append(words, strings.Fields(strings.TrimPrefix(line, "| "))...)
	}
	return strings.Join(words, " ")
}
