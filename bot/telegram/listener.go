package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

const (
	// mostTries is how often an update is begun in all: one that the program
	// died of twice is left alone.
	mostTries = 2
	// atOnce is how many chats are answered side by side.
	atOnce = 16
	// mostQueued is how many messages of one chat wait to be answered; what
	// comes on top is passed over.
	mostQueued = 10
	// handleTime is how long one update may take, its answer's wait for
	// Telegram included.
	handleTime = longPatience + 30*time.Second
)

// passage is one update on its way through.
type passage struct {
	// over is closed at its end.
	over chan struct{}
	// handled tells, at the end, that it may be confirmed; else it is to be
	// brought again.
	handled bool
}

// listener hands updates on, chat by chat, and knows which are handled.
type listener struct {
	client *Client
	who    Answerer
	// work outlasts the context of Listen by the grace.
	work  context.Context
	stop  context.CancelFunc
	lanes *lanes

	mu sync.Mutex
	// passages are those under way and, where updates are polled, those that
	// are handled and not confirmed yet.
	passages map[int]*passage
	polled   bool
	flooded  map[int64]bool // the chats that are to be told of a flood
}

func newListener(ctx context.Context, c *Client, who Answerer) *listener {
	l := &listener{client: c, who: who, passages: map[int]*passage{}, flooded: map[int64]bool{}}
	l.work, l.stop = outlast(ctx, grace)
	l.lanes = newLanes(ctx, atOnce)
	return l
}

// finish waits for what is being handled, the grace at most.
func (l *listener) finish() {
	timer := time.AfterFunc(grace, l.stop)
	defer timer.Stop()
	l.lanes.wait()
	l.stop()
}

