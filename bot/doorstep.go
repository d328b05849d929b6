package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// outside answers those whom the door keeps out. The banned hear nothing;
// everybody may look after their own data; an invitation lets in; and a
// stranger learns how one gets in, in groups only when asking this bot by name.
func (b *Bot) outside(ctx context.Context, c call, name string) (Reply, error) {
	if command, ok := b.command(name); ok && command.Always && (c.known || c.private() && !c.shut) {
		return b.run(ctx, c, name)
	}
	if c.shut {
		return Reply{}, nil
	}
	if code, ok := parseInvitation(c.arg); ok && name == "start" && c.settles() {
		return b.admit(ctx, c, code)
	}
	if c.private() {
		return b.refuse(ctx, c)
	}
	if !c.named {
		return Reply{}, nil
	}
	return answer(say("This bot is private. Whoever runs it can let this chat in: `/allow %s`", fmt.Sprint(c.At.Chat))), nil
}

// refuse tells a stranger how one gets in.
func (b *Bot) refuse(ctx context.Context, c call) (Reply, error) {
	door, err := b.doorNow(ctx)
	if err != nil {
		return Reply{}, err
	}
	way := say("Whoever runs it can let you in. They need your number: `%s`", fmt.Sprint(c.From.ID))
	if door == news.ByInvite {
		way = say("An invitation link lets you in, or whoever runs it does. They need your number: `%s`", fmt.Sprint(c.From.ID))
	}
	return answer(
		say("This is Readout. It reads the news and sends short digests of who met whom, what was said, and which visits follow."),
		say("This bot is private."), way, say("Nothing is kept of you: `/privacy`")), nil
}

// admit lets in whoever brings an invitation, and goes on with the start. In a
// group or channel it is the chat that comes in.
func (b *Bot) admit(ctx context.Context, c call, code string) (Reply, error) {
	door, err := b.doorNow(ctx)
	if err != nil {
		return Reply{}, err
	}
	guest := news.Guest{ID: guestIn(c.Message), Name: nameIn(c.Message), Standing: news.Allowed, Since: c.now}
	if door != news.ByInvite {
		return Reply{}, complain(say("The door is closed at present, to invitations too."),
			say("Whoever runs the bot can let you in. They need this number: `%s`", fmt.Sprint(guest.ID)))
	}
	_, err = b.store.Admit(ctx, code, guest, c.now)
	if errors.Is(err, storage.ErrNotFound) {
		return Reply{}, complain(say("This invitation lets nobody in: it was used up, has ended, or never was."),
			say("Ask for a new one, or pass on this number to whoever runs the bot: `%s`", fmt.Sprint(guest.ID)))
	}
	if err != nil {
		return Reply{}, fmt.Errorf("admit %d: %w", guest.ID, err)
	}
	c.in, c.invited, c.arg = true, true, ""
	return b.run(ctx, c, "start")
}

// guestIn is who is let in where a message was written: the person in a
// private chat, else the chat.
func guestIn(m Message) int64 {
	if (call{Message: m}).private() {
		return m.From.ID
	}
	return m.At.Chat
}

// nameIn is what the chat of a message is called.
func nameIn(m Message) string {
	return shorten(clean(cmp.Or(m.Title, m.From.Name)), 100)
}

// parseInvitation reads the payload of an invitation link, "inv_" and a code.
func parseInvitation(arg string) (code string, ok bool) {
	code, ok = strings.CutPrefix(arg, "inv_")
	if !ok || code == "" || len(code) > 48 {
		return "", false
	}
	return code, !strings.ContainsFunc(code, func(r rune) bool {
		return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
