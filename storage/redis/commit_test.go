package redis_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

var (
	noon    = time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC)
	errDead = errors.New("dead")
)

// dying is a connection that ends after so many commands: of those that
// follow, none is done, and with late also the last one's answer is lost.
type dying struct {
	left *atomic.Int64
	late bool
}

func (d dying) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (d dying) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		left := d.left.Add(-1)
		if left >= 0 {
			if err := next(ctx, cmd); left > 0 || !d.late {
				return err
			}
		}
		cmd.SetErr(errDead)
		return errDead
	}
}

func (d dying) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		left := d.left.Add(-int64(len(cmds)))
		done := cmds[:max(0, min(len(cmds), len(cmds)+int(left)))]
		var err error
		if len(done) > 0 {
			err = next(ctx, done)
		}
		if left > 0 || left == 0 && !d.late {
			return err
		}
		for _, cmd := range cmds {
			cmd.SetErr(errDead)
		}
		return errDead
	}
}

func told(id string, hour int, names ...string) news.Report {
	at := noon.Add(time.Duration(hour) * time.Hour)
	r := news.Report{Article: news.Article{
		ID: news.ArticleID(id), Source: "bell", Title: "Talks of " + id, Text: "They met in Lyon.",
		Published: at, Seen: at.Add(time.Minute), Fingerprint: fmt.Sprint(id, names),
	}}
	r.Facts.Meetings = []news.Meeting{{Participants: names, Place: "Lyon", Day: "2031-03-04", Evidence: news.Evidence{Span: news.Span{End: 17}}}}
	return r
}

// sight is all that can be seen of an archive.
type sight struct {
	Head    int64
	Reports []news.Report
	Names   []storage.NameUse
	Stats   storage.Stats
	Found   [][]news.ArticleID
	Source  news.Source
}

func look(t *testing.T, s *redis.Store) sight {
	t.Helper()
	var v sight
	var errs [4]error
	v.Head, errs[0] = s.Head(t.Context())
	v.Names, errs[1] = s.FindNames(t.Context(), nil, false, 100)
	v.Stats, errs[2] = s.Stats(t.Context())
	v.Source, errs[3] = s.Source(t.Context(), "bell")
	for r, err := range s.AllReports(t.Context(), 0) {
		errs[0] = errors.Join(errs[0], err)
		v.Reports = append(v.Reports, r)
	}
	for _, q := range []storage.Query{
		{}, {Words: "talks"}, {Words: "a"}, {People: [][]string{{"Ana Prado"}}}, {People: [][]string{{"Mira Solano"}}},
		{Kind: storage.Meetings, Place: "Lyon", From: "2031-03-04"}, {Kind: storage.Meetings, To: "2031-03-03"},
	} {
		page, err := s.Search(t.Context(), q)
		errs[0] = errors.Join(errs[0], err)
		var ids []news.ArticleID
		for _, r := range page.Reports {
			ids = append(ids, r.Article.ID)
		}
		v.Found = append(v.Found, ids)
	}
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	return v
}

func wantSight(t *testing.T, what string, got, want sight) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// archiveOf opens a store in which an intake follows on an older one.
func archiveOf(t *testing.T, address string, hooks ...goredis.Hook) (*redis.Store, storage.Intake) {
	t.Helper()
	s, err := redis.OpenHooked(t.Context(), address, redis.Options{}, hooks...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	err = s.SaveSource(t.Context(), news.Source{ID: "bell", URL: "https://bell.example/feed"})
	_, err2 := s.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{told("a", 1, "Ana Prado", "Tom Reyes"), told("b", 2, "Ana Prado", "Mira Solano")}})
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return s, storage.Intake{
		Reports: []news.Report{told("c", 3, "Tom Reyes", "José Núñez"), told("a", -1, "José Núñez", "Mira Solano"), told("d", 4, "Ana Prado", "Nobody")},
		Source:  "bell", State: news.Polling{URL: "https://bell.example/feed", ETag: "new", Read: noon}, Title: "The Bell",
	}
}

