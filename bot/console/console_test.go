package console_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/console"
	"readout/digest/news"
)

func TestEveryLineIsAnsweredInItsOrder(t *testing.T) {
	t.Parallel()
	out := talk(t, "/help\n\n  hello  \nlast without an end", func(m bot.Message) bot.Reply {
		return note("you said " + m.Text)
	})
	if want := "you said /help\n\nyou said hello\n\nyou said last without an end\n\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

func TestANoticeIsALine(t *testing.T) {
	t.Parallel()
	out := talk(t, "x\n", func(bot.Message) bot.Reply { return bot.Reply{Notice: "Not for you."} })
	if out != "Not for you.\n\n" {
		t.Errorf("got %q", out)
	}
}

func TestQuitEnds(t *testing.T) {
	t.Parallel()
	if out := talk(t, "one\n/quit\ntwo\n", echo); out != "one\n\n" {
		t.Errorf("got %q", out)
	}
}

func TestALetterPressesItsButton(t *testing.T) {
	t.Parallel()
	var asked []bot.Message
	out := talk(t, "/time\nb\n[C]\nz\n1\n", func(m bot.Message) bot.Reply {
		asked = append(asked, m)
		if m.Text != "/time" {
			return bot.Reply{}
		}
		r := note("When?")
		r.Buttons = [][]bot.Button{
			{{Label: "08:00", Command: "/time 8:00"}, {Label: "09:00", Command: "/time 9:00"}},
			{{Label: "In the evening", Command: "/time 18:00"}},
		}
		return r
	})
	if want := "When?\n[a] 08:00  [b] 09:00\n[c] In the evening\n\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	want := []string{"/time", "/time 9:00", "/time 18:00", "z", "1"}
	for i, m := range asked {
		if m.Text != want[i] || m.Pressed != (i == 1 || i == 2) {
			t.Errorf("message %d: got %q, pressed %t; want %q", i, m.Text, m.Pressed, want[i])
		}
		if m.At != console.Reader() || m.Kind != "private" {
			t.Errorf("message %d comes from %v, %s", i, m.At, m.Kind)
		}
	}
}

func TestChoicesStayUntilOtherLinesAreShown(t *testing.T) {
	t.Parallel()
	var got []string
	talk(t, "first\nsecond\na\nthird\na\n", func(m bot.Message) bot.Reply {
		got = append(got, m.Text)
		r := note(m.Text)
		switch m.Text {
		case "first":
			r.Buttons = [][]bot.Button{{{Label: "3 more", Command: "/more"}}}
		case "third":
			r.Edition = "other"
		}
		return r
	})
	if want := []string{"first", "second", "/more", "third", "a"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A link is told as an address once, where somebody asked for the evidence;
// the lines of a digest open theirs by number.
func TestLinks(t *testing.T) {
	t.Parallel()
	linked := news.Text{{Words: "Harbour Post", Link: "https://a.example/1"}, {Words: ", today"}}
	out := talk(t, "evidence\ndigest\n", func(m bot.Message) bot.Reply {
		if m.Text == "digest" {
			return bot.Reply{Blocks: []news.Block{{Kind: news.Item, Number: 1, Text: linked}}}
		}
		return bot.Reply{
			Blocks: []news.Block{{Kind: news.Note, Text: linked}},
			Buttons: [][]bot.Button{{
				{Label: "Read it", Link: "https://a.example/1"}, {Label: "Other", Link: "https://a.example/2"},
			}},
		}
	})
	want := "Harbour Post <https://a.example/1>, today\nOther: https://a.example/2\n\n1 Harbour Post, today\n\n"
	if out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

func TestWhatOutletsWriteSteersNoTerminal(t *testing.T) {
	t.Parallel()
	out := talk(t, "x\n", func(bot.Message) bot.Reply {
		return bot.Reply{Blocks: []news.Block{{Kind: news.Note, Text: news.Text{
			{Words: "\x1b[2Jred\x07 \u202eback\ttab\u009b31m", Link: "https://a.example/\x1b]0;title"},
		}}}}
	})
	if strings.ContainsAny(out, "\x1b\x07\u202e\u009b") {
		t.Errorf("control characters came through: %q", out)
	}
}

func TestADigestArrives(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := console.New(console.Options{In: strings.NewReader(""), Out: &out})
	e := news.NewEdition([]news.Block{
		{Kind: news.Heading, Text: news.Say("World · Wed")},
		{Kind: news.Title, Text: news.Say("MET")},
		{Kind: news.Item, Number: 1, Text: news.Say("A – B")},
		{Kind: news.Note, Text: news.Say("That is all.")},
	}, []news.Block{{Kind: news.Item, Number: 2, Text: news.Say("C – D")}}, monday)
	parts := c.Parts(e)
	if len(parts) != 1 || parts[0].From != 0 || parts[0].To != 4 {
		t.Fatalf("got parts %v", parts)
	}
	if r := c.Send(t.Context(), news.Delivery{Parts: parts}, e, 0); r.Outcome != news.Arrived {
		t.Errorf("got %+v", r)
	}
	if want := "World · Wed\n\nMET\n1 A – B\n\nThat is all.\n[a] 1 more\n\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// A terminal opened on the store of a bot must not answer for it.
func TestOtherChatsAreLeftAlone(t *testing.T) {
	t.Parallel()
	c := console.New(console.Options{In: strings.NewReader(""), Out: io.Discard})
	if c.Serves(news.Address{Chat: 42}) || !c.Serves(console.Reader()) {
		t.Error("a terminal serves whoever sits at it, and nobody else")
	}
}

func TestFilesAreKept(t *testing.T) {
	t.Parallel()
	give := func(bot.Message) bot.Reply { return bot.Reply{File: &bot.File{Name: "me.json", Bytes: []byte("{}")}} }
	out := talk(t, "x\n", give)
	if out != "Written to kept/me.json, 2 bytes.\n\n" {
		t.Errorf("got %q", out)
	}
}

func TestALineBeyondAllBoundsIsRefused(t *testing.T) {
	t.Parallel()
	c := console.New(console.Options{In: strings.NewReader(strings.Repeat("x", 2<<20)), Out: io.Discard})
	err := c.Run(t.Context(), func(context.Context, bot.Message) bot.Reply { return bot.Reply{} })
	if err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("got %v", err)
	}
}

func TestTheEndOfTheContextEndsIt(t *testing.T) {
	t.Parallel()
	in, typing := io.Pipe()
	defer typing.Close()
	ctx, cancel := context.WithCancel(t.Context())
	c := console.New(console.Options{In: in, Out: io.Discard})
	var done sync.WaitGroup
	done.Go(func() {
		if err := c.Run(ctx, func(context.Context, bot.Message) bot.Reply { return bot.Reply{} }); err != nil {
			t.Errorf("got %v", err)
		}
	})
	cancel()
	done.Wait()
}

func talk(t *testing.T, input string, answer func(bot.Message) bot.Reply) string {
	t.Helper()
	var out bytes.Buffer
	c := console.New(console.Options{In: strings.NewReader(input), Out: &out, Keep: func(f bot.File) (string, error) {
		if len(f.Bytes) == 0 {
			return "", errors.New("no room")
		}
		return "kept/" + f.Name, nil
	}})
	if c.Interactive() {
		t.Error("a pipe is taken for a terminal")
	}
	err := c.Run(t.Context(), func(_ context.Context, m bot.Message) bot.Reply { return answer(m) })
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func echo(m bot.Message) bot.Reply { return note(m.Text) }

func note(words string) bot.Reply {
	return bot.Reply{Blocks: []news.Block{{Kind: news.Note, Text: news.Say(words)}}}
}

var monday = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
