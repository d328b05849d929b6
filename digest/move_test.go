package digest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// meet is an item that tells of a meeting.
func meet(guid, with string, at time.Time) string {
	words := strings.Repeat("The harbour was quiet and the weather fair for the season. ", 12)
	return fmt.Sprintf("<item><guid isPermaLink='false'>%s</guid><link>https://street.example/%s</link><title>Prado meets %s</title><pubDate>%s</pubDate><description>Energy Minister Ana Prado met %s in Lyon on Monday. %s</description></item>",
		guid, guid, with, at.Format(time.RFC1123Z), with, words)
}

// lines are the numbered lines of what came since Monday began.
func (s *street) lines() []string {
	s.t.Helper()
	r := digest.Request{Reader: news.Subscriber{Topics: []news.TopicID{"old"}}, Since: monday}
	d, err := s.Preview(s.t.Context(), r, s.clock())
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	for _, b := range d.Blocks {
		if b.Kind == news.Item {
			all = append(all, b.Text.String())
		}
	}
	return all
}

// Two feeds end at one address for good. They become one: nothing that either
// listed is lost or said twice, before and after, and topics go on.
func TestF12TwoFeedsThatLeadToOneAddressBecomeOne(t *testing.T) {
	t.Parallel()
	cases.Try(t, "F12 to an address that another source has: they become one", func(t *testing.T) {
		s := walk(t)
		s.add("/moved")
		for _, err := range []error{
			s.store.SaveSource(t.Context(), news.Source{ID: "t", URL: s.url + "/said", Added: monday, Folders: []string{"coast"}}),
			s.store.SaveTopic(t.Context(), news.Topic{ID: "old", Name: "Old", Sources: []news.SourceID{"s"}}),
			s.store.SaveTopic(t.Context(), news.Topic{ID: "new", Name: "New", Sources: []news.SourceID{"t"}}),
			s.store.SaveTopic(t.Context(), news.Topic{ID: "both", Name: "Both", Sources: []news.SourceID{"t", "s"}}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		items := ""
		for n, with := range []string{"Tom Reyes", "Iver Holt", "Nadia Sabel", "Luka Veld", "Mira Kolo", "Pia Strand", "Jon Marek", "Ewa Lind"} {
			items = meet(fmt.Sprint("m", n), with, s.clock()) + items
			s.say(items)
			s.after(12 * time.Hour)
			if got := s.lines(); len(got) != n+1 {
				t.Fatalf("after %d articles: %q", n+1, got)
			}
		}
		got := s.source()
		if !got.Paused || got.ReadAs != "t" || got.Health(s.clock()).Reason != "leads to the same address as t and is read as that" {
			t.Errorf("not read as the other: %+v", got)
		}
		if gaps := got.Gaps(monday, s.clock()); len(gaps) > 0 && gaps[len(gaps)-1].Until.IsZero() {
			t.Errorf("counts as unread: %+v", gaps)
		}
		for id, want := range map[news.TopicID][]news.SourceID{"old": {"s", "t"}, "new": {"t"}, "both": {"t", "s"}} {
			topic, err := s.store.Topic(t.Context(), id)
			if diff := cmp.Diff(want, topic.Sources); err != nil || diff != "" {
				t.Errorf("topic %s: %v %s", id, err, diff)
			}
		}
		asked := s.asked
		s.after(time.Hour)
		if s.asked != asked+1 {
			t.Errorf("asked %d times for one feed", s.asked-asked)
		}
	})
	cases.Try(t, "F12 two that lead to each other: one stays", func(t *testing.T) {
		s := walk(t)
		s.add("/ping")
		if err := s.store.SaveSource(t.Context(), news.Source{ID: "t", URL: s.url + "/pong", Added: monday}); err != nil {
			t.Fatal(err)
		}
		s.say(stories(1, 3, monday))
		for range 12 {
			s.after(12 * time.Hour)
		}
		one := s.source()
		two, err := s.store.Source(t.Context(), "t")
		if err != nil || one.Paused == two.Paused || one.State.Read.IsZero() {
			t.Errorf("%v: one %+v, two %+v", err, one, two)
		}
	})
}

// Two feeds that take one address in the same moment do not see each other do
// it: the one that looks last finds both, and one of them stays.
func TestTwoFeedsThatMoveInOneMomentBecomeOne(t *testing.T) {
	t.Parallel()
	s := walk(t)
	s.add("/ping")
	race := &race{Store: s.store, url: s.url + "/said"}
	s.Desk = digest.New(race, s.reader, slog.New(slog.DiscardHandler), digest.Options{Owner: "test"})
	s.say(stories(1, 3, monday))
	for range 12 {
		s.after(12 * time.Hour)
	}
	one := s.source()
	two, err := s.store.Source(t.Context(), "t")
	if err != nil || one.Paused || two.ReadAs != "s" {
		t.Errorf("%v: one %+v, two %+v", err, one, two)
	}
}

// race is a store in which another process moves a feed to an address at the
// moment when this one does.
type race struct {
	storage.Store
	url  string
	once sync.Once
}

func (r *race) SaveSource(ctx context.Context, s news.Source) (err error) {
	if s.URL == r.url {
		r.once.Do(func() { err = r.Store.SaveSource(ctx, news.Source{ID: "t", URL: r.url, Added: monday}) })
	}
	return errors.Join(err, r.Store.SaveSource(ctx, s))
}

// moves answers with redirects for good.
func moves(mux *http.ServeMux) {
	mux.Handle("/moved", http.RedirectHandler("/said", http.StatusMovedPermanently))
	mux.Handle("/ping", http.RedirectHandler("/said", http.StatusMovedPermanently))
	mux.Handle("/pong", http.RedirectHandler("/said", http.StatusPermanentRedirect))
}
