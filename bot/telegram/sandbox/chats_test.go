package sandbox_test

import (
	"fmt"
	"testing"

	"readout/bot/telegram/sandbox"
)

// What a bot is told that writes into each state of a chat.
func TestChatStates(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	add := func(n sandbox.NewChat) int64 { return must(b.AddChat(n))(t).ID }
	if err := b.Deactivate(b.start(9)); err != nil {
		t.Fatal(err)
	}
	gone := add(sandbox.NewChat{ID: -10, Type: "group"})
	if err := b.Disband(gone); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		chat any
		want string
		code int
	}{
		{"unknown", 12345, "Bad Request: chat not found", 400},
		{"unknown name", "@nobody", "Bad Request: chat not found", 400},
		{"never started", add(sandbox.NewChat{ID: 1}), "Forbidden: bot can't initiate conversation with a user", 403},
		{"blocked", add(sandbox.NewChat{ID: 2, Bot: "kicked"}), "Forbidden: bot was blocked by the user", 403},
		{"deactivated", 9, "Forbidden: user is deactivated", 403},
		{"a bot", add(sandbox.NewChat{ID: 3, Person: sandbox.User{IsBot: true}}), "Forbidden: the bot can't send messages to the bot", 403},
		{"kicked from a group", add(sandbox.NewChat{ID: -2, Type: "group", Bot: "kicked"}),
			"Forbidden: bot was kicked from the group chat", 403},
		{"kicked from a supergroup", add(sandbox.NewChat{ID: -1003, Type: "supergroup", Bot: "kicked"}),
			"Forbidden: bot was kicked from the supergroup chat", 403},
		{"kicked from a channel", add(sandbox.NewChat{ID: -1004, Type: "channel", Bot: "kicked"}),
			"Forbidden: bot was kicked from the channel chat", 403},
		{"left", add(sandbox.NewChat{ID: -1005, Type: "supergroup", Bot: "left"}),
			"Forbidden: bot is not a member of the supergroup chat", 403},
		{"disbanded", gone, "Forbidden: the group chat was deleted", 403},
		{"restricted", add(sandbox.NewChat{ID: -1006, Type: "supergroup", Bot: "restricted"}),
			"Bad Request: not enough rights to send text messages to the chat", 400},
		{"no administrator", add(sandbox.NewChat{ID: -1007, Type: "channel", Bot: "member"}),
			"Bad Request: need administrator rights in the channel chat", 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := b.call("sendMessage", fields{"chat_id": c.chat, "text": "x"})
			if a.Description != c.want || a.Code != c.code || a.status != c.code {
				t.Errorf("%d %q, want %d %q", a.Code, a.Description, c.code, c.want)
			}
		})
	}
	t.Cleanup(func() {
		if len(b.Arrivals(0)) != 0 {
			t.Error("something arrived")
		}
	})
}

func TestBlockingAndReturning(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	for _, act := range []func(int64) error{b.Block, b.Unblock} {
		if err := act(7); err != nil {
			t.Fatal(err)
		}
	}
	list := works[[]update](b, "getUpdates", nil)
	if len(list) != 3 || list[1].Standing.New.Status != "kicked" || list[2].Standing.Old.Status != "kicked" ||
		list[2].Standing.New.Status != "member" || list[1].Standing.Chat.ID != 7 {
		t.Errorf("got %+v", list)
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "welcome back"})
	b.Block(7)
	if _, err := b.Say(sandbox.Speech{Chat: 7, Text: "hello"}); err == nil {
		t.Error("one who blocked the bot spoke to it")
	}
}

func TestTheBotComesIntoAGroupAndLeaves(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	ann := sandbox.User{ID: 7, FirstName: "Ann"}
	chat := must(b.AddChat(sandbox.NewChat{
		Type: "supergroup", Title: "Desk", Bot: "left", Members: []sandbox.Person{{User: ann, Status: "creator"}},
	}))(t).ID
	mute := func(chat int64, by sandbox.User) error { return b.Restrict(chat, by) }
	steps := []func(int64, sandbox.User) error{b.Invite, b.Promote, mute, b.Expel}
	for _, act := range steps {
		if err := act(chat, ann); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, u := range works[[]update](b, "getUpdates", nil) {
		if u.Standing != nil {
			got = append(got, u.Standing.New.Status)
		} else if u.Message.NewMembers[0].ID != b.Bot().ID {
			t.Errorf("message %+v", u.Message)
		}
	}
	want := []string{"member", "administrator", "restricted", "kicked"}
	if len(got) != 4 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] || got[3] != want[3] {
		t.Errorf("standings %v, want %v", got, want)
	}
}

