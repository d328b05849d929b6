package sandbox

import (
	"math"
	"slices"
	"strings"
	"time"
)

// pace remembers when messages were let through.
type pace struct {
	all   []time.Time
	chats map[int64][]time.Time
}

// What all chats together take in a second, and at the price of a paid
// broadcast.
const (
	freely   = 30
	forStars = 1000
)

// paced lets a message through, or tells how long to wait.
func (s *Server) paced(c *chat, paid bool) *refusal {
	if !s.options.Limits {
		return nil
	}
	if s.pace.chats == nil {
		s.pace.chats = map[int64][]time.Time{}
	}
	now := s.now()
	s.pace.all = since(s.pace.all, now.Add(-time.Second))
	everywhere := freely
	if paid {
		everywhere = forStars
	}
	wait, scope := waitFor(s.pace.all, now, everywhere, time.Second), int64(0)
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

// slowed is what a chat in slow mode says to a bot that is no administrator
// there and wrote just now: the same as to one that sends too much.
func (s *Server) slowed(c *chat) *refusal {
	wait := c.wrote.Add(c.slow).Sub(s.now())
	if c.slow == 0 || c.bot == administrator || wait <= 0 {
		return nil
	}
	s.held[c.ID] = s.now().Add(wait)
	return tooMany(int(math.Ceil(wait.Seconds())))
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

// tooEarly notes a message or an edit that came before the time that a 429 had
// named. It is let through, unless limits are on: then it makes the wait
// longer.
func (s *Server) tooEarly(name string, p params) *refusal {
	if len(s.held) == 0 || !paceful(name) {
		return nil
	}
	var id int64
	if c := s.find(p.text("chat_id")); c != nil {
		id = c.ID
	}
	now := s.now()
	for _, scope := range slices.Compact([]int64{0, id}) {
		until, ok := s.held[scope]
		if !ok {
			continue
		}
		if !now.Before(until) {
			delete(s.held, scope)
			continue
		}
		s.wrong(Violation{Method: name, Chat: id, Kind: "early", Detail: until.Sub(now).String() + " before retry_after was over"})
		if s.options.Limits {
			s.held[scope] = until.Add(time.Second)
			return tooMany(int(until.Sub(now).Seconds()) + 2)
		}
	}
	return nil
}

// paceful tells whether a method counts for the limits of pace.
func paceful(name string) bool {
	return name != "sendChatAction" && (strings.HasPrefix(name, "send") || strings.HasPrefix(name, "edit"))
}
