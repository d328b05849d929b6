package telegram

import (
	"context"
	"sync"
)

// lanes runs work side by side, that of one chat in its order.
type lanes struct {
	ctx   context.Context
	slots chan struct{}

	mu     sync.Mutex
	queues map[int64][]func()
	all    sync.WaitGroup
}

func newLanes(ctx context.Context, atOnce int) *lanes {
	return &lanes{ctx: ctx, slots: make(chan struct{}, atOnce), queues: map[int64][]func(){}}
}

// put queues work for a chat. Once the context has ended, what was not begun is
// dropped.
func (l *lanes) put(chat int64, work func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue, running := l.queues[chat]
	l.queues[chat] = append(queue, work)
	if !running {
		l.all.Go(func() { l.run(chat) })
	}
}

func (l *lanes) run(chat int64) {
	for {
		work := l.next(chat)
		if work == nil {
			return
		}
		select {
		case l.slots <- struct{}{}:
			if l.ctx.Err() == nil {
				work()
			}
			<-l.slots
		case <-l.ctx.Done():
		}
	}
}

// queued is how much of a chat's work was not begun.
func (l *lanes) queued(chat int64) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.queues[chat])
}

// next is the first of a chat's work; nil at the end of the lane.
func (l *lanes) next(chat int64) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.queues[chat]
	if len(queue) == 0 {
		delete(l.queues, chat)
		return nil
	}
	l.queues[chat] = queue[1:]
	return queue[0]
}

func (l *lanes) wait() { l.all.Wait() }
