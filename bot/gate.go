package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

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
