package sandbox

import (
	"math"
	"time"
)

// pace remembers when messages were let through.
type pace struct {
	all   []time.Time
	chats map[int64][]time.Time
}

// paced lets a message through, or tells how long to wait.
func (s *Server) paced(c *chat) *refusal {
	if !s.options.Limits {
		return nil
	}
	if s.pace.chats == nil {
		s.pace.chats = map[int64][]time.Time{}
	}
	now := s.now()
	s.pace.all = since(s.pace.all, now.Add(-time.Second))
	wait, scope := waitFor(s.pace.all, now, 30, time.Second), int64(0)
	span, most := time.Second, 1
	if c.Type != private {
		span, most = time.Minute, 20
	}
	mine := since(s.pace.chats[c.ID], now.Add(-span))
	if w := waitFor(mine, now, most, span); w > wait {
		wait, scope = w, c.ID
	}
	if wait > 0 {
		s.held[scope] = now.Add(wait)
		return tooMany(int(math.Ceil(wait.Seconds())))
	}
	s.pace.all, s.pace.chats[c.ID] = append(s.pace.all, now), append(mine, now)
	return nil
}

func since(list []time.Time, from time.Time) []time.Time {
	for len(list) > 0 && !list[0].After(from) {
		list = list[1:]
	}
	return list
}

// waitFor is how long until one more fits among at most so many in a span.
func waitFor(list []time.Time, now time.Time, most int, span time.Duration) time.Duration {
	if len(list) < most {
		return 0
	}
	return list[len(list)-most].Add(span).Sub(now)
}