func TestRightsOneByOne(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := must(b.AddChat(sandbox.NewChat{Type: "supergroup"}))(t).ID
	if err := b.Restrict(chat, sandbox.User{ID: 7}, "documents"); err != nil {
		t.Fatal(err)
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": chat, "text": "x"})
	body := "--x\r\nContent-Disposition: form-data; name=\"document\"; filename=\"a.txt\"\r\n\r\na\r\n--x--\r\n"
	send := func() said {
		path := fmt.Sprintf("/bot%s/sendDocument?chat_id=%d", b.Token(), chat)
		return must(b.send(path, "multipart/form-data; boundary=x", []byte(body)))(t)
	}
	if a := send(); a.Description != "Bad Request: not enough rights to send documents to the chat" {
		t.Errorf("got %+v", a)
	}
	b.Promote(chat, sandbox.User{ID: 7})
	if a := send(); !a.OK {
		t.Errorf("got %+v", a)
	}
}

func TestAGroupMigrates(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	ann := sandbox.User{ID: 7, FirstName: "Ann"}
	must(b.AddChat(sandbox.NewChat{ID: -50, Type: "group", Title: "Desk", Members: []sandbox.Person{{User: ann}}}))(t)
	to := must(b.Migrate(-50, -100777))(t)
	a := b.fails("sendMessage", fields{"chat_id": -50, "text": "x"}, "Bad Request: group chat was upgraded to a supergroup chat")
	if to != -100777 || a.Parameters.MigrateTo != to || a.Code != 400 {
		t.Errorf("to %d: %+v", to, a)
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": to, "text": "x"})
	list := works[[]update](b, "getUpdates", nil)
	if len(list) != 2 || list[0].Message.MigrateTo != to || list[0].Message.Chat.ID != -50 ||
		list[1].Message.MigrateFrom != -50 || list[1].Message.Chat.ID != to {
		t.Errorf("got %+v", list)
	}
}

func TestTopics(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := must(b.AddChat(sandbox.NewChat{Type: "supergroup", Title: "Desk", Forum: true}))(t).ID
	lakes := must(b.OpenTopic(chat, "Lakes"))(t)
	in := func(thread any) fields { return fields{"chat_id": chat, "message_thread_id": thread, "text": "x"} }
	m := works[sandbox.Message](b, "sendMessage", in(lakes))
	if m.Thread != lakes || !m.IsTopicMessage || b.Arrivals(chat)[0].Thread != lakes {
		t.Errorf("got %+v", m)
	}
	reply := works[sandbox.Message](b, "sendMessage", fields{"chat_id": chat, "text": "y", "reply_to_message_id": m.ID})
	if reply.Thread != lakes {
		t.Errorf("a reply went to thread %d", reply.Thread)
	}
	b.fails("sendMessage", in(1), "Bad Request: message thread not found")
	b.fails("sendMessage", in(9999), "Bad Request: message thread not found")
	b.CloseTopic(chat, lakes)
	b.fails("sendMessage", in(lakes), "Bad Request: TOPIC_CLOSED")
	b.ReopenTopic(chat, lakes)
	works[sandbox.Message](b, "sendMessage", in(lakes))
	b.DeleteTopic(chat, lakes)
	b.fails("sendMessage", in(lakes), "Bad Request: message thread not found")
	works[sandbox.Message](b, "sendMessage", in(nil))
	b.CloseTopic(chat, 1)
	b.fails("sendMessage", in(nil), "Bad Request: TOPIC_CLOSED")
	if err := b.DeleteTopic(chat, lakes); err == nil {
		t.Error("a deleted topic was deleted")
	}
	plain := must(b.AddChat(sandbox.NewChat{Type: "supergroup"}))(t).ID
	b.fails("sendMessage", fields{"chat_id": plain, "message_thread_id": 5, "text": "x"}, "Bad Request: message thread not found")
}

// With privacy mode on, a bot in a group hears what is meant for it.
func TestWhatABotHears(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := must(b.AddChat(sandbox.NewChat{Type: "group", Title: "Desk"}))(t).ID
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": chat, "text": "hello"})
	ann := sandbox.User{ID: 7, FirstName: "Ann"}
	for _, what := range []sandbox.Speech{
		{Text: "no more than talk"},
		{Text: "/met Prado"},
		{Text: "/met@another_bot Prado"},
		{Text: "/met@Sandbox_Bot Prado"},
		{Text: "ask @sandbox_bot"},
		{Text: "thanks", ReplyTo: m.ID},
		{Text: "/open", Anonymous: true},
		{Text: "/post", Linked: sandbox.Chat{ID: -1009, Type: "channel", Title: "Wire"}},
	} {
		what.Chat, what.From = chat, ann
		must(b.Say(what))(t)
	}
	var got []string
	for _, u := range works[[]update](b, "getUpdates", nil) {
		got = append(got, u.Message.Text)
		switch u.Message.Text {
		case "/open":
			if u.Message.From.ID != 1087968824 || u.Message.SenderChat.ID != chat {
				t.Errorf("anonymous: %+v", u.Message)
			}
		case "/post":
			if u.Message.From.ID != 777000 || !u.Message.IsAutoForward {
				t.Errorf("linked: %+v", u.Message)
			}
		}
	}
	if len(got) != 6 || got[0] != "/met Prado" || got[1] != "/met@Sandbox_Bot Prado" || got[3] != "thanks" {
		t.Errorf("heard %q", got)
	}
}

func TestAChannelSpeaks(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := must(b.AddChat(sandbox.NewChat{Type: "channel", Title: "Wire", Username: "wire"}))(t)
	must(b.Say(sandbox.Speech{Chat: chat.ID, Text: "post"}))(t)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": "@Wire", "text": "ours"})
	list := works[[]update](b, "getUpdates", nil)
	if len(list) != 1 || list[0].Post.SenderChat.ID != chat.ID || list[0].Post.From != nil || m.From != nil {
		t.Errorf("got %+v", list)
	}
	works[sandbox.Message](b, "editMessageText", fields{"chat_id": chat.ID, "message_id": m.ID, "text": "ours, mended"})
	b.fails("editMessageText", fields{"chat_id": chat.ID, "message_id": list[0].Post.ID, "text": "x"}, "Bad Request: message can't be edited")
}

func TestAUserChangesWhatWasSaid(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	m := must(b.Say(sandbox.Speech{From: sandbox.User{ID: 7}, Text: "/metprado", Forwarded: true}))(t)
	must(b.Revise(sandbox.Revision{Chat: 7, Message: m.ID, Text: "/met prado"}))(t)
	list := works[[]update](b, "getUpdates", nil)
	if len(list) != 2 || list[1].Edited.Text != "/met prado" || list[1].Edited.EditDate == 0 || list[0].Message.ForwardOrigin == nil {
		t.Errorf("got %+v", list)
	}
	if list[0].Message.Text != "/metprado" {
		t.Errorf("the first update changed: %q", list[0].Message.Text)
	}
	ours := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x"})
	if _, err := b.Revise(sandbox.Revision{Chat: 7, Message: ours.ID, Text: "y"}); err == nil {
		t.Error("a user changed a message of the bot")
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	ann, bea := sandbox.User{ID: 7, FirstName: "Ann"}, sandbox.User{ID: 8, FirstName: "Bea"}
	chat := must(b.AddChat(sandbox.NewChat{
		Type: "supergroup", Bot: "administrator",
		Members: []sandbox.Person{{User: ann, Status: "creator", Anonymous: true}, {User: bea}},
	}))(t).ID
	type member struct {
		User   sandbox.User
		Status string
	}
	who := func(id int64) string {
		return works[member](b, "getChatMember", fields{"chat_id": chat, "user_id": id}).Status
	}
	if who(7) != "creator" || who(8) != "member" || who(b.Bot().ID) != "administrator" {
		t.Errorf("%s %s %s", who(7), who(8), who(b.Bot().ID))
	}
	b.fails("getChatMember", fields{"chat_id": chat, "user_id": 99}, "Bad Request: PARTICIPANT_ID_INVALID")
	if list := works[[]member](b, "getChatAdministrators", fields{"chat_id": chat}); len(list) != 2 || list[0].User.ID != 7 {
		t.Errorf("administrators %v", list)
	}
	if err := b.Seat(chat, sandbox.Person{User: bea, Status: "left"}); err != nil || who(8) != "left" {
		t.Errorf("%v: %s", err, who(8))
	}
	if n := works[int](b, "getChatMemberCount", fields{"chat_id": chat}); n != 2 {
		t.Errorf("%d members", n)
	}
	works[bool](b, "leaveChat", fields{"chat_id": chat})
	b.fails("getChat", fields{"chat_id": chat}, "Forbidden: bot is not a member of the supergroup chat")
}
