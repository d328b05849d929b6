package sandbox_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot/telegram/sandbox"
)

type update struct {
	ID       int              `json:"update_id"`
	Message  *sandbox.Message `json:"message"`
	Edited   *sandbox.Message `json:"edited_message"`
	Post     *sandbox.Message `json:"channel_post"`
	Standing *struct {
		Chat sandbox.Chat
		Old  struct{ Status string } `json:"old_chat_member"`
		New  struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
	Callback *struct {
		ID      string
		From    sandbox.User
		Message sandbox.Message
		Data    string
	} `json:"callback_query"`
}

// leaping is a clock on which nobody asks twice at once: each look at it is a
// minute after the last.
func leaping() func() time.Time {
	var looks atomic.Int64
	return func() time.Time {
		return time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC).Add(time.Duration(looks.Add(1)) * time.Minute)
	}
}

func TestAnUpdateStaysUntilItIsConfirmed(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{Now: leaping()})
	b.start(7)
	b.start(8)
	first := works[[]update](b, "getUpdates", fields{"timeout": 5})
	again := works[[]update](b, "getUpdates", fields{})
	if len(first) != 2 || len(again) != 2 || first[0].ID != again[0].ID || first[1].ID != first[0].ID+1 {
		t.Fatalf("got %v, then %v", first, again)
	}
	m := first[0].Message
	if m.Text != "/start" || m.From.ID != 7 || m.Chat.Type != "private" || m.Entities[0].Type != "bot_command" {
		t.Errorf("message %+v", m)
	}
	rest := works[[]update](b, "getUpdates", fields{"offset": first[0].ID + 1})
	if len(rest) != 1 || rest[0].ID != first[1].ID {
		t.Errorf("after the offset: %v", rest)
	}
	far := works[[]update](b, "getUpdates", fields{"offset": first[1].ID + 1000})
	if len(far) != 1 {
		t.Errorf("an offset that was never given out confirmed something: %v", far)
	}
	if none := works[[]update](b, "getUpdates", fields{"offset": first[1].ID + 1}); len(none) != 0 {
		t.Errorf("left: %v", none)
	}
}

func TestANegativeOffsetKeepsTheLast(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	for id := range int64(5) {
		b.start(id + 1)
	}
	last := works[[]update](b, "getUpdates", fields{"offset": -2, "limit": 1})
	all := works[[]update](b, "getUpdates", fields{})
	if len(last) != 1 || len(all) != 2 || all[0].Message.From.ID != 4 {
		t.Errorf("got %v, then %v", last, all)
	}
}

func TestALongPollEndsWithAnUpdate(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	got := make(chan []update)
	go func() { got <- works[[]update](b, "getUpdates", fields{"timeout": 50}) }()
	b.start(7)
	if list := <-got; len(list) != 1 {
		t.Errorf("got %v", list)
	}
}

func TestASecondPollerThrowsOutTheFirst(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	answers := make(chan said, 2)
	for range 2 {
		go func() { answers <- b.call("getUpdates", fields{"timeout": 50}) }()
	}
	thrown := <-answers
	if thrown.Code != 409 || thrown.Description != "Conflict: terminated by other getUpdates request; "+
		"make sure that only one bot instance is running" {
		t.Errorf("got %+v", thrown)
	}
	b.start(7)
	if second := <-answers; !second.OK {
		t.Errorf("got %+v", second)
	}
}

func TestOnlyAllowedUpdatesCome(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{Now: leaping()})
	works[[]update](b, "getUpdates", fields{"allowed_updates": []string{"callback_query"}})
	b.start(7)
	if list := works[[]update](b, "getUpdates", fields{}); len(list) != 0 {
		t.Errorf("the list was not remembered: %v", list)
	}
	works[[]update](b, "getUpdates", fields{"allowed_updates": []string{}})
	b.start(7)
	if list := works[[]update](b, "getUpdates", fields{}); len(list) != 1 {
		t.Errorf("an empty list is all: %v", list)
	}
	works[[]update](b, "getUpdates", fields{"allowed_updates": []string{"mesage"}})
	if kinds := violations(b); !slices.Equal(kinds, []string{"unknown kind of update"}) {
		t.Errorf("violations %v", kinds)
	}
}

func violations(b *bot) []string {
	var kinds []string
	for _, v := range b.Violations() {
		kinds = append(kinds, v.Kind)
	}
	return kinds
}

func TestAnUpdateLivesForADay(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	b.start(7)
	now = now.Add(23 * time.Hour)
	b.start(8)
	now = now.Add(time.Hour)
	if list := works[[]update](b, "getUpdates", fields{}); len(list) != 1 || list[0].Message.From.ID != 8 {
		t.Errorf("left: %v", list)
	}
}

func TestAWebhookExcludesPolling(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	works[bool](b, "setWebhook", fields{"url": "http://127.0.0.1:1/hook"})
	a := b.fails("getUpdates", nil, "Conflict: can't use getUpdates method while webhook is active; "+
		"use deleteWebhook to delete the webhook first")
	if a.status != 409 {
		t.Errorf("status %d", a.status)
	}
	info := works[struct {
		URL     string
		Pending int `json:"pending_update_count"`
	}](b, "getWebhookInfo", nil)
	if info.URL != "http://127.0.0.1:1/hook" || info.Pending != 1 {
		t.Errorf("got %+v", info)
	}
	works[bool](b, "deleteWebhook", fields{"drop_pending_updates": true})
	if list := works[[]update](b, "getUpdates", nil); len(list) != 0 {
		t.Errorf("left: %v", list)
	}
}

func TestAPollWaitsForItsTimeAndNoLonger(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := sandbox.New(sandbox.Options{})
		begun := time.Now()
		a := inside(t, s, "getUpdates", fields{"timeout": 30})
		if took := time.Since(begun); took != 30*time.Second || string(a.Result) != "[]" {
			t.Errorf("took %v: %s", took, a.Result)
		}
		begun = time.Now()
		inside(t, s, "getUpdates", fields{"timeout": 3000})
		if took := time.Since(begun); took != 50*time.Second {
			t.Errorf("took %v, want the most there is", took)
		}
	})
}
