package digest_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest"
	"readout/digest/news"
)

// sluggish is a wire whose feeds take their time.
type sluggish struct {
	*wire
	takes time.Duration
}

func (s sluggish) Fetch(ctx context.Context, of news.Source) (news.Batch, error) {
	select {
	case <-time.After(s.takes):
		return s.wire.Fetch(ctx, of)
	case <-ctx.Done():
		return news.Batch{}, errors.New("timeout")
	}
}

// After a long outage, a late digest holds what happened meanwhile, if that can
// be read within some minutes. Who is due when it is over waits for no feed.
func TestALateDigestHoldsWhatHappenedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		takes time.Duration // reading a feed
		from  time.Time     // until when it was down
		came  string
		holds bool
	}{
		"feeds answer":                 {takes: 20 * time.Second, from: morning(0).Add(2 * time.Hour), came: "10:00", holds: true},
		"feeds take too long":          {takes: 10 * time.Minute, from: morning(0).Add(2 * time.Hour), came: "10:03"},
		"it is down for a moment":      {takes: 20 * time.Second, from: morning(0).Add(4 * time.Minute), came: "08:04"},
		"it is back before the digest": {takes: time.Hour, from: morning(0).Add(-30 * time.Second), came: "08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := open(t)
				defer h.store.Close()
				begun := time.Now()
				clock := func() time.Time { return c.from.Add(time.Since(begun)) }
				h.feed("herald")
				h.subscribe(monday)
				seen := morning(0).Add(-2 * time.Minute)
				if c.from.Before(seen) {
					seen = c.from.Add(-3 * time.Hour)
				}
				h.duty(func(d *news.Duty) { d.Look(seen) })
				h.wire.publish("herald", "Talks in Lyon", talks, monday)
				var came []string
				h.post.onSend = func() { came = append(came, clock().UTC().Format("15:04")) }
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() {
					defer close(done)
					digest.New(h.store, sluggish{h.wire, c.takes}, slog.New(slog.DiscardHandler), digest.Options{}).Run(ctx, clock, h.post)
				}()
				time.Sleep(20 * time.Minute)
				stop()
				<-done
				if got := strings.Join(came, " "); got != c.came {
					t.Errorf("came at %s, want %s", got, c.came)
				}
				if holds := strings.Contains(strings.Join(h.post.arrived, ""), "Prado"); holds != c.holds {
					t.Errorf("got %q", h.post.arrived)
				}
			})
		})
	}
}
