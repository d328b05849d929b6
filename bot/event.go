package bot

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"readout/digest/news"
)

// Event is something that befell a chat without a word being said.
type Event struct {
	What Befell
	// At is the chat; Kind as in Message.
	At   news.Address
	Kind string
	// From is who did it; the zero User if nobody is known.
	From User
	// Title is the chat's name, as in Message.
	Title string
	// To is the chat that another became, for Migrated.
	To int64
}

// Befell is what an event is.
type Befell string

const (
	Blocked  Befell = "blocked"  // a person shut the bot out
	Returned Befell = "returned" // and let it in again; or this thread of a chat, and no other, was opened again
	Added    Befell = "added"    // to a group or channel, or given a right to write there
	Removed  Befell = "removed"  // from it, or left without the right to write
	Migrated Befell = "migrated" // a group became the supergroup To
)

// Note takes an event in, and may answer it. Like every act it says a state to
// be reached, so noting an event twice is the same as once: whoever was greeted
// is not greeted again.
func (b *Bot) Note(ctx context.Context, now time.Time, e Event) Reply {
	r, err := b.note(ctx, now, e)
	if err != nil {
		b.log.Error("event not taken in", slog.String("event", string(e.What)), slog.String("chat", e.At.String()), slog.Any("err", err))
		return Reply{}
	}
	return b.recast(ctx, r)
}

func (b *Bot) note(ctx context.Context, now time.Time, e Event) (Reply, error) {
	switch e.What {
	case Blocked:
		return Reply{}, b.goAway(ctx, e.At.Chat, now, "the bot was blocked")
	case Removed:
		return Reply{}, b.removed(ctx, now, e)
	case Returned:
		return b.returned(ctx, now, e)
	case Added:
		return b.added(ctx, now, e)
	case Migrated:
		if e.To == 0 || e.To == e.At.Chat {
			return Reply{}, nil
		}
		if err := b.store.MoveChat(ctx, e.At.Chat, e.To); err != nil {
			return Reply{}, fmt.Errorf("move chat %d: %w", e.At.Chat, err)
		}
	}
	return Reply{}, nil
}

// removed notes that a chat cannot be written to. One that was never let in is
// forgotten.
func (b *Bot) removed(ctx context.Context, now time.Time, e Event) error {
	if err := b.goAway(ctx, e.At.Chat, now, "the bot was removed from the chat"); err != nil {
		return err
	}
	standing, err := b.standing(ctx, e.At.Chat)
	if err != nil || standing != news.Uninvited {
		return err
	}
	return b.store.DeleteGuest(ctx, e.At.Chat)
}

// returned takes up where a person or a thread left. The banned stay out,
// whatever else befell them meanwhile.
func (b *Bot) returned(ctx context.Context, now time.Time, e Event) (Reply, error) {
	standing, err := b.standing(ctx, e.At.Chat)
	if err != nil {
		return Reply{}, err
	}
	if standing == news.Banned {
		return Reply{}, b.goAway(ctx, e.At.Chat, now, banned)
	}
	back, err := b.comeBack(ctx, []news.Address{e.At}, now, notBanned)
	if err != nil || len(back) == 0 {
		return Reply{}, err
	}
	return greetBack(back[0], now), nil
}

func notBanned(gone string) bool { return gone != banned }

func greetBack(s news.Subscriber, now time.Time) Reply {
	r := answer(say("Welcome back. Your settings are as you left them."))
	if s.Active() {
		r = answer(r.Blocks[0].Text, say("One digest will hold what came meanwhile, at most the last 48 hours."), next(s, now))
		return r.with(row(press("Show it now", "/digest"), press("Settings", "/settings")))
	}
	return r.with(row(press("Choose topics", "/topics"), press("Settings", "/settings")))
}

// added takes the bot's coming into a group or channel: who may bring it is
// let in with the chat, a stranger is told once that it is private.
func (b *Bot) added(ctx context.Context, now time.Time, e Event) (Reply, error) {
	guest, err := b.guest(ctx, e.At.Chat)
	if err != nil || guest.Standing == news.Banned {
		return Reply{}, err
	}
	may, shut, err := b.mayBring(ctx, now, e)
	if err != nil || shut {
		return Reply{}, err
	}
	if guest.Name == "" {
		guest.Name = shorten(clean(e.Title), 100)
	}
	if may || guest.Standing == news.Allowed {
		return b.letIn(ctx, now, e, guest)
	}
	return b.turnAway(ctx, now, e, guest)
}

// letIn makes a chat a guest, lets its digests go on if it had any, and greets
// it if it is new here.
func (b *Bot) letIn(ctx context.Context, now time.Time, e Event, guest news.Guest) (Reply, error) {
	fresh := guest.Standing != news.Allowed
	if fresh {
		guest.Standing, guest.Since, guest.By = news.Allowed, now, e.From.ID
		if err := b.store.SaveGuest(ctx, guest); err != nil {
			return Reply{}, fmt.Errorf("let in %d: %w", guest.ID, err)
		}
	}
	back, err := b.allBack(ctx, e.At.Chat, now, notBanned)
	switch {
	case err != nil:
		return Reply{}, err
	case len(back) > 0:
		return greetBack(back[0], now), nil
	case fresh:
		return greetChat(e.Kind), nil
	}
	return Reply{}, nil
}

// turnAway notes a chat that nobody let in, and says so there, once.
func (b *Bot) turnAway(ctx context.Context, now time.Time, e Event, guest news.Guest) (Reply, error) {
	if guest.Standing == news.Uninvited {
		return Reply{}, nil
	}
	guest.Standing, guest.Since, guest.By = news.Uninvited, now, e.From.ID
	if err := b.store.SaveGuest(ctx, guest); err != nil {
		return Reply{}, fmt.Errorf("turn away %d: %w", guest.ID, err)
	}
	return answer(say("This bot is private, and was brought here by somebody it does not know. Whoever runs it can let this chat in: `/allow %s`", fmt.Sprint(guest.ID))), nil
}

// mayBring reports whether whoever brought the bot into a chat is inside, or
// is banned and not to be answered.
func (b *Bot) mayBring(ctx context.Context, now time.Time, e Event) (may, shut bool, err error) {
	m := Message{At: news.Address{Chat: e.At.Chat}, Kind: e.Kind, From: e.From}
	inChat, err := b.call(ctx, now, m, "")
	if err != nil {
		return false, false, err
	}
	m.At, m.Kind = news.Address{Chat: e.From.ID}, "private"
	alone, err := b.call(ctx, now, m, "")
	return inChat.in || alone.in, alone.shut, err
}

func greetChat(kind string) Reply {
	if kind == "channel" {
		return answer(
			say("Hello. Readout can post a short digest here: who met whom, what was said, and which visits follow."),
			say("Admins of this channel begin by posting `/start`"))
	}
	return answer(
		say("Hello. This is Readout: short digests of who met whom, what was said, and which visits follow."),
		say("Admins of this chat choose topics and a time; in a forum, `/bind` ties topics to the thread where it is sent."),
		say("Everybody can look things up: `/who Prado`, `/met Baku`, `/said Prado`"),
	).with(row(press("Start", "/start"), press("Choose topics", "/bind")))
}
