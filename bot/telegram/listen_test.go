package telegram_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

var ada = sandbox.User{ID: 77, FirstName: "Ada", LanguageCode: "en"}

const groupID = -1001000000007

// supergroup is a group with an admin and somebody else.
func (w *world) supergroup() int64 {
	w.t.Helper()
	c, err := w.there.AddChat(sandbox.NewChat{ID: groupID, Type: "supergroup", Title: "Desk", Forum: true, Members: []sandbox.Person{
		{User: ada, Status: "administrator"}, {User: sandbox.User{ID: 78, FirstName: "Bob"}},
	}})
	if err != nil {
		w.t.Fatal(err)
	}
	return c.ID
}

func TestAMessageIsAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	who := &scripted{}
	w.listen(who)
	id := w.say(sandbox.Speech{Chat: reader, From: sandbox.User{ID: reader, FirstName: "Eva", LastName: "Holt", LanguageCode: "de"}, Text: "/who Prado"})
	if a := w.wait(reader, 0); a.Text != "you said /\u2060who Prado" {
		t.Errorf("got %q", a.Text)
	}
	want := bot.Message{ID: strconv.Itoa(id), At: news.Address{Chat: reader}, Kind: "private",
		From: bot.User{ID: reader, Name: "Eva Holt", Language: "de"}, Text: "/who Prado", Admin: true}
	if got := who.messages()[0]; got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	w.fine()
}

func TestGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{HearsAll: true})
	chat := w.supergroup()
	who := &scripted{}
	w.listen(who)
	w.say(sandbox.Speech{Chat: chat, From: ada, Text: "/time 8:00"})
	w.wait(chat, 0)
	w.say(sandbox.Speech{Chat: chat, From: sandbox.User{ID: 78}, Text: "/time 9:00"})
	w.wait(chat, 1)
	w.say(sandbox.Speech{Chat: chat, Anonymous: true, Text: "/time 10:00"})
	w.wait(chat, 2)
	thread, err := w.there.OpenTopic(chat, "Energy")
	if err != nil {
		t.Fatal(err)
	}
	own := w.there.Arrivals(chat)[0].Message
	w.say(sandbox.Speech{Chat: chat, Thread: thread, From: ada, Text: "2", ReplyTo: own})
	a := w.wait(chat, 3)
	if a.Thread != thread {
		t.Errorf("answered in thread %d, asked in %d", a.Thread, thread)
	}
	got := who.messages()
	for i, want := range []struct {
		admin bool
		from  int64
		name  string
	}{{true, 77, "Ada"}, {false, 78, ""}, {true, 0, "Desk"}, {true, 77, "Ada"}} {
		if got[i].Admin != want.admin || got[i].From.ID != want.from || want.name != "" && got[i].From.Name != want.name || got[i].Kind != "group" {
			t.Errorf("message %d is %+v", i, got[i])
		}
	}
	if got[3].Shows != strconv.Itoa(own) || got[3].At.Thread != thread || got[2].At.Thread != 0 {
		t.Errorf("got %+v", got[3])
	}
	if n := w.count("getChatMember"); n != 2 {
		t.Errorf("asked %d times who is an admin, want once for each of two", n)
	}
}

// A4: words that nobody typed here and now do nothing.
func TestWhatNobodyWroteHereIsIgnored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{HearsAll: true})
	chat := w.supergroup()
	who := &scripted{}
	w.listen(who)
	w.say(sandbox.Speech{Chat: chat, From: ada, Text: "/stop forwarded", Forwarded: true})
	w.say(sandbox.Speech{Chat: chat, Text: "/stop linked", Linked: sandbox.Chat{ID: -1009, Type: "channel", Title: "Wire"}})
	w.say(sandbox.Speech{Chat: chat, From: sandbox.User{ID: 99, IsBot: true}, Text: "/stop robot"})
	id := w.say(sandbox.Speech{Chat: chat, From: ada, Text: "first"})
	if _, err := w.there.Revise(sandbox.Revision{Chat: chat, Message: id, Text: "/stop edited"}); err != nil {
		t.Fatal(err)
	}
	w.say(sandbox.Speech{Chat: chat, From: ada, Text: "last"})
	w.wait(chat, 1)
	if got := who.texts(); !slices.Equal(got, []string{"first", "last"}) {
		t.Errorf("heard %q", got)
	}
}