// TestDeadInACommit breaks a commit off at every command.
func TestDeadInACommit(t *testing.T) {
	t.Parallel()
	whole, in := archiveOf(t, imitation(t))
	before := look(t, whole)
	if _, err := whole.SaveReports(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	after := look(t, whole)
	for _, late := range []bool{false, true} {
		undone, done := 0, 0
		for n := 0; ; n++ {
			address := imitation(t)
			left := &atomic.Int64{}
			left.Store(1 << 40)
			s, in := archiveOf(t, address, dying{left, late})
			left.Store(int64(n))
			if _, err := s.SaveReports(t.Context(), in); err == nil {
				break
			}
			again := open(t, address, redis.Options{})
			switch found := look(t, again); found.Head {
			case before.Head:
				undone++
				wantSight(t, fmt.Sprint("after command ", n), found, before)
			default:
				done++
				wantSight(t, fmt.Sprint("after command ", n), found, after)
			}
			if left := again.Client().ZCard(t.Context(), "readout:{archive}:reports:journal").Val(); left != 0 {
				t.Errorf("after command %d: %d in the journal", n, left)
			}
			if _, err := again.SaveReports(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			wantSight(t, fmt.Sprint("repeated after command ", n), look(t, again), after)
		}
		if undone < 3 || done < 8 {
			t.Errorf("%d broken off before the commit, %d after it", undone, done)
		}
	}
}

// TestWhatADeadProcessLeft is worked off by the next that saves, without
// anybody opening the store.
func TestWhatADeadProcessLeft(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	alive := open(t, address, redis.Options{})
	left := &atomic.Int64{}
	left.Store(1 << 40)
	s, in := archiveOf(t, address, dying{left, true})
	left.Store(6) // the commit, its answer lost
	if saved, err := s.SaveReports(t.Context(), in); err == nil {
		t.Fatalf("saved %+v", saved)
	}
	if found := look(t, alive); found.Head != 4 || len(found.Found[0]) != 1 {
		t.Fatalf("not broken off where it should be: head %d, found %v", found.Head, found.Found[0])
	}
	if _, err := alive.SaveReports(t.Context(), storage.Intake{}); err != nil {
		t.Fatal(err)
	}
	if found := look(t, alive); len(found.Found[0]) != 4 || len(found.Found[3]) != 2 {
		t.Errorf("found %v", found.Found)
	}
}

func TestEveryCommandTwice(t *testing.T) {
	t.Parallel()
	run := func(hooks ...goredis.Hook) (sight, []storage.Saved, []news.Source) {
		s, in := archiveOf(t, imitation(t), hooks...)
		var saved []storage.Saved
		for range 2 {
			one, err := s.SaveReports(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			saved = append(saved, one)
		}
		moved := told("a", -2, "Ana Prado")
		moved.Article.Seq = 9
		if err := s.RestoreReports(t.Context(), []news.Report{moved}); err != nil {
			t.Fatal(err)
		}
		for _, id := range []news.SourceID{"x", "y", "z"} {
			if err := s.SaveSource(t.Context(), news.Source{ID: id, URL: string(id)}); err != nil {
				t.Fatal(err)
			}
		}
		claimed, err := s.ClaimSources(t.Context(), noon, time.Minute, 2)
		if err != nil {
			t.Fatal(err)
		}
		return look(t, s), saved, claimed
	}
	want, wantSaved, wantClaimed := run()
	got, saved, claimed := run(repeated{})
	wantSight(t, "archive", got, want)
	if diff := cmp.Diff(wantSaved, saved); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(wantClaimed, claimed, cmpopts.EquateEmpty()); diff != "" || len(claimed) != 2 {
		t.Error(diff)
	}
}

// TestSeveralProcesses has some of them save the same reports at once, each
// with its own facts.
func TestSeveralProcesses(t *testing.T) {
	t.Parallel()
	const processes, rounds, perRound = 4, 6, 5
	address := imitation(t)
	var fresh atomic.Int64
	var running sync.WaitGroup
	for p := range processes {
		s := open(t, address, redis.Options{})
		running.Go(func() {
			for round := range rounds {
				var in storage.Intake
				for i := range perRound {
					in.Reports = append(in.Reports, told(fmt.Sprintf("%d-%d", round, i), (p*7+i)%5, fmt.Sprint("Name", p), "Ana Prado"))
				}
				saved, err := s.SaveReports(t.Context(), in)
				if err != nil {
					t.Error(err)
				}
				fresh.Add(int64(saved.New))
			}
		})
	}
	running.Wait()
	s := open(t, address, redis.Options{})
	uses := map[string]int{}
	n := int64(0)
	for r, err := range s.AllReports(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; r.Article.Seq != n {
			t.Errorf("sequence %d at %d", r.Article.Seq, n)
		}
		for _, name := range r.Facts.Names() {
			uses[name]++
		}
	}
	if n != rounds*perRound || fresh.Load() != n {
		t.Errorf("%d reports, %d counted as new", n, fresh.Load())
	}
	wantNames(t, s, uses)
}

func wantNames(t *testing.T, s *redis.Store, want map[string]int) {
	t.Helper()
	found, err := s.FindNames(t.Context(), nil, false, 100)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, use := range found {
		got[use.Name] = use.Reports
		page, err := s.Search(t.Context(), storage.Query{Kind: storage.Meetings, People: [][]string{{use.Name}}, Limit: 100})
		if err != nil || len(page.Reports) != use.Reports {
			t.Errorf("%s meets in %d reports, and %d are found, %v", use.Name, use.Reports, len(page.Reports), err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRestoredOutOfOrder moves reports about, and compares what depends on
// their order with a look at all.
func TestRestoredOutOfOrder(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	random := rand.New(rand.NewPCG(7, 9))
	refused := 0
	for range 120 {
		r := told(fmt.Sprint("r", random.IntN(12)), random.IntN(5), fmt.Sprint("Name", random.IntN(4)), "Ana Prado")
		r.Article.Seq, r.Article.Seen = 1+random.Int64N(20), noon.Add(time.Duration(random.IntN(30))*time.Hour)
		if err := s.RestoreReports(t.Context(), []news.Report{r}); err != nil {
			refused++
		}
		wantOrder(t, s)
		if t.Failed() {
			break
		}
	}
	if refused == 0 || refused > 100 {
		t.Errorf("%d were refused", refused)
	}
}

func wantOrder(t *testing.T, s *redis.Store) {
	t.Helper()
	var all []news.Report
	uses := map[string]int{}
	for r, err := range s.AllReports(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
		for _, name := range r.Facts.Names() {
			uses[name]++
		}
	}
	head, err := s.Head(t.Context())
	if len(all) == 0 {
		return
	}
	if err != nil || head != all[len(all)-1].Article.Seq {
		t.Errorf("head %d after %d, %v", head, all[len(all)-1].Article.Seq, err)
	}
	for hour := range 31 {
		at := noon.Add(time.Duration(hour) * time.Hour)
		want := head
		if i := slices.IndexFunc(all, func(r news.Report) bool { return !r.Article.Seen.Before(at) }); i >= 0 {
			want = all[i].Article.Seq - 1
		}
		if got, err := s.SeqBefore(t.Context(), at); got != want || err != nil {
			t.Errorf("before hour %d: %d, want %d, %v", hour, got, want, err)
		}
	}
	oldest := slices.MinFunc(all, func(a, b news.Report) int { return a.Article.Seen.Compare(b.Article.Seen) }).Article.Seen
	if st, err := s.Stats(t.Context()); err != nil || st.Oldest != oldest || st.Reports != len(all) || st.Meetings != len(all) || st.Names != len(uses) {
		t.Errorf("stats %+v of %d reports since %v, %v", st, len(all), oldest, err)
	}
	wantNames(t, s, uses)
}
