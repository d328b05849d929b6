package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

var kills = flag.Int("kills", 1, "how often the program is killed at each step of a delivery and of reading a feed, on each store")

// The program is killed at every step of a delivery and started again: no
// part is lost, parts come in order, and one that comes twice was in the one
// window in which nobody can know, and is marked so.
func TestKilled(t *testing.T) {
	t.Parallel()
	archive, reader := archiveOfOneMorning(t)
	for _, s := range eachStore() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			m := morning{stores: s, archive: archive, reader: reader}
			whole := m.undisturbed(t)
			if len(whole) < 3 {
				t.Fatalf("a digest of %d parts shows little", len(whole))
			}
			m.parts = len(whole)
			for _, d := range deaths() {
				t.Run(d.name, func(t *testing.T) { m.killedOften(t, whole, d) })
			}
		})
	}
}

const slotOfKilled = "2031-03-04 08:00"

// morning is one reader's digest, delivered by a process that may be killed.
type morning struct {
	stores  testStores
	archive string // a file to copy each store from
	reader  news.Address
	parts   int // of the digest; 0 while that is not known
}

// undisturbed is the text of each part where nobody is killed.
func (m morning) undisturbed(t *testing.T) []string {
	t.Helper()
	r := m.begin(t)
	r.finish("", slotOfKilled+":01")
	return r.texts()
}

// killedOften has a death happen as often as it is asked for, some side by
// side, as a morning mostly waits.
func (m morning) killedOften(t *testing.T, whole []string, d death) {
	t.Parallel()
	var twice atomic.Int64
	t.Cleanup(func() { t.Logf("%s: killed %d times, %d parts came twice", d.name, *kills, twice.Load()) })
	for i := range *kills {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			twice.Add(int64(m.killed(t, whole, d, i)))
		})
	}
}

// killed delivers with a death, checks what came of it, and returns how many
// parts came twice.
func (m morning) killed(t *testing.T, whole []string, d death, round int) int {
	t.Helper()
	r := m.begin(t)
	d.befalls(r, round)
	r.finish("", "2031-03-04 08:03:00")
	twice := r.judge(whole)
	if twice > d.twice {
		t.Errorf("killed at %s: %d parts came twice, at most %d may", d.name, twice, d.twice)
	}
	if d.leaves != nil {
		d.leaves(r)
	}
	return twice
}

// judge holds that every part came, in order, and that one that came twice is
// marked; it returns how many did.
func (r *attempt) judge(whole []string) (twice int) {
	r.Helper()
	twice, wrong := judged(whole, r.texts(), r.delivery())
	for _, w := range wrong {
		r.Error(w)
	}
	return twice
}

// judged tells of what came of a delivery how many parts came twice, and what is
// wrong: parts that did not come or not in order, and those that came twice and
// are not marked in their row and in their words.
func judged(whole, texts []string, d news.Delivery) (twice int, wrong []string) {
	at := -1
	for _, text := range texts {
		once, mayRepeat := unmarked(text)
		i := slices.Index(whole, once)
		switch {
		case i < 0:
			return twice, append(wrong, fmt.Sprintf("a part that belongs to no digest: %q", text))
		case i == at:
			twice++
			if d.Parts[i].Unsure == 0 || !mayRepeat {
				wrong = append(wrong, fmt.Sprintf("part %d came twice and is not marked: %+v, %.60q", i+1, d.Parts[i], text))
			}
		case i != at+1:
			wrong = append(wrong, fmt.Sprintf("part %d came after part %d", i+1, at+1))
		}
		at = max(at, i)
	}
	if at != len(whole)-1 {
		wrong = append(wrong, fmt.Sprintf("%d of %d parts came", at+1, len(whole)))
	}
	return twice, wrong
}

// unmarked is a part without the mark of one that may have come before.
func unmarked(text string) (once string, mayRepeat bool) {
	once = strings.Replace(text, ", may repeat)", ")", 1)
	return once, once != text
}

// attempt is a morning with its own store and Telegram.
type attempt struct {
	*testing.T
	morning
	store    string
	telegram *sandbox.Server
	api      string
	env      []string // what its processes are told besides
	before   int64    // the chat's number before it moved; 0 if it did not
	aside    string   // how what is no digest begins; "" where there is none
}

