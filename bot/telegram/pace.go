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
	allRate    = rate.Limit(25)
	allBurst   = 5
	chatRate   = rate.Limit(1)
	chatBurst  = 3
	groupEvery = 4 * time.Second
	groupBurst = 5

	// struckInRow is after how many chats in a row that were asked to wait
	// everybody waits.
	struckInRow = 3
	// remembered is how many chats' paces are kept, beyond those in use.
	remembered = 4096
)

// pace keeps sends within Telegram's limits. Replies to people go before
// digests: of those, one at a time waits for a place.
type pace struct {
	all  *rate.Limiter
	bulk chan struct{}
	// each is what one chat may take.
	each func(chat int64) *rate.Limiter

	mu    sync.Mutex
	chats map[int64]*chatPace
	// until is when anybody may be sent to again.
	until  time.Time
	struck []int64
}

// chatPace is what one chat takes.
type chatPace struct {
	limit *rate.Limiter
	until time.Time
	used  time.Time
}

func newPace() *pace {
	return &pace{all: rate.NewLimiter(allRate, allBurst), bulk: make(chan struct{}, 1), each: limits, chats: map[int64]*chatPace{}}
}

func limits(chat int64) *rate.Limiter {
	if chat < 0 {
		return rate.NewLimiter(rate.Every(groupEvery), groupBurst)
	}
	return rate.NewLimiter(chatRate, chatBurst)
}

// wait waits for a chat's turn. Where Telegram asked to leave the chat or
// everybody alone for longer than patience, it returns at once how long.
func (p *pace) wait(ctx context.Context, chat int64, bulk bool, patience time.Duration) (left time.Duration, err error) {
	if left := p.paused(chat, time.Now()); left > patience {
		return left, nil
	} else if err := sleep(ctx, left); err != nil {
		return 0, err
	}
	if err := p.chat(chat, time.Now()).limit.Wait(ctx); err != nil {
		return 0, err
	}
	if bulk {
		select {
		case p.bulk <- struct{}{}:
			defer func() { <-p.bulk }()
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	return 0, p.all.Wait(ctx)
}

// paused is how long a chat must be left alone yet.
func (p *pace) paused(chat int64, now time.Time) time.Duration {
	until := p.chat(chat, now).until
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until.After(until) {
		until = p.until
	}
	return max(0, until.Sub(now))
}

// hit takes in that Telegram asked to wait: for a chat, or, where it asks
// several in a row, for everybody.
func (p *pace) hit(chat int64, after time.Duration) {
	now := time.Now()
	c := p.chat(chat, now)
	p.mu.Lock()
	defer p.mu.Unlock()
	c.until = now.Add(max(after, time.Second))
	if !slices.Contains(p.struck, chat) {
		p.struck = append(p.struck, chat)
	}
	if len(p.struck) >= struckInRow {
		p.until, p.struck = c.until, nil
	}
}

// arrived takes in that a send was taken.
func (p *pace) arrived() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.struck = nil
}

func (p *pace) chat(id int64, now time.Time) *chatPace {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, known := p.chats[id]
	if !known {
		p.forget(now)
		c = &chatPace{limit: p.each(id)}
		p.chats[id] = c
	}
	c.used = now
	return c
}

// forget drops the chats that have their whole burst again.
func (p *pace) forget(now time.Time) {
	if len(p.chats) < remembered {
		return
	}
	for id, c := range p.chats {
		if now.Sub(c.used) > groupBurst*groupEvery && now.After(c.until) {
			delete(p.chats, id)
		}
	}
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
