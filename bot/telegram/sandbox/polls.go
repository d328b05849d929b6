package sandbox

import (
	"context"
	"time"
)

// What asking too often leads to: who repeats an offset within sameOffset
// waits as long where nothing is there, within sameInstant gets one update;
// conflicts that follow one another within as long are told late.
const (
	sameOffset  = 3 * time.Second
	sameInstant = 500 * time.Millisecond
	// busyAfter is how many calls in a row, each at once, are busy polling.
	busyAfter = 3
)

// habit is how the bot asked for updates last.
type habit struct {
	offset int
	at     time.Time
	row    int // Calls in a row with this offset, each within an instant.
	told   time.Time
}

// asks takes a call in and gives the time and the number of updates that it
// gets. The lock is held.
func (s *Server) asks(p params) (wait time.Duration, limit int) {
	wait, limit = time.Duration(p.within("timeout", 0, 0, 50))*time.Second, p.within("limit", 100, 1, 100)
	now, offset := s.now(), p.number("offset")
	h := &s.updates.habit
	since := now.Sub(h.at)
	same := !h.at.IsZero() && offset == h.offset
	if same && since < sameOffset {
		wait = max(wait, sameOffset)
	}
	if same && since < sameInstant {
		limit = 1
		h.row++
	} else {
		h.row = 1
	}
	if h.row == busyAfter {
		s.wrong(Violation{Method: "getUpdates", Kind: "busy polling", Detail: "the same offset again and again at once"})
	}
	h.offset, h.at = offset, now
	return wait, limit
}

// conflicted is the answer to a call of getUpdates that cannot be. One soon
// after another comes late, so that those who ask at once do not ask often.
func (s *Server) conflicted(ctx context.Context, why string) *refusal {
	s.mu.Lock()
	now := s.now()
	late := now.Sub(s.updates.habit.told) < sameOffset && !s.closed
	if !late {
		s.updates.habit.told = now
	}
	s.mu.Unlock()
	if late {
		sleep(ctx, int(sameOffset.Milliseconds()))
	}
	return conflict(why)
}