func TestChannels(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	chat, err := w.there.AddChat(sandbox.NewChat{ID: -1002000000001, Type: "channel", Title: "Wire"})
	if err != nil {
		t.Fatal(err)
	}
	who := &scripted{}
	w.listen(who)
	w.say(sandbox.Speech{Chat: chat.ID, Text: "/digest"})
	w.wait(chat.ID, 0)
	if m := who.messages()[0]; m.Kind != "channel" || !m.Admin || m.From.ID != 0 || m.Text != "/digest" {
		t.Errorf("got %+v", m)
	}
}

func TestButtonsWorkAfterARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		r := said("panel " + m.Text)
		r.Edit = m.Pressed
		r.Buttons = [][]bot.Button{{{Label: "8", Command: "/time 8"}, {Label: "9", Command: "/time 9"}}, {{Label: "Read", Link: "https://a.example/x"}}}
		return r
	}}
	stop := w.listen(who)
	w.say(sandbox.Speech{Chat: reader, Text: "settings"})
	first := w.wait(reader, 0)
	stop()
	w.listenBy(w.connect(), who)
	press, err := w.there.Press(sandbox.Tap{Chat: reader, Message: first.Message, Label: "9"})
	if err != nil {
		t.Fatal(err)
	}
	second := w.wait(reader, 1)
	if !second.Edit || second.Message != first.Message || !strings.HasPrefix(second.Text, "panel /") || !strings.HasSuffix(second.Text, "time 9") {
		t.Errorf("got %+v", second)
	}
	if a, _ := w.there.Answer(press.ID); !a.Answered || a.Text != "" {
		t.Errorf("the press was answered %+v", a)
	}
	m := who.messages()[1]
	if m.Text != "/time 9" || !m.Pressed || m.Shows != strconv.Itoa(first.Message) {
		t.Errorf("heard %+v", m)
	}
	if url := second.Keyboard.Rows[1][0].URL; url != "https://a.example/x" {
		t.Errorf("the link leads to %q", url)
	}
	w.fine()
}

func TestEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	who := &scripted{note: func(e bot.Event) bot.Reply {
		if e.What == bot.Added {
			return said("hello all")
		}
		return bot.Reply{}
	}}
	w.listen(who)
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	w.wait(reader, 0)
	group, err := w.there.AddChat(sandbox.NewChat{ID: -55, Type: "group", Title: "Desk", Bot: "left", Members: []sandbox.Person{{User: ada, Status: "creator"}}})
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.there.Block(reader))
	must(w.there.Unblock(reader))
	who.told(t, 2)
	must(w.there.Invite(group.ID, ada))
	if a := w.wait(group.ID, 0); a.Text != "hello all" {
		t.Errorf("got %q", a.Text)
	}
	to, err := w.there.Migrate(group.ID, 0)
	must(err)
	must(w.there.Expel(to, ada))
	var migrations, others []bot.Event
	for _, e := range who.told(t, 6) {
		if e.What == bot.Migrated {
			migrations = append(migrations, e)
		} else {
			others = append(others, e)
		}
	}
	want := []bot.Event{
		{What: bot.Blocked, At: news.Address{Chat: reader}, Kind: "private"},
		{What: bot.Returned, At: news.Address{Chat: reader}, Kind: "private"},
		{What: bot.Added, At: news.Address{Chat: group.ID}, Kind: "group", Title: "Desk"},
	}
	for i, e := range want {
		if i >= len(others) || others[i].What != e.What || others[i].At != e.At || others[i].Kind != e.Kind || others[i].Title != e.Title {
			t.Fatalf("got %+v, want %+v", others, want)
		}
	}
	for _, m := range migrations {
		if m.At.Chat != group.ID || m.To != to {
			t.Errorf("got %+v", m)
		}
	}
	if len(migrations) == 0 {
		t.Error("no migration was told")
	}
}

