package telegram

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Digests keep below 30 messages a second and one a second to a chat, 20 a
// minute to a group.
func TestPace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		chats    int
		sign     int64
		each     int
		within   time.Duration
		atLeast  time.Duration
		inAnyOne int // sends to one chat in a window
		window   time.Duration
	}{
		"many people": {chats: 500, sign: 1, each: 1, atLeast: 19 * time.Second, within: 21 * time.Second, inAnyOne: 1, window: time.Second},
		"one person":  {chats: 1, sign: 1, each: 13, atLeast: 12 * time.Second, within: 13 * time.Second, inAnyOne: 1, window: time.Second},
		"one group":   {chats: 1, sign: -1, each: 45, atLeast: 2 * time.Minute, within: 3 * time.Minute, inAnyOne: 20, window: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				sends := runPace(t, c.chats, c.each, c.sign)
				if took := time.Since(begun); took < c.atLeast || took > c.within {
					t.Errorf("took %v, want %v to %v", took, c.atLeast, c.within)
				}
				for chat, times := range sends {
					if n := densest(times, c.window); n > c.inAnyOne {
						t.Errorf("%d sends to %d within %v", n, chat, c.window)
					}
				}
			})
		})
	}
}

func runPace(t *testing.T, chats, each int, sign int64) map[int64][]time.Time {
	p := newPace(false)
	var mu sync.Mutex
	var group sync.WaitGroup
	sends := map[int64][]time.Time{}
	for chat := range int64(chats) {
		group.Go(func() {
			for range each {
				if left, err := p.wait(t.Context(), sign*(chat+1), bulk, 0); err != nil || left > 0 {
					t.Errorf("got %v, %v", left, err)
				}
				mu.Lock()
				sends[chat] = append(sends[chat], time.Now())
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return sends
}

// densest is the most sends within any window.
func densest(times []time.Time, window time.Duration) int {
	most := 0
	for i := range times {
		n := 0
		for _, at := range times[i:] {
			if at.Sub(times[i]) < window {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// A reply waits for one place at most, however many digests do.
func TestRepliesGoFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPace(false)
		ctx, cancel := context.WithCancel(t.Context())
		var group sync.WaitGroup
		for chat := range int64(200) {
			group.Go(func() { _, _ = p.wait(ctx, chat+1, bulk, 0) })
		}
		time.Sleep(time.Second)
		asked := time.Now()
		if _, err := p.wait(ctx, 1000, answer, 0); err != nil {
			t.Error(err)
		}
		if took := time.Since(asked); took > time.Second/25+time.Millisecond {
			t.Errorf("a reply waited %v", took)
		}
		cancel()
		group.Wait()
	})
}

func TestChatsAreForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPace(false)
		for chat := range int64(3 * remembered) {
			p.queue(chat+1).waiting--
			if chat%remembered == 0 {
				time.Sleep(time.Minute)
			}
		}
		if n := len(p.chats); n > 2*remembered {
			t.Errorf("%d chats are kept", n)
		}
	})
}

// However many others come meanwhile, a chat that is to be left alone stays so,
// and one that waits for its turn keeps its pace.
func TestNoPaceIsLostWhileItIsNeeded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPace(false)
		p.hit(5, time.Hour)
		var group sync.WaitGroup
		var mu sync.Mutex
		var sends []time.Time
		for range 30 {
			group.Go(func() {
				_ = p.turn(t.Context(), -7, bulk)
				mu.Lock()
				sends = append(sends, time.Now())
				mu.Unlock()
			})
		}
		for n := range int64(10) {
			time.Sleep(groupBurst*groupEvery/2 + time.Second)
			for chat := range int64(remembered) {
				p.queue(1000+n*remembered+chat).waiting--
			}
		}
		group.Wait()
		if n := densest(sends, time.Minute); n > 20 {
			t.Errorf("%d sends to one group within a minute", n)
		}
		if left := p.paused(5, time.Now()); left < 50*time.Minute {
			t.Errorf("a chat that asked for an hour is left alone for %v more", left)
		}
		if n := len(p.chats); n > 4*remembered {
			t.Errorf("%d chats are kept", n)
		}
	})
}
