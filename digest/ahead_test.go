package digest_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest/news"
)

// A clock that was years ahead and was set right, before a start or while the
// desk works, keeps no feed from being read.
func TestFeedsAreReadWhenTheClockWentBack(t *testing.T) {
	t.Parallel()
	for _, wait := range []time.Duration{time.Second, 2 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			h := open(t)
			h.feed("herald")
			ahead := func() { h.triedAt(time.Now().AddDate(3, 0, 0)) }
			if wait < time.Minute {
				ahead()
			}
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() {
				defer close(done)
				h.Read(ctx, time.Now)
			}()
			synctest.Wait()
			if wait > time.Minute {
				ahead()
			}
			began := time.Now()
			time.Sleep(wait + 2*time.Minute)
			s, err := h.store.Source(t.Context(), "herald")
			if err != nil {
				t.Fatal(err)
			}
			if now := time.Now(); s.State.Read.After(now) || s.State.Read.Before(began) || s.State.Next.After(now.Add(time.Hour)) {
				t.Errorf("after %s: read %s, next %s", wait, s.State.Read, s.State.Next)
			}
			stop()
			<-done
			h.store.Close()
		})
	}
}

// triedAt leaves the herald as a reading at a moment does.
func (h *house) triedAt(at time.Time) {
	h.t.Helper()
	p := news.Polling{Tried: at, Read: at, Full: at, Next: at.Add(15 * time.Minute)}
	if err := h.store.SavePolling(h.t.Context(), "herald", p); err != nil {
		h.t.Fatal(err)
	}
}
