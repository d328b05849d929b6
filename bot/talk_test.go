package bot_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/bot"
	"readout/digest"
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
	if len(r.Blocks)+len(r.Buttons) == 0 && r.File == nil {
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

var code = regexp.MustCompile(`inv_[0-9a-f]{12}-[a-z0-9]+`)

// masked is an answer with the codes of invitations as CODE1, CODE2.
func (r *room) masked(answer string) string {
	return code.ReplaceAllStringFunc(answer, func(c string) string {
		if !slices.Contains(r.codes, c) {
			r.codes = append(r.codes, c)
		}
		return fmt.Sprintf("inv_CODE%d", slices.Index(r.codes, c)+1)
	})
}

func (r *room) unmasked(typed string) string {
	for i, c := range r.codes {
		typed = strings.ReplaceAll(typed, fmt.Sprintf("inv_CODE%d", i+1), c)
	}
	return strings.NewReplacer(`\n`, "\n").Replace(typed)
}

// persona is somebody to speak as: "Ada" and others in private, "member",
// "admin", "root here" and "thread" in the group, "channel".
func persona(t *testing.T, who string) bot.Message {
	t.Helper()
	ada := bot.User{ID: 42, Name: "Ada"}
	group := bot.Message{At: news.Address{Chat: -100}, Kind: "group", From: ada, Title: "Harbour Desk"}
	people := map[string]int64{"Ada": 42, "Bea": 77, "Cal": 78, "Dov": 79, "Root": root}
	switch who {
	case "member":
	case "admin":
		group.Admin = true
	case "thread":
		group.Admin, group.At.Thread = true, 7
	case "root here":
		group.From = bot.User{ID: root, Name: "Root"}
	case "banned here":
		group.From = bot.User{ID: 77, Name: "Bea"}
	case "anonymous":
		group.From, group.Admin = bot.User{ID: 1087968824, Name: "Group"}, true
	case "channel":
		return bot.Message{At: news.Address{Chat: -200}, Kind: "channel", From: bot.User{}, Title: "Harbour News"}
	default:
		id, ok := people[who]
		if !ok {
			t.Fatalf("nobody is called %q", who)
		}
		return bot.Message{At: news.Address{Chat: id}, Kind: "private", From: bot.User{ID: id, Name: who}}
	}
	return group
}

// event is what befalls the chat where one speaks: "blocked", "added by Root",
// "migrated to -300".
func (r *room) event(what string) bot.Event {
	r.t.Helper()
	e := bot.Event{At: r.as.At, Kind: r.as.Kind, From: r.as.From, Title: r.as.Title}
	word, rest, _ := strings.Cut(what, " ")
	e.What = bot.Befell(word)
	if who, ok := strings.CutPrefix(rest, "by "); ok {
		e.From = persona(r.t, who).From
	}
	if to, ok := strings.CutPrefix(rest, "to "); ok {
		if _, err := fmt.Sscan(to, &e.To); err != nil {
			r.t.Fatal(err)
		}
	}
	return e
}

// befall lets something befall the chat.
func (r *room) befall(what string) bot.Reply {
	r.t.Helper()
	e := r.event(what)
	for range r.times {
		r.bot.Note(r.t.Context(), r.now, e)
	}
	return r.bot.Note(r.t.Context(), r.now, e)
}

// setup is "closed", "invitation" or "open" for the configuration's door, and
// "no admins" for a bot that waits to be claimed.
func (r *room) setup(what string) {
	r.t.Helper()
	if what == "no admins" {
		r.staff(bot.Options{Claim: "walnut-harbour-71"})
		return
	}
	r.staff(bot.Options{Admins: []int64{root}, Door: news.Door(what)})
}

func (r *room) pass(span string) {
	r.t.Helper()
	d, err := time.ParseDuration(span)
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = r.now.Add(d)
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

// lastNews is a desk with behaviour. A preview is one line for each report
// since the request's beginning, two of them at once and the others kept back;
// probes and articles are those of webs.
type lastNews struct{ store storage.Store }

func (l lastNews) Preview(ctx context.Context, q digest.Request, now time.Time) (news.Digest, error) {
	var d news.Digest
	after := q.Reader.Cursor
	if !q.Since.IsZero() {
		var err error
		if after, err = l.store.SeqBefore(ctx, q.Since); err != nil {
			return d, err
		}
	}
	topics := q.Reader.Topics
	if len(q.Topics) > 0 {
		topics = q.Topics
	}
	d.Blocks = append(d.Blocks, news.Block{Kind: news.Heading, Text: news.Say(fmt.Sprint("digest of ", topics))})
	for r, err := range l.store.AllReports(ctx, after) {
		if err != nil {
			return d, err
		}
		d.Lines++
		item := news.Block{Kind: news.Item, Number: d.Lines, Text: news.Say(r.Article.Title), Proofs: []news.Proof{{
			Article: r.Article.ID, Outlet: r.Article.Outlet, Title: r.Article.Title, URL: r.Article.URL, Published: r.Article.Published, Sentence: r.Article.Text,
		}}}
		if d.Lines <= 2 {
			d.Blocks = append(d.Blocks, item)
		} else {
			d.More = append(d.More, item)
		}
	}
	d.Blocks = append(d.Blocks, news.Block{Kind: news.Note, Text: news.Say(fmt.Sprintf("That is all: %d lines.", d.Lines))})
	return d, nil
}

func (l lastNews) Probe(_ context.Context, address string) ([]digest.Probe, error) {
	wire := digest.Probe{
		Source: news.Source{ID: "newwire-example-feed", URL: "https://newwire.example/feed", Title: "New Wire"},
		Batch: news.Batch{Articles: []news.Article{
			{Title: "Old talks", Text: "Old talks.", Published: now.AddDate(0, 0, -3)},
			{Title: "New talks", Text: strings.Repeat("Talks. ", 300), Published: now.Add(-time.Hour)},
		}, Skipped: map[string]int{"without a title": 2}},
	}
	sport := digest.Probe{Source: news.Source{URL: "https://newwire.example/sport", Title: "New Wire Sport"}, Trouble: "the server answers 403 Forbidden"}
	post := digest.Probe{Source: news.Source{URL: "http://www.harbourpost.example/feed/", Title: "Harbour Post"}}
	switch address {
	case "https://newwire.example/feed":
		return []digest.Probe{wire}, nil
	case "https://newwire.example":
		return []digest.Probe{wire, sport}, nil
	case "https://harbourpost.example/feed":
		return []digest.Probe{post}, nil
	}
	return nil, errors.New("there is no host of that name")
}

func (l lastNews) ReadArticle(ctx context.Context, address string, now time.Time) (news.Report, error) {
	if address != "https://newwire.example/envoys" {
		return news.Report{}, digest.Unreadable{Reason: "the server answers 404 Not Found"}
	}
	const text = "Envoy Mara Lind met Ana Prado in Oslo on 9 November."
	r := news.Report{
		Article: news.Article{ID: news.IdentityOf("", address), URL: address, Outlet: "newwire.example", Title: "Envoys in Oslo", Text: text, Published: now.AddDate(0, 0, -5), Seen: now, Fingerprint: text},
		Facts: news.Facts{
			Language: "en", Summary: []news.Span{{End: len(text)}},
			People: []news.Person{{Name: "Mara Lind", Roles: []string{"Envoy"}, Mentions: []news.Span{{Start: 6, End: 15}}}, {Name: "Ana Prado", Mentions: []news.Span{{Start: 20, End: 29}}}},
			Meetings: []news.Meeting{{
				Kind: news.InPerson, Status: news.Held, Participants: []string{"Mara Lind", "Ana Prado"}, Place: "Oslo", PlaceBasis: news.Stated, Day: "2023-11-09", DayBasis: news.Stated,
				Evidence: news.Evidence{Span: news.Span{End: len(text)}, Rule: "meet/met", Confidence: 91},
			}},
		},
	}
	_, err := l.store.SaveReports(ctx, storage.Intake{Reports: []news.Report{r}})
	return r, err
}
