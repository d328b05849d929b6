package telegram

import (
	"context"

	"readout/bot"
	"readout/digest/news"
)

const (
	// passedOver is what is said where more was sent than can be answered.
	passedOver = "You are faster than I can answer; I skipped some of your messages."
	// pressesOver is the lane, no chat's, in which presses passed over are
	// ended, and mostPresses is how many of them wait there.
	pressesOver = 0
	mostPresses = 100
)

// tooFast tells of an update passed over: who pressed a button at once, a chat
// once for all that it sent on top, behind what is still to be answered there.
// Talk in a group that was not for the bot is passed over without a word.
func (l *listener) tooFast(u update, chat int64) {
	if u.Press != nil {
		if l.lanes.queued(pressesOver) < mostPresses {
			l.lanes.put(pressesOver, l.aside(func(ctx context.Context) { l.client.confirm(ctx, u.Press.ID, passedOver) }))
		}
		return
	}
	m := u.Message
	if m == nil || m.Chat == nil || m.Chat.Type != "private" && !l.client.addressed(m) || !l.flood(chat, true) {
		return
	}
	l.lanes.put(chat, l.aside(func(ctx context.Context) {
		l.flood(chat, false)
		l.client.Tell(ctx, m.at(), bot.Reply{Blocks: []news.Block{{Kind: news.Note, Text: news.Say(passedOver)}}})
	}))
}

// aside is work that belongs to no update, with the time that one has.
func (l *listener) aside(do func(context.Context)) func() {
	return func() {
		ctx, cancel := context.WithTimeout(l.work, handleTime)
		defer cancel()
		do(ctx)
	}
}

// flood notes that a chat is to be told of a flood, or was, and reports whether
// that is new.
func (l *listener) flood(chat int64, on bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	was := l.flooded[chat]
	if on {
		l.flooded[chat] = true
	} else {
		delete(l.flooded, chat)
	}
	return was != on
}