func (m morning) begin(t *testing.T) *attempt {
	t.Helper()
	r := &attempt{T: t, morning: m, telegram: sandbox.New(sandbox.Options{})}
	web := httptest.NewServer(r.telegram)
	t.Cleanup(web.Close)
	t.Cleanup(r.telegram.Close)
	r.api = web.URL
	for _, c := range []sandbox.NewChat{{ID: m.reader.Chat, Bot: "member"}, {ID: theGroup, Type: "group"}} {
		if _, err := r.telegram.AddChat(c); err != nil {
			t.Fatal(err)
		}
	}
	r.store = m.stores.fill(t, m.archive)
	return r
}

// process starts the program.
func (r *attempt) process(doom, now string) *exec.Cmd {
	r.Helper()
	p := exec.Command("readout-dying", "run", "--store", r.store, "--now", now)
	p.Env = append(os.Environ(), "READOUT_DIE="+doom, "READOUT_ADMINS=99", "READOUT_LISTEN=off", "READOUT_CONFIG=", "READOUT_STORE=",
		"TELEGRAM_API_URL="+r.api, "TELEGRAM_BOT_TOKEN="+r.telegram.Token())
	p.Env = append(p.Env, r.env...)
	p.Stdout, p.Stderr = io.Discard, r.Output()
	if err := p.Start(); err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// die starts the program and waits for its death.
func (r *attempt) die(doom string) {
	r.Helper()
	p := r.process(doom, slotOfKilled+":01")
	watch := time.AfterFunc(patience, func() { _ = p.Process.Kill() })
	_ = p.Wait()
	// One that is asked to end as well may be quicker than its death.
	code, asked := p.ProcessState.ExitCode(), strings.HasPrefix(doom, stopping)
	if !watch.Stop() || code > 0 || code == 0 && !asked {
		r.Fatalf("was to die at %s: %s", doom, p.ProcessState)
	}
	r.bury()
}

// bury ends the lease of a process that died, which others would wait for.
func (r *attempt) bury() {
	r.Helper()
	store, err := openStore(r.Context(), r.store)
	if err != nil {
		r.Fatal(err)
	}
	defer store.Close()
	lease, err := store.TakeLease(r.Context(), "telegram sandbox_bot", "the end", time.Now().Add(time.Hour), time.Second)
	if err == nil && lease.Fence < 2 {
		err = errors.New("nobody held it")
	}
	if err == nil {
		err = store.DropLease(r.Context(), lease)
	}
	if err != nil {
		r.Fatal(err)
	}
}

// finish starts the program, waits until the digest is delivered, and asks it
// to end.
func (r *attempt) finish(doom, now string) {
	r.Helper()
	before := r.hellos()
	p := r.process(doom, now)
	// Where the last one was quicker than its death, all is delivered; but one
	// that is asked to end before it listens to that ends otherwise.
	r.await("up", func() bool { return r.hellos() > before })
	r.await("delivered", r.finished)
	r.await("answered", func() bool { return r.aside == "" || r.answered() })
	r.end(p)
}

// hellos is how often Telegram was asked by the bot who it is.
func (r *attempt) hellos() int {
	for _, c := range r.telegram.Calls() {
		if c.Method == "getMe" {
			return c.Count
		}
	}
	return 0
}

// answered reports whether anything has come that is no digest.
func (r *attempt) answered() bool {
	return len(r.texts()) < len(r.telegram.Arrivals(r.reader.Chat))
}

// await waits until something is so.
func (r *attempt) await(what string, so func() bool) {
	r.Helper()
	for late := time.Now().Add(patience); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			r.Fatalf("not %s within %s; %d parts came", what, patience, len(r.texts()))
		}
	}
}

// end asks a process to end, and waits until it has.
func (r *attempt) end(p *exec.Cmd) {
	r.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		r.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		r.Errorf("asked to end: %v", err)
	}
}

func (r *attempt) key() news.DeliveryKey {
	return news.DeliveryKey{Address: r.reader, Date: "2031-03-04", Slot: "08:00"}
}

// finished reports whether all of the digest came, and is noted.
func (r *attempt) finished() bool {
	if len(r.texts()) < max(1, r.parts) {
		return false
	}
	store, err := openArchive(r.Context(), r.store)
	if err != nil {
		return false // The process is making the file its own.
	}
	defer store.Close()
	d, err := store.Delivery(r.Context(), r.key())
	return err == nil && !d.Finished.IsZero()
}

