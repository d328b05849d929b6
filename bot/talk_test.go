package bot_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/bot"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

var update = flag.Bool("update", false, "rewrite the golden transcripts")

// now is the moment at which every conversation takes place: a Wednesday,
// 10:00 in Baku.
var now = time.Date(2023, 11, 15, 6, 0, 0, 0, time.UTC)

var here = news.Address{Chat: 42}

// room is a bot with a store, and a reader who talks to it.
type room struct {
	t       *testing.T
	bot     *bot.Bot
	store   storage.Store
	now     time.Time
	as      bot.Message
	buttons []bot.Button
	codes   []string // of invitations, as they came up
	sent    int
	times   int // how often a message was handled in vain before
}

// open is a room with the archive of paper.go.
func open(t *testing.T) *room {
	t.Helper()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	r := &room{t: t, store: store, now: now, as: bot.Message{At: here, Kind: "private", From: bot.User{ID: 42, Name: "Ada"}}}
	r.staff(bot.Options{Admins: []int64{root}, Door: news.Open})
	fill(t, store)
	return r
}

// root is the id of the admin of the configuration.
const root = 9

// staff makes the room's bot anew, with other admins, door or claim.
func (r *room) staff(o bot.Options) {
	o.Store, o.Desk, o.Zone, o.Name = r.store, lastNews{r.store}, "Asia/Baku", "ReadoutBot"
	r.bot = bot.New(o)
}

// say sends a message as typed.
func (r *room) say(text string) bot.Reply {
	r.t.Helper()
	m := r.as
	m.Text = text
	return r.send(m)
}

// press sends the command of a button.
func (r *room) press(command string) bot.Reply {
	r.t.Helper()
	m := r.as
	m.Text, m.Pressed = command, true
	return r.send(m)
}

func (r *room) send(m bot.Message) bot.Reply {
	r.t.Helper()
	r.sent++
	if m.ID == "" {
		m.ID = fmt.Sprint(r.sent)
	}
	for range r.times {
		r.bot.Answer(context.WithoutCancel(r.t.Context()), r.now, m)
	}
	reply := r.bot.Answer(context.WithoutCancel(r.t.Context()), r.now, m)
	for _, row := range reply.Buttons {
		r.buttons = append(r.buttons, row...)
	}
	return reply
}

// plain is a reply as a transcript shows it.
func plain(r bot.Reply) string {
	var b strings.Builder
	for _, block := range r.Blocks {
		if block.Kind == news.Title {
			b.WriteString("-- ")
		}
		if block.Number > 0 {
			fmt.Fprintf(&b, "%d ", block.Number)
		}
		for _, run := range block.Text {
			words := run.Words
			switch run.Style {
			case news.Quote:
				words = "| " + words
			case news.Code:
				words = "`" + words + "`"
			case news.Faint:
				words = "~" + words + "~"
			case news.Bold:
				words = "*" + words + "*"
			}
			b.WriteString(words)
		}
		b.WriteByte('\n')
	}
	for _, row := range r.Buttons {
		for i, button := range row {
			if i > 0 {
				b.WriteString(" ")
			}
			fmt.Fprintf(&b, "[%s: %s%s]", button.Label, button.Command, button.Link)
		}
		b.WriteByte('\n')
	}
	if r.File != nil {
		fmt.Fprintf(&b, "(file %s)\n", r.File.Name)
	}
	if r.Edit {
		b.WriteString("(edits the message)\n")
	}
	if r.Notice != "" {
		fmt.Fprintf(&b, "(aside: %s)\n", r.Notice)
	}
	if len(r.Blocks)+len(r.Buttons)+len(r.Notice) == 0 && r.File == nil {
		b.WriteString("(silence)\n")
	}
	return b.String()
}

// TestTranscripts replays every conversation of testdata. Lines that begin
// with "> " are typed, with "! " pressed; "@ 26h" lets time pass, "+ member"
// goes on as somebody else or elsewhere (persona), "* blocked" lets something
// befall the chat (event), "% no admins" sets the bot up anew (setup). Every
// button that was shown must be one that the bot knows, with whole quotations.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := open(t)
			got := r.replay(string(want))
			r.tryButtons()
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// replay answers the moves of a transcript and writes it anew.
func (r *room) replay(transcript string) string {
	r.t.Helper()
	var b strings.Builder
	for line := range strings.Lines(transcript) {
		line = strings.TrimRight(line, "\n")
		move, rest, _ := strings.Cut(line, " ")
		switch move {
		case ">":
			fmt.Fprintf(&b, "%s\n%s\n", line, r.masked(plain(r.say(r.unmasked(rest)))))
		case "!":
			fmt.Fprintf(&b, "%s\n%s\n", line, r.masked(plain(r.press(r.unmasked(rest)))))
		case "@":
			fmt.Fprintf(&b, "%s\n\n", line)
			r.pass(rest)
		case "+":
			fmt.Fprintf(&b, "%s\n\n", line)
			r.as = persona(r.t, rest)
		case "*":
			fmt.Fprintf(&b, "%s\n%s\n", line, r.masked(plain(r.befall(rest))))
		case "%":
			fmt.Fprintf(&b, "%s\n\n", line)
			r.setup(rest)
		case "#":
			fmt.Fprintf(&b, "%s\n\n", line)
		}
	}
	return b.String()
}

// tryButtons presses every button seen so far; none may be unknown or fail.
func (r *room) tryButtons() {
	r.t.Helper()
	for _, button := range r.buttons {
		if strings.Count(button.Label, `"`)%2+strings.Count(button.Command, `"`)%2 > 0 {
			r.t.Errorf("button %q, which sends %q, carries half a quotation", button.Label, button.Command)
		}
		if button.Command == "" {
			if button.Link == "" {
				r.t.Errorf("button %q does nothing", button.Label)
			}
			continue
		}
		got := plain(r.press(button.Command))
		for _, bad := range []string{"There is no command", "Something went wrong", "(silence)"} {
			if r.as.Kind == "private" && strings.Contains(got, bad) {
				r.t.Errorf("button %q sends %q, answered %s", button.Label, button.Command, got)
			}
		}
	}
}
