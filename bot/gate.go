package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// pass is what the door says of whoever writes a message.
type pass struct {
	// manages tells that the writer runs the bot: known by the numeric id
	// alone, at this moment.
	manages bool
	// in tells that the writer may speak here. A door that is shut does not
	// throw out those inside.
	in bool
	// shut tells that the writer, or the chat, is banned.
	shut bool
	// invited tells that somebody let the writer in, by name or by invitation.
	invited bool
}

// isShared tells the ids that are not one person's: those under which Telegram
// shows anonymous admins, its own service, and channels that write in groups.
func isShared(id int64) bool {
	return id <= 0 || slices.Contains([]int64{777000, 1087968824, 136817688}, id)
}

// passOf asks the door. A private chat is its person's; in any other the chat
// has to be let in, and an admin may speak everywhere.
func (b *Bot) passOf(ctx context.Context, c call) (pass, error) {
	person, err := b.standing(ctx, c.From.ID)
	if err != nil {
		return pass{}, err
	}
	p := pass{manages: b.isAdmin(c.From.ID, person)}
	if p.manages {
		p.in, p.invited = true, true
		return p, nil
	}
	if p.shut = person == news.Banned; p.shut {
		return p, nil
	}
	guest := person
	if !c.private() {
		if guest, err = b.standing(ctx, c.At.Chat); err != nil {
			return p, err
		}
	}
	p.shut, p.invited = guest == news.Banned, guest == news.Allowed
	if p.shut || p.invited {
		p.in = p.invited
		return p, nil
	}
	p.in, err = b.isInside(ctx, c)
	return p, err
}

// isInside reports whether a chat that nobody let in or shut out may speak:
// because it was here before, or because the door is open.
func (b *Bot) isInside(ctx context.Context, c call) (bool, error) {
	if c.known {
		return true, nil
	}
	door, err := b.doorNow(ctx)
	if door == news.Open || err != nil || c.At.Thread == 0 {
		return door == news.Open, err
	}
	_, err = b.store.Subscriber(ctx, news.Address{Chat: c.At.Chat})
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// isAdmin reports whether an id of this standing runs the bot.
func (b *Bot) isAdmin(id int64, s news.Standing) bool {
	return !isShared(id) && (s == news.Admin || slices.Contains(b.admins, id))
}

// standing is what is kept of a guest; "" where nothing is.
func (b *Bot) standing(ctx context.Context, id int64) (news.Standing, error) {
	g, err := b.store.Guest(ctx, id)
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("guest %d: %w", id, err)
	}
	return g.Standing, nil
}

// doorNow is the door as an admin set it last, else as configured.
func (b *Bot) doorNow(ctx context.Context) (news.Door, error) {
	door, err := b.store.Door(ctx)
	if err != nil {
		return news.Closed, fmt.Errorf("door: %w", err)
	}
	return cmp.Or(door, b.door), nil
}

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
