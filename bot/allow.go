package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"readout/digest/news"
)

// allow lets a person or a chat in by its number, and takes a ban back.
func (b *Bot) allow(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" && !c.private() {
		c.arg = fmt.Sprint(c.At.Chat)
	}
	if c.arg == "" {
		return b.whom(ctx, "allow", "Who is to be let in? Strangers are shown their number: `/allow 1234567`", news.Uninvited, news.Banned)
	}
	id, err := parseID(c.arg, "/allow")
	if err != nil {
		return Reply{}, err
	}
	guest, err := b.guest(ctx, id)
	if err != nil {
		return Reply{}, err
	}
	if b.isAdmin(id, guest.Standing) {
		return answer(say("%s runs this bot, and is in anyway.", naming(guest))), nil
	}
	if guest.Standing != news.Allowed {
		guest.Standing, guest.Since, guest.By = news.Allowed, c.now, c.From.ID
	}
	if err := b.store.SaveGuest(ctx, guest); err != nil {
		return Reply{}, fmt.Errorf("allow %d: %w", id, err)
	}
	_, err = b.allBack(ctx, id, c.now, func(gone string) bool { return gone == banned })
	if err != nil {
		return Reply{}, err
	}
	r := answer(say("%s is in.", naming(guest)), say("Nobody is told by the bot. A person begins with `/start`; in a group, its admins do."))
	return r.with(row(press("Ban", fmt.Sprintf("/ban %d", id)), press("Who is in", "/users"))), nil
}

// parseID reads the number of a person or chat, as it comes when it is pasted.
func parseID(arg, command string) (int64, error) {
	id, err := strconv.ParseInt(digitsOf(arg), 10, 64)
	if err != nil || id == 0 || isShared(id) && id > 0 {
		return 0, complain(say("*%s* is no number of a person or a chat.", echo(arg)), say("For example: `%s 1234567`; a group's begins with a minus. Names grant nothing.", command))
	}
	return id, nil
}

// digitsOf is a pasted number without what cannot be seen in it, and without
// the blanks between its thousands. Two numbers do not become one.
func digitsOf(pasted string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case r == '\u2212' || r == '\u2013':
			return '-'
		}
		return r
	}, pasted)
	groups := strings.Fields(shown)
	for i, g := range groups {
		if len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && len(strings.TrimPrefix(g, "-")) > 3) {
			return shown
		}
	}
	return strings.Join(groups, "")
}

// guest is what is kept of a person or chat; where nothing is, a guest with
// the number, and the name of the reader if there is one.
func (b *Bot) guest(ctx context.Context, id int64) (news.Guest, error) {
	g, err := b.store.Guest(ctx, id)
	if isMissing(err) {
		g, err = news.Guest{ID: id}, nil
	}
	if err != nil {
		return g, fmt.Errorf("guest %d: %w", id, err)
	}
	if g.Name == "" {
		s, err := b.store.Subscriber(ctx, news.Address{Chat: id})
		if err != nil && !isMissing(err) {
			return g, fmt.Errorf("subscriber %d: %w", id, err)
		}
		g.Name = s.Name
	}
	return g, nil
}

// whom offers guests of some standings as buttons for a command.
func (b *Bot) whom(ctx context.Context, command, question string, which ...news.Standing) (Reply, error) {
	var buttons []Button
	for g, err := range b.store.AllGuests(ctx) {
		if err != nil {
			return Reply{}, fmt.Errorf("guests: %w", err)
		}
		if slices.Contains(which, g.Standing) && len(buttons) < mostChoices {
			buttons = append(buttons, press(labelOf(g), fmt.Sprintf("/%s %d", command, g.ID)))
		}
	}
	return answer(say(question)).with(grid(buttons, 2)...).with(row(press("Who is in", "/users"), press("Invite", "/invite"))), nil
}

// naming names a guest in a line, by what there is. The number is to be copied,
// and stands as it is.
func naming(g news.Guest) news.Text {
	if g.Name == "" {
		return say("`%s`", fmt.Sprint(g.ID))
	}
	return say("*%s* (`%s`)", shorten(g.Name, 40), fmt.Sprint(g.ID))
}

// labelOf names a guest on a button.
func labelOf(g news.Guest) string {
	if g.Name == "" {
		return fmt.Sprint(g.ID)
	}
	return fmt.Sprintf("%s (%d)", shorten(g.Name, 40), g.ID)
}