func (r *attempt) delivery() news.Delivery {
	r.Helper()
	store, err := openArchive(r.Context(), r.store)
	if err != nil {
		r.Fatal(err)
	}
	defer store.Close()
	d, err := store.Delivery(r.Context(), r.key())
	if err != nil {
		r.Fatal(err)
	}
	return d
}

// texts are what arrived in the reader's chat of the digest.
func (r *attempt) texts() []string {
	var texts []string
	all := r.telegram.Arrivals(r.reader.Chat)
	if r.before != 0 {
		all = slices.Concat(r.telegram.Arrivals(r.before), all)
	}
	for _, a := range all {
		if !a.Edit && (r.aside == "" || !strings.HasPrefix(a.Text, r.aside)) {
			texts = append(texts, a.Text)
		}
	}
	return texts
}

// archiveOfOneMorning is a store, as a file, of which a long digest is due to
// one reader.
func archiveOfOneMorning(t *testing.T) (file string, reader news.Address) {
	t.Helper()
	file, reader = filepath.Join(t.TempDir(), "archive.db"), news.Address{Chat: 4242}
	store, err := sqlite.Open(t.Context(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	due := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	if err := fillArchive(t.Context(), store, due); err != nil {
		t.Fatal(err)
	}
	_, err = store.UpdateSubscriber(t.Context(), reader, func(s *news.Subscriber) error {
		s.Kind, s.Topics, s.Length = "private", []news.TopicID{"all"}, news.Full
		s.Schedule = news.Schedule{Times: []news.TimeOfDay{8 * 60}}
		s.Since = due.AddDate(0, 0, -1)
		s.Plan(due.Add(-time.Minute))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return file, reader
}

// fillArchive reads forty articles through the desk.
func fillArchive(ctx context.Context, store storage.Store, due time.Time) error {
	if err := store.SaveTopic(ctx, news.Topic{ID: "all", Name: "All"}); err != nil {
		return err
	}
	var wire manyArticles
	for i, town := range strings.Fields("Lisbon Oslo Accra Lima Quito Hanoi Cairo Tunis Rabat Dakar Nairobi Manila Vienna Prague Zagreb Riga Tallinn Vilnius Dublin Bern Athens Sofia Ankara Baku Tbilisi Yerevan Astana Tashkent Dushanbe Kabul Delhi Dhaka Colombo Bangkok") {
		text := fmt.Sprintf("%s, March 3. President Ana Pradova%d of Veldland met with Prime Minister Tom Reyesen%d of Ostmark in %s on Monday.\n\n"+
			"Pradova%d said that the %d bridges over the river would be repaired before the winter, because %d towns depend on them and no other road leads north.\n\n"+
			"Reyesen%d stressed that Ostmark would pay for %d of them, on the condition that its own companies could take part in the tender.", strings.ToUpper(town), i, i, town, i, i+20, i+3, i, i+10)
		wire = append(wire, news.Article{
			ID: news.IdentityOf("wire", town), Source: "wire", Outlet: "Northern Wire", URL: "https://wire.example/" + town,
			Title: "Talks in " + town, Text: text, Language: "en", Published: due.Add(-12 * time.Hour), Seen: due.Add(-12 * time.Hour),
		})
	}
	if err := store.SaveSource(ctx, news.Source{ID: "wire", URL: "https://wire.example/feed", Paused: false}); err != nil {
		return err
	}
	// Of what a feed holds when it is read first, the newest alone is announced.
	for hour, offered := range []manyArticles{wire[:1], wire} {
		desk := digest.New(store, offered, slog.New(slog.DiscardHandler), digest.Options{})
		at := func() time.Time { return due.Add(time.Duration(hour-13) * time.Hour) }
		if _, err := desk.Ingest(ctx, at); err != nil {
			return err
		}
	}
	return store.DeleteSource(ctx, "wire")
}

// manyArticles is a Fetcher whose feed holds just these.
type manyArticles []news.Article

func (m manyArticles) Fetch(context.Context, news.Source) (news.Batch, error) {
	return news.Batch{Title: "Northern Wire", Articles: m}, nil
}

func (manyArticles) Page(_ context.Context, a news.Article) (news.Article, error) { return a, nil }

func (manyArticles) Read(context.Context, string) (news.Article, error) {
	return news.Article{}, errors.New("no article")
}

func (manyArticles) Discover(context.Context, string) ([]news.Source, error) {
	return nil, errors.New("no feed")
}
