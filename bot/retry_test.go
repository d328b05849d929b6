package bot_test

import (
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest/news"
)

// delivered gives the reader the digest of this morning, whose parts came to
// these ends; one of no end is still to go.
func (r *room) delivered(states ...news.PartState) {
	r.t.Helper()
	r.say("/subscribe energy")
	r.change(func(s *news.Subscriber) {
		s.Due = news.Slot{Date: "2023-11-15", Time: 8 * 60, At: r.now.Add(-time.Hour)}
	})
	claims, err := r.store.ClaimDue(r.t.Context(), r.now, "test", time.Minute, 1)
	if err != nil || len(claims) != 1 {
		r.t.Fatalf("claims %v, %v", claims, err)
	}
	d := news.Delivery{Key: news.DeliveryKey{Address: here, Date: "2023-11-15", Slot: "08:00"}, Begun: r.now.Add(-time.Hour)}
	key := d.Key
	for i, state := range states {
		d.Parts = append(d.Parts, news.Part{From: i, To: i + 1, State: state})
		if state == news.Waiting {
			key = news.DeliveryKey{} // It stays open.
		}
	}
	e := news.NewEdition([]news.Block{{Kind: news.Note, Text: news.Say("one")}, {Kind: news.Note, Text: news.Say("two")}}, nil, r.now)
	d.Edition = e.ID
	if _, err := r.store.BeginDelivery(r.t.Context(), claims[0], d, e); err != nil {
		r.t.Fatal(err)
	}
	err = r.store.FinishDelivery(r.t.Context(), claims[0], key, r.now, func(s *news.Subscriber) error { s.Plan(r.now); return nil })
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) change(how func(*news.Subscriber)) news.Subscriber {
	r.t.Helper()
	s, err := r.store.UpdateSubscriber(r.t.Context(), here, func(s *news.Subscriber) error { how(s); return nil })
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// What an admin asks to be sent again is due at once under its own slot, and
// nothing else is.
func TestRetry(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		states []news.PartState
		before func(*news.Subscriber)
		says   string
		again  bool
	}{
		"a part was refused":         {states: []news.PartState{news.Sent, news.Refused}, says: "What failed of the digest of *2023-11-15, 08:00* is sent to `42` once more", again: true},
		"a part may have arrived":    {states: []news.PartState{news.Unknown}, says: "is sent to `42` once more", again: true},
		"all arrived":                {states: []news.PartState{news.Sent, news.Sent}, says: "Nothing failed of the last digest"},
		"it was broken off":          {states: []news.PartState{news.Sent, news.Waiting}, before: blocked, says: "is sent to `42` once more", again: true},
		"nothing of it arrived":      {states: []news.PartState{news.Refused, news.Refused}, before: blocked, says: "is sent to `42` once more", again: true},
		"the reader is shut out":     {states: []news.PartState{news.Refused}, before: func(s *news.Subscriber) { s.Gone = "banned" }, says: "is shut out"},
		"the reader's digest is due": {states: []news.PartState{news.Refused}, before: func(s *news.Subscriber) { s.Due.At = now }, says: "on its way to `42` already"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			r.delivered(c.states...)
			if c.before != nil {
				r.change(c.before)
			}
			r.as = bot.Message{At: news.Address{Chat: root}, Kind: "private", From: bot.User{ID: root, Name: "Root"}}
			if got := plain(r.say("/retry 42")); !strings.Contains(got, c.says) {
				t.Errorf("it says %q", got)
			}
			s := r.change(func(*news.Subscriber) {})
			if s.Again != c.again || c.again && (s.Gone != "" || s.Due.Date != "2023-11-15" || s.Due.Time != 8*60 || !s.Due.At.Equal(now)) {
				t.Errorf("again %t, gone %q, due %+v", s.Again, s.Gone, s.Due)
			}
		})
	}
}

func blocked(s *news.Subscriber) { s.Gone, s.Due = "blocked", news.Slot{} }

func TestRetryWhileHeld(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.delivered(news.Refused, news.Refused)
	r.as = bot.Message{At: news.Address{Chat: root}, Kind: "private", From: bot.User{ID: root, Name: "Root"}}
	r.say("/hold on")
	if got := plain(r.say("/retry 42")); !strings.Contains(got, "when digests are no longer held") {
		t.Errorf("it says %q", got)
	}
	if got := plain(r.say("/retry 42")); !strings.Contains(got, "is due already") || !strings.Contains(got, "held") {
		t.Errorf("asked again, it says %q", got)
	}
}
