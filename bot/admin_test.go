package bot_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest/news"
)

// Every row for admins, by name and with every example, is refused to
// everybody else, in private and in groups, typed and pressed, and changes
// nothing.
func TestNobodyElseMayDoWhatAdminsDo(t *testing.T) {
	t.Parallel()
	shared := persona(t, "admin")
	for name, who := range map[string]bot.Message{
		"a reader":        persona(t, "Ada"),
		"a chat's admin":  persona(t, "admin"),
		"anonymous admin": persona(t, "anonymous"),
		"a channel":       persona(t, "channel"),
		"its admin":       {At: persona(t, "channel").At, Kind: "channel", From: bot.User{ID: 78}, Admin: true},
		"the service":     {At: shared.At, Kind: "group", From: bot.User{ID: 777000}, Admin: true},
		"a channel's own": {At: shared.At, Kind: "group", From: bot.User{ID: 136817688}, Admin: true},
		"nobody":          {At: shared.At, Kind: "group", Admin: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			// Not even the configuration makes an admin of an id that many share.
			r.staff(bot.Options{Admins: []int64{root, 777000, 136817688, 1087968824, 0}, Door: news.Open})
			r.as = who
			before := r.state()
			for _, c := range r.bot.Commands() {
				if !c.Admins {
					continue
				}
				for _, text := range append(c.Examples, "/"+c.Name+"@ReadoutBot 1; yes", "/"+c.Name+" energy; yes", "/"+c.Name+" open") {
					typed, pressed := plain(r.say(text)), plain(r.press(text))
					refused := strings.Contains(typed+pressed, "Only those who run this bot") || name == "a channel" && strings.Contains(pressed, "Only the admins of this channel")
					if !refused || strings.Contains(pressed, "(silence)") {
						t.Errorf("%q is answered %s and pressed %s", text, typed, pressed)
					}
				}
			}
			if after := r.state(); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("before %v\nafter %v", before, after)
			}
		})
	}
}

func TestANumberIsReadAsItIsPasted(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int64{
		"1234567": 1234567, "\u2060123\u200d4567\u200b": 1234567, "1 234 567": 1234567, "1\u00a0234\u202f567": 1234567,
		"-1001234567890": -1001234567890, "\u2212100123": -100123, "\u2068-100123\u2069": -100123,
		"123 4567": 0, "12345 678": 0, "12 - 34": 0, "=1": 0,
	} {
		r := open(t)
		r.as = persona(t, "Root")
		r.say("/allow " + typed)
		var got int64
		for g, err := range r.store.AllGuests(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			got = g.ID
		}
		if got != want {
			t.Errorf("%q lets %d in, want %d", typed, got, want)
		}
	}
}

func TestHostileAdminInput(t *testing.T) {
	t.Parallel()
	var urls []string
	for i := range 500 {
		urls = append(urls, fmt.Sprintf("https://w%d.example", i))
	}
	for name, test := range map[string]struct{ text, want string }{
		"a name of 10 KB":      {"/topic_add " + strings.Repeat("n", 10_000), "too long for a topic's name"},
		"10 KB of names":       {"/topic_add " + strings.Repeat("name ", 2_000) + ": any: x; save", "too long for a topic's name"},
		"a word of 10 KB":      {"/topic_add X: any: " + strings.Repeat("w", 10_000), "is too long"},
		"2000 words":           {"/topic_add X: any: " + strings.Repeat("w,v,", 1_000), "It would have taken"},
		"900 different words":  {"/topic_add X: any: " + manyWords(900), "is too long"},
		"all lists full":       {"/topic_edit energy: any: " + manyWords(200) + "; all: " + manyWords(200) + "; people: " + manyWords(150), "After the change"},
		"more than all lists":  {"/topic_edit energy: any: " + manyWords(200) + "; all: " + manyWords(200) + "; people: " + manyWords(200) + "; places: " + manyWords(99), "more than a topic can hold"},
		"a key as a name":      {"/topic_edit any: x", "There is no topic *any*"},
		"500 addresses":        {"/feed_add " + strings.Join(urls, " "), "10 at a time"},
		"500 addresses, saved": {"/feed_add " + strings.Join(urls, " ") + " save", "there is no host"},
		"an address of 5 KB":   {"/feed_add https://w.example/" + strings.Repeat("x", 5_000), "no web address"},
		"a script":             {"/feed_add javascript:alert(1)", "no web address"},
		"a mark of direction":  {"/topic_add \u202eenergy\u202c; save", "There is a topic *Energy* already"},
		"a line break":         {"/topic_add Two\nlines: any: x", "There is no rule *lines*"},
		"half a quotation":     {`/topic_add Half: any: "a, b; save`, "not saved yet"},
		"only marks":           {"/topic_edit : ; , =", "/topic_edit"},
		"a command as a name":  {"/topic_add /ban 42: any: x; save", "*/ban 42* is saved"},
		"format verbs":         {"/topic_add %s %d: any: %n; save", "*%s %d* is saved"},
		"markup":               {"/topic_add *b* `c` ~d~: any: x; save", "**b* `c` ~d~* is saved"},
		"an alias of 10 KB":    {"/alias " + strings.Repeat("a", 5_000) + " = b", "Spellings"},
		"an alias of itself":   {"/alias Ana Prado = ana PRADO", "would stand for itself"},
		"a huge page":          {"/feeds 999999999999", "None of them"},
		"a page below zero":    {"/users -3", "Readers"},
		"an id as a formula":   {"/allow =1+1", "no number"},
		"inspect 10 KB":        {"/inspect " + strings.Repeat("x ", 5_000), "No article"},
		"read a local file":    {"/read file:///etc/passwd", "no web address"},
		"export nonsense":      {"/export met since:yesterweek", "neither a span of time"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			r.as = persona(t, "Root")
			got := plain(r.say(test.text))
			if !strings.Contains(got, test.want) || len([]rune(got)) > 12_000 {
				t.Errorf("%d characters, want %q in %.1500s", len(got), test.want, got)
			}
			r.tryButtons()
		})
	}
}