// take hands a batch's updates on, those aside that are under way or handled,
// and waits a while for all of them.
func (l *listener) take(ctx context.Context, batch []json.RawMessage) {
	last := 0
	all := make([]*passage, 0, len(batch))
	for _, raw := range batch {
		var p *passage
		last, p = l.hand(raw, last)
		all = append(all, p)
	}
	late := time.NewTimer(settle)
	defer late.Stop()
	for _, p := range all {
		select {
		case <-p.over:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// brought handles one update that was brought, and reports whether it is done
// with: else it is to be brought again.
func (l *listener) brought(ctx context.Context, raw json.RawMessage) bool {
	_, p := l.hand(raw, 0)
	select {
	case <-p.over:
		return p.handled
	case <-ctx.Done():
	case <-l.work.Done():
	}
	return false
}

// hand puts one update into its chat's lane, if it is not there yet, and
// returns its id and its passage.
func (l *listener) hand(raw json.RawMessage, last int) (int, *passage) {
	id, err := updateID(raw, last)
	p, fresh := l.enter(id)
	if fresh {
		l.route(id, raw, err)
	}
	return id, p
}

// route puts an update where it belongs. One with anything wrong is skipped, so
// that it holds up nobody.
func (l *listener) route(id int, raw json.RawMessage, err error) {
	var u update
	if err == nil {
		err = json.Unmarshal(raw, &u)
	}
	if err != nil {
		l.client.log.Error("update skipped: it cannot be read", slog.Int("update", id), slog.Any("error", err))
		l.client.watch.UpdateDone(true)
		l.leave(id, true)
		return
	}
	task, chat := l.task(u)
	if task == nil || l.floods(u, chat) {
		l.leave(id, true)
		return
	}
	l.lanes.put(chat, func() { l.leave(id, l.handle(id, task)) })
}

// floods reports whether a chat says more than can be answered. Its updates
// would hold up everybody's, since none is confirmed before those ahead of it.
func (l *listener) floods(u update, chat int64) bool {
	if u.tells() || l.lanes.queued(chat) < mostQueued {
		return false
	}
	l.client.watch.UpdateDone(true)
	l.client.log.Warn("message passed over: too many wait in its chat", slog.Int("update", u.ID), slog.Int64("chat", chat))
	l.tooFast(u, chat)
	return true
}

// updateID reads the id alone, so that an update with anything wrong can be
// confirmed. One without an id follows the last.
func updateID(raw json.RawMessage, last int) (int, error) {
	var head struct {
		ID int `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == 0 {
		return last + 1, fmt.Errorf("update without an id: %w", err)
	}
	return head.ID, nil
}

// task is what an update asks for, and the chat that it belongs to; nil for one
// that asks for nothing.
func (l *listener) task(u update) (do func(context.Context), chat int64) {
	switch {
	case u.Member != nil:
		if who := u.Member.NewChatMember.User; who != nil {
			l.client.ranks.drop(u.Member.Chat.ID, who.ID)
		}
		return nil, 0
	case u.Standing != nil:
		e, matters := standing(u.Standing)
		if !matters {
			return nil, 0
		}
		return func(ctx context.Context) { l.note(ctx, u.ID, e) }, e.At.Chat
	case u.Press != nil:
		if u.Press.Message != nil && u.Press.Message.Chat != nil {
			chat = u.Press.Message.Chat.ID
		}
		return func(ctx context.Context) { l.press(ctx, u.ID, u.Press) }, chat
	}
	return l.messageTask(u)
}

func (l *listener) messageTask(u update) (do func(context.Context), chat int64) {
	m := u.Message
	if m == nil {
		m = u.Post
	}
	if m == nil || m.Chat == nil {
		return nil, 0
	}
	if e, is := migration(m); is {
		// In the lane of the new chat: what is said there comes after the move.
		return func(ctx context.Context) { l.note(ctx, u.ID, e) }, e.To
	}
	if e, is := reopening(m); is {
		return func(ctx context.Context) { l.note(ctx, u.ID, e) }, e.At.Chat
	}
	if !m.original() {
		return nil, 0
	}
	return func(ctx context.Context) { l.text(ctx, u.ID, m) }, m.Chat.ID
}

// handle does what an update asks for, once in all, and reports whether it is
// done with: then it may be confirmed.
func (l *listener) handle(id int, task func(context.Context)) (done bool) {
	ctx, cancel := context.WithTimeout(l.work, handleTime)
	defer cancel()
	c := l.client
	log := c.log.With(slog.Int("update", id))
	skipped := false
	tries, err := c.store.BeginUpdate(ctx, c.account(), int64(id), c.clock())
	switch {
	case err != nil:
		log.Error("update put off: it cannot be noted", slog.Any("error", err))
		return false
	case tries == 0:
		return true
	case tries > mostTries:
		log.Error("update left alone: it was begun and never finished", slog.Int("tries", tries-1))
		skipped = true
	default:
		skipped = l.guarded(ctx, log, task)
	}
	if l.work.Err() != nil {
		return false
	}
	// Whether it can be noted or not, what it did is done; Telegram does not
	// bring again what is confirmed.
	if err := c.store.EndUpdate(context.WithoutCancel(ctx), c.account(), int64(id), c.clock()); err != nil {
		log.Error("update handled, and not noted", slog.Any("error", err))
	}
	c.watch.UpdateDone(skipped)
	return true
}

// guarded runs a task; one that panics is skipped.
func (l *listener) guarded(ctx context.Context, log *slog.Logger, task func(context.Context)) (skipped bool) {
	defer func() {
		if broken := recover(); broken != nil {
			skipped = true
			log.Error("update skipped: it broke the program", slog.String("panic", l.client.redact(fmt.Sprint(broken))),
				slog.String("stack", l.client.redact(string(debug.Stack()))))
		}
	}()
	task(ctx)
	return false
}

// enter is an update's passage, and whether it begins with this.
func (l *listener) enter(id int) (p *passage, fresh bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p, known := l.passages[id]; known {
		return p, false
	}
	p = &passage{over: make(chan struct{})}
	l.passages[id] = p
	return p, true
}

// leave ends a passage: the update is handled, or is to be handled anew.
func (l *listener) leave(id int, handled bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.passages[id]
	p.handled = handled
	if !handled || !l.polled {
		delete(l.passages, id)
	}
	close(p.over)
}

// confirmed is the offset that confirms what was handled at the head of a
// batch, and nothing behind the first that was not. It is stuck where the very
// first could not be handled. Ids need not grow: after a week without updates
// Telegram begins anew.
func (l *listener) confirmed(batch []json.RawMessage, offset int) (next int, stuck bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	next = offset
	last := 0
	for i, raw := range batch {
		last, _ = updateID(raw, last)
		p := l.passages[last]
		if p == nil || !p.handled {
			return last, i == 0 && p == nil
		}
		delete(l.passages, last)
		next = last + 1
	}
	return next, false
}
