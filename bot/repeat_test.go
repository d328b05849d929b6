package bot_test

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/bot"
	"readout/digest/news"
)

// A process may die between an effect and its being noted, so that an update
// is handled again. Every conversation in which each message and event is
// handled three times leaves the same behind as the one that was answered
// once.
func TestAnUpdateHandledAgainChangesNothing(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			transcript, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			once, thrice := open(t), open(t)
			thrice.times = 2
			once.replay(string(transcript))
			thrice.replay(string(transcript))
			if diff := cmp.Diff(once.state(), thrice.state()); diff != "" {
				t.Errorf("-once +thrice:\n%s", diff)
			}
		})
	}
}

// state is what acts of the bot leave behind, but for the codes of
// invitations, which nobody can guess.
type state struct {
	Subscribers []news.Subscriber
	Topics      []news.Topic
	Sources     []news.Source
	Guests      []news.Guest
	Invitations []news.Invitation
	Aliases     []news.Alias
	Reports     []news.Report
	Door        news.Door
}

func (r *room) state() state {
	r.t.Helper()
	ctx := r.t.Context()
	s := state{
		Subscribers: all(r.t, r.store.AllSubscribers(ctx)), Topics: all(r.t, r.store.AllTopics(ctx)), Sources: all(r.t, r.store.AllSources(ctx)),
		Guests: all(r.t, r.store.AllGuests(ctx)), Invitations: all(r.t, r.store.AllInvitations(ctx)),
		Aliases: all(r.t, r.store.AllAliases(ctx)), Reports: all(r.t, r.store.AllReports(ctx, 0)),
	}
	for i := range s.Guests {
		s.Guests[i].Invitation, _, _ = strings.Cut(s.Guests[i].Invitation, "-")
	}
	for i := range s.Invitations {
		s.Invitations[i].Code, _, _ = strings.Cut(s.Invitations[i].Code, "-")
	}
	var err error
	if s.Door, err = r.store.Door(ctx); err != nil {
		r.t.Fatal(err)
	}
	return s
}

func all[T any](t *testing.T, list iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for x, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// Two admins who ask for an invitation at one moment get one each; the same
// message handled again gives the same link.
func TestAnInvitationBelongsToItsMessage(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "Root")
	ask := func(id string) bot.Reply {
		m := r.as
		m.ID, m.Text = id, "/invite"
		return r.send(m)
	}
	one, again, other := plain(ask("m1")), plain(ask("m1")), plain(ask("m2"))
	if one != again || one == other {
		t.Errorf("asked %s again %s other %s", one, again, other)
	}
	if n := len(all(t, r.store.AllInvitations(t.Context()))); n != 2 {
		t.Errorf("%d invitations", n)
	}
}