// What takes the right to write comes back with what gives it: a topic that is
// opened again, or a place among the admins whatever the members may.
func TestARightToWriteThatIsGivenBackIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	chat := w.supergroup()
	who := &scripted{}
	w.listen(who)
	thread, err := w.there.OpenTopic(chat, "Energy")
	if err != nil {
		t.Fatal(err)
	}
	for n, act := range []func() error{
		func() error { return w.there.CloseTopic(chat, thread) },
		func() error { return w.there.ReopenTopic(chat, thread) },
		func() error { return w.there.CloseTopic(chat, 1) },
		func() error { return w.there.ReopenTopic(chat, 1) },
		func() error { return w.there.Restrict(chat, ada, "text messages") },
		func() error { return w.there.Promote(chat, ada) },
	} {
		if err := act(); err != nil {
			t.Fatal(n, err)
		}
	}
	want := []bot.Event{
		{What: bot.Returned, At: news.Address{Chat: chat, Thread: thread}},
		{What: bot.Returned, At: news.Address{Chat: chat}},
		{What: bot.Added, At: news.Address{Chat: chat}},
	}
	for i, e := range who.told(t, len(want)) {
		if e.What != want[i].What || e.At != want[i].At || e.Kind != "group" || e.Title != "Desk" {
			t.Errorf("event %d is %+v", i, e)
		}
	}
	w.fine()
}

// A crash after the effect and before the confirmation: the update comes again
// and does nothing.
func TestAnUpdateIsHandledOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	who := &scripted{}
	stop := w.listen(who)
	w.say(sandbox.Speech{Chat: reader, Text: "one"})
	w.wait(reader, 0)
	// No poll confirms it from here on.
	if err := w.there.Inject(sandbox.Fault{Method: "getUpdates", Kind: "refuse", Code: 500, Times: -1}); err != nil {
		t.Fatal(err)
	}
	w.say(sandbox.Speech{Chat: reader, Text: "two"})
	stop()
	w.there.ClearFaults()
	w.listenBy(w.connect(), who)
	w.say(sandbox.Speech{Chat: reader, Text: "three"})
	for n := 1; !slices.Contains(who.texts(), "three"); n++ {
		w.wait(reader, n)
	}
	if got := who.texts(); !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("heard %q", got)
	}
}