func manyWords(n int) string {
	var words []string
	for i := range n {
		words = append(words, fmt.Sprint("w", i))
	}
	return strings.Join(words, ", ")
}

// What the save button carries is what the dry run showed, whatever the
// topic holds.
func TestATopicSurvivesBeingWrittenAsACommand(t *testing.T) {
	t.Parallel()
	for name, topic := range map[string]news.Topic{
		"every rule":      {Name: "Mines", Any: []string{"mines", "mine maps"}, All: []string{"by spring"}, None: []string{"football"}, People: []string{"Ana Prado"}, Places: []string{"Baku"}, Sources: []news.SourceID{"test", "gone"}, About: "Mines"},
		"none":            {Name: "Everything"},
		"marks in values": {Name: "Marks", Any: []string{"Prado, Ana", "a; b", "about: x", "none: y", "save"}, About: "Power: who, and why"},
		"a long name":     {Name: strings.Repeat("Long ", 30), Any: []string{"x"}},
		"many words":      {Name: "Many", Any: strings.Split(manyWords(150), ", ")},
		"marks in a name": {Name: "Politics: EU; more", Any: []string{"union"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			topic.ID = news.TopicIDOf(topic.Name)
			if err := r.store.SaveTopic(t.Context(), topic); err != nil {
				t.Fatal(err)
			}
			r.as = persona(t, "Root")
			reply := r.say("/topic_edit " + string(topic.ID) + ": places: Nowhere")
			for _, b := range reply.Buttons[0] {
				if b.Label == "Save the change" {
					r.press(b.Command)
				}
			}
			want := topic
			want.Places = []string{"Nowhere"}
			got, err := r.store.Topic(t.Context(), topic.ID)
			if err != nil || fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
				t.Errorf("%v\n got %q\nwant %q", err, got, want)
			}
		})
	}
}

// A reader who shut the bot out goes on where they were, whichever way they
// come back: nothing is skipped and nothing comes twice.
func TestComingBackKeepsTheCursor(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(*room){
		"by unblocking": func(r *room) { r.befall("returned") },
		"by starting":   func(r *room) { r.say("/start") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			r.say("/subscribe energy")
			r.serve()
			served := r.subscriber()
			r.now = r.now.Add(time.Hour)
			r.befall("blocked")
			if s := r.subscriber(); s.Gone == "" || !s.Due.IsZero() || s.Cursor != served.Cursor {
				t.Errorf("blocked: %+v", s)
			}
			r.now = r.now.AddDate(0, 0, 3)
			back(r)
			if s := r.subscriber(); s.Gone != "" || s.Cursor != served.Cursor || !s.Since.Equal(served.Since) || !s.Due.At.After(r.now) {
				t.Errorf("back: %+v", s)
			}
		})
	}
}

// A chat that could not be written to for a while is told so when it asks, and
// any change of its settings lets its digests go on.
func TestAChatLearnsThatItsDigestCouldNotCome(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "admin")
	r.say("/bind energy")
	r.befall("removed")
	r.mustHold(r.say("/status"), "could not be delivered here. To go on: `/start`")
	r.mustHold(r.say("/time 9:00"), "Next digest: *tomorrow, Thu 16 Nov, 09:00*")
}

// A thread that is opened again comes back alone.
func TestAThreadComesBackAlone(t *testing.T) {
	t.Parallel()
	r := open(t)
	group, thread := persona(t, "admin"), persona(t, "admin")
	thread.At.Thread = 9
	for _, r.as = range []bot.Message{group, thread} {
		r.say("/bind energy")
	}
	r.befall("removed")
	back := plain(r.befall("returned"))
	if s := r.subscriber(); s.Gone != "" || s.Due.IsZero() || !strings.Contains(back, "Welcome back") {
		t.Errorf("the thread: %+v\n%s", s, back)
	}
	r.as = group
	if s := r.subscriber(); s.Gone == "" || !s.Due.IsZero() {
		t.Errorf("the rest of the group: %+v", s)
	}
}

