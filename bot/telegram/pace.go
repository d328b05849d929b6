package telegram

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Telegram tells no limits. These keep below what its documentation calls
// fine: 30 messages a second, one a second to a chat with short bursts, 20 a
// minute to a group.
const (
	allRate  = 25
	paidRate = 500
	allBurst = 1
	// A chat takes a message a second, and answers in short bursts; a group 15
	// messages a minute. Edits are counted apart.
	chatRate   = rate.Limit(1)
	chatBurst  = 3
	chatRest   = time.Second
	groupEvery = 4 * time.Second
	groupBurst = 5

	// struckInRow is after how many chats in a row that were asked to wait
	// everybody waits.
	struckInRow = 3
	// remembered is how many chats' paces are kept before those that are no
	// longer needed are looked for.
	remembered = 1024
)

// errand is what is sent.
type errand int

const (
	answer errand = iota // to a person who waits
	bulk                 // of a digest
	edit                 // of a message that is there
)

// pace keeps sends within Telegram's limits. Replies to people go before
// digests.
type pace struct {
	gate *gate
	// each is what one chat may take.
	each func(chat int64) *rate.Limiter
	// rest is how long a chat has between two messages of digests.
	rest time.Duration

	mu    sync.Mutex
	chats map[int64]*chatPace
	// tidy is at how many chats those are dropped next that need no pace.
	tidy int
	// until is when anybody may be sent to again.
	until  time.Time
	struck []int64
}

// chatPace is what one chat takes.
type chatPace struct {
	limit, edits *rate.Limiter
	until        time.Time
	// used is when it was asked for last, sent when the last message may have
	// left.
	used, sent time.Time
	// waiting is how many sends wait for their turn.
	waiting int
}

func newPace(paid bool) *pace {
	most := float64(allRate)
	if paid {
		most = paidRate
	}
	return &pace{gate: newGate(most, allBurst), each: limits, rest: chatRest, chats: map[int64]*chatPace{}, tidy: remembered}
}

func limits(chat int64) *rate.Limiter {
	if chat < 0 {
		return rate.NewLimiter(rate.Every(groupEvery), groupBurst)
	}
	return rate.NewLimiter(chatRate, chatBurst)
}

// wait waits for a chat's turn. Where Telegram asked to leave the chat or
// everybody alone for longer than patience, it returns how long, and nothing
// may be sent.
func (p *pace) wait(ctx context.Context, chat int64, what errand, patience time.Duration) (left time.Duration, err error) {
	if left := p.paused(chat, time.Now()); left > patience {
		return left, nil
	} else if err := sleep(ctx, left); err != nil {
		return 0, err
	}
	if err := p.turn(ctx, chat, what); err != nil {
		return 0, err
	}
	for {
		if err := p.gate.pass(ctx, what == bulk); err != nil {
			return 0, err
		}
		// Somebody may have been asked to wait in the meantime.
		left := p.paused(chat, time.Now())
		if left <= 0 {
			return 0, nil
		}
		if left > patience {
			return left, nil
		}
		if err := sleep(ctx, left); err != nil {
			return 0, err
		}
	}
}

// turn waits until a chat takes one more. A digest's parts come a second apart
// at least; an answer may follow another at once.
func (p *pace) turn(ctx context.Context, chat int64, what errand) error {
	c := p.queue(chat)
	limit := c.limit
	if what == edit {
		limit = c.edits
	}
	err := limit.Wait(ctx)
	at := p.leaves(c, what)
	if err != nil {
		return err
	}
	return sleep(ctx, time.Until(at))
}

// queue is a chat's pace, which is kept until leaves.
func (p *pace) queue(chat int64) *chatPace {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, time.Now())
	c.waiting++
	return c
}

// leaves ends the wait of a send, and is when it may leave.
func (p *pace) leaves(c *chatPace, what errand) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := time.Now()
	c.waiting--
	c.used = at
	if rested := c.sent.Add(p.rest); what == bulk && rested.After(at) {
		at = rested
	}
	if what != edit {
		c.sent = at
	}
	return at
}

// paused is how long a chat must be left alone yet.
func (p *pace) paused(chat int64, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.chat(chat, now).until
	if p.until.After(until) {
		until = p.until
	}
	return max(0, until.Sub(now))
}

// everybody reports whether all chats must be left alone.
func (p *pace) everybody() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.until.After(time.Now())
}

// hit takes in that Telegram asked to wait: for a chat, or, where it asks
// several in a row, for everybody. Then everything goes at half the rate, too.
func (p *pace) hit(chat int64, after time.Duration) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	c.until = now.Add(max(after, time.Second))
	if !slices.Contains(p.struck, chat) {
		p.struck = append(p.struck, chat)
	}
	if len(p.struck) >= struckInRow {
		p.until, p.struck = c.until, nil
		p.gate.slow()
	}
}

// leave leaves everybody alone for a while.
func (p *pace) leave(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = time.Now().Add(d)
}

// arrived takes in that a send was taken.
func (p *pace) arrived() {
	p.gate.grow()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.struck = nil
}

// chat is a chat's pace. Whoever asks holds the lock, and keeps no longer to it
// than that unless it is counted as waiting.
func (p *pace) chat(id int64, now time.Time) *chatPace {
	c, known := p.chats[id]
	if !known {
		p.forget(now)
		c = &chatPace{limit: p.each(id), edits: p.each(id)}
		p.chats[id] = c
	}
	c.used = now
	return c
}

// forget drops the chats that have their whole burst again, that nobody waits
// for and that Telegram does not want to be left alone. Each time there have to
// be twice as many as were left, so that it costs no more than what was added.
func (p *pace) forget(now time.Time) {
	if len(p.chats) < p.tidy {
		return
	}
	for id, c := range p.chats {
		if c.waiting == 0 && now.Sub(c.used) > groupBurst*groupEvery && now.After(c.until) {
			delete(p.chats, id)
		}
	}
	p.tidy = max(remembered, 2*len(p.chats))
}

// sleep waits, unless the context ends before.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