// An update that the program died of twice is left alone the third time.
func TestAnUpdateThatKillsIsParked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "killer"})
	first := w.updateID()
	for range 2 {
		if _, err := w.store.BeginUpdate(t.Context(), "telegram "+strconv.FormatInt(w.there.Bot().ID, 10), first, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	who := &scripted{}
	w.listen(who)
	w.say(sandbox.Speech{Chat: reader, Text: "healthy"})
	w.wait(reader, 0)
	if got := who.texts(); !slices.Equal(got, []string{"healthy"}) {
		t.Errorf("heard %q", got)
	}
	if !w.log.has("left alone") {
		t.Error("nobody was told")
	}
}

// updateID is the id of the first update that waits.
func (w *world) updateID() int64 {
	w.t.Helper()
	answer, err := http.Get(w.url + "/bot" + w.there.Token() + "/getUpdates")
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	var list struct {
		Result []struct {
			ID int64 `json:"update_id"`
		} `json:"result"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&list); err != nil || len(list.Result) == 0 {
		w.t.Fatalf("no updates: %v", err)
	}
	return list.Result[0].ID
}

// The updates of one chat are answered in order although others wait.
func TestOrderWithinAChat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	var active, most atomic.Int32
	release := make(chan struct{})
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		if n := active.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer active.Add(-1)
		if m.Text == "slow" {
			<-release
		}
		return said(m.Text)
	}}
	w.listen(who)
	w.say(sandbox.Speech{Chat: 900, Text: "slow"})
	for n := range 10 {
		w.say(sandbox.Speech{Chat: 901, Text: fmt.Sprint(n)})
	}
	w.say(sandbox.Speech{Chat: 900, Text: "after"})
	w.wait(901, 9)
	if n := len(w.there.Arrivals(900)); n != 0 {
		t.Errorf("%d messages came too early", n)
	}
	w.say(sandbox.Speech{Chat: 902, Text: "while one is stuck"})
	w.wait(902, 0)
	close(release)
	w.wait(900, 1)
	if got := texts(w.there.Arrivals(901)); !slices.Equal(got, []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
		t.Errorf("got %q", got)
	}
	if got := texts(w.there.Arrivals(900)); !slices.Equal(got, []string{"slow", "after"}) {
		t.Errorf("got %q", got)
	}
	w.fine()
}

func TestAFileAndALongAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.listen(&scripted{answer: func(bot.Message) bot.Reply {
		r := bot.Reply{File: &bot.File{Name: "me.json", Bytes: []byte(`{"a":1}`)}, Edition: "e1"}
		for n := range 3 {
			r.Blocks = append(r.Blocks, news.Block{Kind: news.Item, Number: n + 1, Text: news.Say(strings.Repeat("word ", 500))})
		}
		r.Buttons = [][]bot.Button{{{Label: "3 more", Command: "/more"}}}
		return r
	}})
	w.say(sandbox.Speech{Chat: reader, Text: "/export_me"})
	file := w.wait(reader, 3)
	all := w.there.Arrivals(reader)
	for i, a := range all[:3] {
		if (a.Keyboard != nil) != (i == 2) || !strings.HasPrefix(a.Text, fmt.Sprintf("(%d/3)\n\n%d word", i+1, i+1)) {
			t.Errorf("part %d is %.60q with the keyboard %v", i+1, a.Text, a.Keyboard)
		}
	}
	if f, ok := w.there.File(file.File); !ok || string(f.Bytes) != `{"a":1}` {
		t.Errorf("got the file %+v", f)
	}
	for _, a := range all[:3] {
		if s, err := w.store.LastShown(t.Context(), news.Address{Chat: reader}, strconv.Itoa(a.Message)); err != nil || s.Edition != "e1" {
			t.Errorf("message %d shows %+v, %v", a.Message, s, err)
		}
	}
}

func TestMenus(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	commands := []bot.Command{
		{Name: "digest", Menu: true, Groups: true, Summary: "now"}, {Name: "time", Menu: true, Changes: true, Summary: "when"},
		{Name: "feeds", Admins: true, Summary: "all feeds"}, {Name: "sub", Summary: "hidden"}, {Name: "Bad Name", Menu: true, Summary: "x"},
	}
	if err := w.client.Menus(t.Context(), commands, []int64{reader, 999999}); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, m := range w.there.Menus() {
		var names []string
		for _, c := range m.Commands {
			names = append(names, c.Command)
		}
		scope, _, _ := strings.Cut(m.Scope, ":")
		got[scope] = strings.Join(names, " ")
	}
	for scope, want := range map[string]string{
		"default": "digest time", "all_private_chats": "digest time", "all_group_chats": "digest", "all_chat_administrators": "digest time", "chat": "digest time feeds",
	} {
		if got[scope] != want {
			t.Errorf("%s has %q, want %q", scope, got[scope], want)
		}
	}
}

// Somebody else who polls is told of once, and waited out.
func TestD4AConflictIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	if err := w.there.Inject(sandbox.Fault{Method: "getUpdates", Kind: "refuse", Code: 409, Times: 2}); err != nil {
		t.Fatal(err)
	}
	w.listen(&scripted{})
	w.say(sandbox.Speech{Chat: reader, Text: "patience"})
	w.wait(reader, 0)
	if n := strings.Count(w.log.String(), "another program polls"); n != 1 {
		t.Errorf("told %d times:\n%s", n, w.log)
	}
}

// What was begun when the context ended is finished, and nothing else begun.
func TestWhatWasBegunIsFinished(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	begun := make(chan struct{})
	release := make(chan struct{})
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		close(begun)
		<-release
		return said("finished " + m.Text)
	}}
	stop := w.listen(who)
	w.say(sandbox.Speech{Chat: reader, Text: "one"})
	w.say(sandbox.Speech{Chat: reader, Text: "two"})
	<-begun
	go func() {
		time.Sleep(200 * time.Millisecond)
		close(release)
	}()
	stop()
	if got := texts(w.there.Arrivals(reader)); !slices.Equal(got, []string{"finished one"}) {
		t.Errorf("got %q", got)
	}
}

// A token that is revoked ends it with a plain error.
func TestARevokedTokenEndsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	if err := w.there.Inject(sandbox.Fault{Method: "getUpdates", Kind: "refuse", Code: 401, Times: -1}); err != nil {
		t.Fatal(err)
	}
	if err := w.client.Listen(t.Context(), &scripted{}); !isErrToken(err) {
		t.Errorf("got %v", err)
	}
}

// An answer follows a group that became a supergroup meanwhile, waits where it
// is asked to, and is not repeated where it may have arrived.
func TestAnswersThroughTrouble(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault sandbox.Fault
		want  int
	}{
		"asked to wait":  {sandbox.Fault{Kind: "refuse", Code: 429, Description: "Too Many Requests: retry after 1", RetryAfter: 1}, 1},
		"fate unknown":   {sandbox.Fault{Kind: "cut", After: true}, 1},
		"server trouble": {sandbox.Fault{Kind: "refuse", Code: 500}, 0},
		"no markup":      {sandbox.Fault{Kind: "refuse", Code: 400, Description: "Bad Request: can't parse entities: x"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sandbox.Options{})
			w.inject(c.fault)
			w.listen(&scripted{})
			w.say(sandbox.Speech{Chat: reader, Text: "one"})
			w.say(sandbox.Speech{Chat: reader, Text: "two"})
			last := w.wait(reader, c.want)
			if last.Text != "you said two" || len(w.there.Arrivals(reader)) != c.want+1 {
				t.Errorf("got %q", texts(w.there.Arrivals(reader)))
			}
		})
	}
}

func TestAnAnswerFollowsAGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	group, err := w.there.AddChat(sandbox.NewChat{ID: -66, Type: "group", Members: []sandbox.Person{{User: ada, Status: "creator"}}})
	if err != nil {
		t.Fatal(err)
	}
	moved := make(chan int64, 1)
	w.listen(&scripted{answer: func(bot.Message) bot.Reply {
		to, err := w.there.Migrate(group.ID, 0)
		if err != nil {
			t.Error(err)
		}
		moved <- to
		r := said("here we are")
		r.Buttons = [][]bot.Button{{{Label: "Go", Command: "/go"}}}
		return r
	}})
	w.say(sandbox.Speech{Chat: group.ID, From: ada, Text: "/digest"})
	to := <-moved
	a := w.wait(to, 0)
	if a.Text != "here we are" {
		t.Errorf("got %q", a.Text)
	}
	// Its buttons work where it came to.
	if at := w.keyboardAt(strconv.Itoa(a.Message)); at.Chat != to {
		t.Errorf("the keyboard belongs to %v", at)
	}
}

// keyboardAt is where the keyboard of a message belongs, once that is noted.
func (w *world) keyboardAt(message string) news.Address {
	w.t.Helper()
	for range 400 {
		for k, err := range w.store.AllKeyboards(w.t.Context()) {
			if err == nil && k.Message == message {
				return k.Address
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatalf("no keyboard of message %s", message)
	return news.Address{}
}

// A panel that was deleted comes anew.
func TestAnEditOfNothingIsSentAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.listen(&scripted{answer: func(m bot.Message) bot.Reply {
		r := said("panel")
		r.Edit = m.Pressed
		r.Buttons = [][]bot.Button{{{Label: "Go", Command: "/go"}}}
		return r
	}})
	w.say(sandbox.Speech{Chat: reader, Text: "settings"})
	first := w.wait(reader, 0)
	if err := w.there.Inject(sandbox.Fault{Method: "editMessageText", Kind: "refuse", Code: 400, Description: "Bad Request: message to edit not found"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.there.Press(sandbox.Tap{Chat: reader, Message: first.Message, Label: "Go"}); err != nil {
		t.Fatal(err)
	}
	if second := w.wait(reader, 1); second.Edit || second.Message == first.Message {
		t.Errorf("got %+v", second)
	}
}

// Who says more than can be answered is not answered, and holds up nobody.
func TestAFloodHoldsUpNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	release := make(chan struct{})
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		if m.At.Chat == 900 {
			<-release
		}
		return said(m.Text)
	}}
	for n := range 60 {
		w.say(sandbox.Speech{Chat: 900, Text: fmt.Sprint(n)})
	}
	w.say(sandbox.Speech{Chat: 901, Text: "hello"})
	w.listen(who)
	w.wait(901, 0)
	close(release)
	w.say(sandbox.Speech{Chat: 902, Text: "after"})
	w.wait(902, 0)
	if n := len(who.messages()); n < 12 || n > 14 {
		t.Errorf("%d messages were answered", n)
	}
	if !w.log.has("too many wait") {
		t.Error("nobody was told")
	}
	for n := 0; ; n++ {
		if a := w.wait(900, n); strings.HasPrefix(a.Text, "You are faster than I can answer") {
			break
		}
	}
	w.say(sandbox.Speech{Chat: 900, Text: "last"})
	all := texts(w.there.Arrivals(900))
	for n := len(all); ; n++ {
		if w.wait(900, n).Text == "last" {
			break
		}
	}
	if n := strings.Count(strings.Join(texts(w.there.Arrivals(900)), "\n"), "You are faster"); n != 1 {
		t.Errorf("one flood was told of %d times", n)
	}
}

// A press that is passed over is ended, so that its button does not seem dead.
func TestAPressPassedOverIsEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	release := make(chan struct{})
	w.listen(&scripted{answer: func(m bot.Message) bot.Reply {
		if m.Text == "wait" {
			<-release
		}
		r := said("panel")
		r.Buttons = [][]bot.Button{{{Label: "Go", Command: "/go"}}}
		return r
	}})
	w.say(sandbox.Speech{Chat: reader, Text: "panel"})
	panel := w.wait(reader, 0)
	for range 20 {
		w.say(sandbox.Speech{Chat: reader, Text: "wait"})
	}
	press, err := w.there.Press(sandbox.Tap{Chat: reader, Message: panel.Message, Label: "Go"})
	if err != nil {
		t.Fatal(err)
	}
	if a := w.toast(press.ID); !strings.HasPrefix(a.Text, "You are faster") {
		t.Errorf("whoever pressed is told %q", a.Text)
	}
	close(release)
}

// What is for nobody but whoever pressed is shown to them alone.
func TestANoticeIsShownAside(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	chat := w.supergroup()
	slow := make(chan struct{})
	w.listen(&scripted{answer: func(m bot.Message) bot.Reply {
		r := said("panel")
		r.Buttons = [][]bot.Button{{{Label: "Forbidden", Command: "forbidden"}, {Label: "Slow", Command: "slow"}, {Label: "Broken", Command: "broken"}}}
		switch m.Text {
		case "forbidden":
			return bot.Reply{Notice: strings.Repeat("not for you ", 20)}
		case "broken":
			panic("broken")
		case "slow":
			<-slow
		}
		return r
	}})
	w.say(sandbox.Speech{Chat: chat, From: ada, Text: "/settings"})
	panel := w.wait(chat, 0)
	for _, c := range []struct{ label, want string }{{"Forbidden", strings.Repeat("not for you ", 20)[:200]}, {"Broken", ""}, {"Slow", ""}} {
		press, err := w.there.Press(sandbox.Tap{Chat: chat, Message: panel.Message, Label: c.label, From: ada})
		if err != nil {
			t.Fatal(err)
		}
		if a := w.toast(press.ID); a.Text != c.want {
			t.Errorf("%s: whoever pressed is told %q, want %q", c.label, a.Text, c.want)
		}
	}
	close(slow)
	w.wait(chat, 1)
	if n := len(w.there.Arrivals(chat)); n != 2 {
		t.Errorf("%d messages came, want the panel and the slow one", n)
	}
}

// toast is the answer to a press, once it is there.
func (w *world) toast(id string) sandbox.Answer {
	w.t.Helper()
	for range 800 {
		if a, ok := w.there.Answer(id); ok && a.Answered {
			return a
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatalf("the press %s is left waiting", id)
	return sandbox.Answer{}
}

// A5: the right to a button is that of who presses it, at that moment.
func TestAButtonAsksWhoPressesIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	chat := w.supergroup()
	if err := w.there.Promote(chat, ada); err != nil {
		t.Fatal(err)
	}
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		r := said(fmt.Sprintf("%s %d admin %t", m.Text, m.From.ID, m.Admin))
		r.Buttons = [][]bot.Button{{{Label: "Go", Command: "go"}}}
		return r
	}}
	w.listen(who)
	w.say(sandbox.Speech{Chat: chat, From: ada, Text: "/settings"})
	panel := w.wait(chat, 0)
	bob := sandbox.User{ID: 78, FirstName: "Bob"}
	for n, step := range []struct {
		by    sandbox.User
		admin bool
	}{{ada, true}, {bob, false}, {ada, false}} {
		if n == 2 {
			if err := w.there.Seat(chat, sandbox.Person{User: ada, Status: "member"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.there.Press(sandbox.Tap{Chat: chat, Message: panel.Message, Label: "Go", From: step.by}); err != nil {
			t.Fatal(err)
		}
		if got, want := w.wait(chat, n+1).Text, fmt.Sprintf("go %d admin %t", step.by.ID, step.admin); got != want {
			t.Errorf("press %d: got %q, want %q", n+1, got, want)
		}
	}
}