// Whoever is banned comes back by an admin's word alone.
func TestABanOutlastsOtherReasons(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	ada := r.as
	r.as = persona(t, "Root")
	r.say("/ban 42")
	r.as = ada
	for _, act := range []func(){func() { r.befall("blocked") }, func() { r.befall("returned") }, func() { r.say("/start") }, func() { r.say("/stop leave") }} {
		act()
		if s := r.subscriber(); s.Gone != "banned" || !s.Due.IsZero() {
			t.Errorf("got %+v", s)
		}
	}
	r.as = persona(t, "Root")
	r.say("/allow 42")
	r.as = ada
	if s := r.subscriber(); s.Gone != "" {
		t.Errorf("allowed: %+v", s)
	}
}

func TestErasingTakesTheAdmissionToo(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.setup("closed")
	bea := persona(t, "Bea")
	r.as = persona(t, "Root")
	r.say("/allow 77")
	r.as = bea
	r.say("/start")
	r.mustHold(r.say("/delete_me"), "you would have to be let in again")
	r.mustHold(r.press("/delete_me yes"), "Nothing is kept")
	for _, g := range all(t, r.store.AllGuests(t.Context())) {
		t.Errorf("kept %+v", g)
	}
	r.mustHold(r.say("/start"), "This bot is private")
}

// At an open door a link is not fetched on anybody's word.
func TestLinksAreReadForGuestsOnly(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/start")
	r.mustHold(r.say("https://newwire.example/envoys"), "I did not understand")
	r.as = persona(t, "Root")
	r.say("/allow 42")
	r.as = persona(t, "Ada")
	r.mustHold(r.say("https://newwire.example/envoys"), "*Envoys in Oslo*")
	r.mustHold(r.say("https://newwire.example/lost"), "could not be read: the server answers 404")
}

func TestExportIsTheTableOfTheLookUp(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.meetings(130)
	rows := func(text string) [][]string {
		t.Helper()
		reply := r.say(text)
		if reply.File == nil {
			t.Fatalf("%q gives no file: %s", text, plain(reply))
		}
		all, err := csv.NewReader(bytes.NewReader(reply.File.Bytes)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all[1:]
	}
	for text, want := range map[string]int{
		"/export met":                     132,
		"/export meetings place:Oslo":     130,
		"/export met Prado":               1,
		"/export met topic:borders":       1,
		"/export said since:2d":           2,
		"/export visits person:Prado":     1,
		`/export said Reyes "first step"`: 1,
	} {
		if got := rows(text); len(got) != want {
			t.Errorf("%q gives %d rows, want %d: %.500v", text, len(got), want, got)
		}
	}
	reply := r.say("/export met Prado json")
	var row struct {
		People []string `json:"people"`
		Place  string   `json:"place"`
	}
	if err := json.Unmarshal(bytes.TrimSpace(reply.File.Bytes), &row); err != nil || row.Place != "Baku" || len(row.People) != 2 || reply.File.Name != "met.jsonl" {
		t.Errorf("%v: %+v of %s", err, row, reply.File.Bytes)
	}
	r.mustHold(reply, "*1 meeting*, the newest first. What several articles tell of one is one row.")
	r.mustHold(r.say("/export said Holt"), "No statement of that sort seen in")
	r.mustHold(r.say("/export met person:Zorro"), "Nobody called *Zorro* was seen")
}

func TestFeedsTellHowTheyFare(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "Root")
	state := news.Polling{Read: now, Tried: now, Next: now.Add(15 * time.Minute), PerDay: 24, LastNew: now.Add(-time.Hour)}
	if err := r.store.SavePolling(t.Context(), "test", state); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/feeds"), "*2 feeds*: *1* ok, *1* failing", "*Harbour Post* – ok", "24 articles a day · next try in 15 minutes", "*Evening Gone* – failing (403)")
	r.now = now.AddDate(0, 0, 8)
	r.mustHold(r.say("/feeds quiet"), "*2 feeds*: *1* quiet, *1* failing", "*Harbour Post* – quiet (nothing new for 8 days, usually 24 a day)")
	state.Suspended, state.Gone, state.Reason = true, 3, "the server says that it is gone for good (410)"
	if err := r.store.SavePolling(t.Context(), "test", state); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/feeds suspended"), "*Harbour Post* – suspended (the server says")
	r.say("/feed_resume test")
	s, err := r.store.Source(t.Context(), "test")
	if err != nil || s.State.Suspended || s.State.Gone != 0 || !s.State.Next.IsZero() {
		t.Errorf("%v: resumed %+v", err, s.State)
	}
}

func TestStatsCountDeliveries(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.deliver(time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC), "one")
	r.now = time.Date(2023, 11, 17, 3, 0, 0, 0, time.UTC)
	r.as = persona(t, "Root")
	r.mustHold(r.say("/stats"), "Deliveries of the last 24 hours: *1* begun, *1* finished", "Next digest due: *Fri 17 Nov, 08:00*")
	r.now = time.Date(2023, 11, 17, 5, 0, 0, 0, time.UTC)
	r.mustHold(r.say("/stats"), "Oldest digest due: *Fri 17 Nov, 08:00*, late by *60 minutes*")
}
