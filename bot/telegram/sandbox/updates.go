package sandbox

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// update is one entry of the queue to the bot.
type update struct {
	id   int
	kind string
	at   time.Time
	body json.RawMessage
}

func (u update) MarshalJSON() ([]byte, error) {
	return encode(map[string]any{"update_id": u.id, u.kind: u.body}), nil
}

// queue is what the bot has not confirmed yet.
type queue struct {
	next    int
	waiting []update
	allowed []string // Nil is all but those that have to be asked for.
	hook    *hook    // Nil while there is no webhook.
	poller  *poller
	habit   habit
}

// poller is one getUpdates that waits.
type poller struct {
	ended  chan struct{}
	reason string
}

// Updates are kept for a day, and an answer holds about so many bytes of them.
const (
	updateLife = 24 * time.Hour
	maxBatch   = 4 << 20
)

func newQueue(first int) queue { return queue{next: first} }

// kinds are those of updates that this server knows, so that a misspelt one
// is told.
var kinds = []string{
	"message", "edited_message", "channel_post", "edited_channel_post", "callback_query",
	"my_chat_member", "chat_member", "inline_query", "chosen_inline_result", "shipping_query",
	"pre_checkout_query", "poll", "poll_answer", "chat_join_request", "message_reaction",
	"message_reaction_count", "chat_boost", "removed_chat_boost", "business_connection",
	"business_message", "edited_business_message", "deleted_business_messages", "purchased_paid_media",
}

// unasked tells whether updates of a kind come without being asked for.
func unasked(kind string) bool {
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

// push puts an update into the queue, unless the bot does not want its kind.
// The lock is held.
func (s *Server) push(kind string, body json.RawMessage) {
	q := &s.updates
	if q.allowed == nil && !unasked(kind) || q.allowed != nil && !slices.Contains(q.allowed, kind) {
		return
	}
	q.waiting = append(q.waiting, update{q.next, kind, s.now(), body})
	q.next++
	s.wake()
}

// expire forgets what nobody fetched for a day.
func (q *queue) expire(now time.Time) {
	q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return now.Sub(u.at) >= updateLife })
}

// confirm forgets what lies before an offset. A negative one keeps only the
// last; one that was never given out confirms nothing.
func (q *queue) confirm(offset int) {
	switch {
	case offset < 0:
		q.waiting = q.waiting[max(0, len(q.waiting)+offset):]
	case offset <= q.next:
		q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.id < offset })
	}
}

// head are the first that wait, so many at most, or fewer where they are
// large.
func (q *queue) head(limit int) []update {
	size := 0
	for i, u := range q.waiting[:min(limit, len(q.waiting))] {
		if size += len(u.body); i > 0 && size > maxBatch {
			return slices.Clone(q.waiting[:i])
		}
	}
	return slices.Clone(q.waiting[:min(limit, len(q.waiting))])
}

// remember keeps which kinds of updates the bot wants from now on.
func (s *Server) remember(method string, p params) *refusal {
	if !p.has("allowed_updates") {
		return nil
	}
	var list []string
	if no := p.object("allowed_updates", &list); no != nil {
		return no
	}
	for _, kind := range list {
		if !slices.Contains(kinds, kind) {
			s.wrong(Violation{Method: method, Kind: "unknown kind of update", Detail: kind})
		}
	}
	if len(list) == 0 {
		list = nil
	}
	s.updates.allowed = list
	return nil
}

// getUpdates gives what waits, or waits for it. It throws out whoever waits
// already.
func (s *Server) getUpdates(ctx context.Context, p params) (any, *refusal) {
	s.mu.Lock()
	if s.updates.hook != nil {
		s.mu.Unlock()
		return nil, s.conflicted(ctx, "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if no := s.remember("getUpdates", p); no != nil {
		s.mu.Unlock()
		return nil, no
	}
	s.throwOut("terminated by other getUpdates request; make sure that only one bot instance is running")
	me := &poller{ended: make(chan struct{})}
	s.updates.poller = me
	s.updates.confirm(p.number("offset"))
	patience, limit := s.asks(p)
	s.mu.Unlock()

	wait := time.NewTimer(patience)
	defer wait.Stop()
	return s.poll(ctx, me, wait.C, limit)
}

// throwOut ends the call that waits for updates, if one does. The lock is
// held.
func (s *Server) throwOut(reason string) {
	if old := s.updates.poller; old != nil {
		old.reason = reason
		close(old.ended)
		s.updates.poller = nil
	}
}

// poll looks again whenever something happened, until there is something or
// the time is up.
func (s *Server) poll(ctx context.Context, me *poller, up <-chan time.Time, limit int) (any, *refusal) {
	for last := false; ; {
		s.mu.Lock()
		if me.reason != "" {
			s.mu.Unlock()
			return nil, s.conflicted(ctx, me.reason)
		}
		s.updates.expire(s.now())
		list := s.updates.head(limit)
		if len(list) > 0 || last || s.closed {
			s.updates.poller = nil
			s.mu.Unlock()
			return append([]update{}, list...), nil
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-me.ended:
		case <-up:
			last = true
		case <-ctx.Done():
			last = true
		}
	}
}

// frozen keeps an update as it is now: what changes in the chat later does
// not change what was said.
func frozen(v any) json.RawMessage { return encode(v) }
