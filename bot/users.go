package bot

import (
	"context"
	"fmt"
	"strings"

	"readout/digest/news"
)

// usersShown is how many guests a page holds.
const usersShown = 10

// users lists who was let in or shut out, and which invitations are open.
func (b *Bot) users(ctx context.Context, c call) (Reply, error) {
	var guests []news.Guest
	for g, err := range b.store.AllGuests(ctx) {
		if err != nil {
			return Reply{}, fmt.Errorf("guests: %w", err)
		}
		guests = append(guests, g)
	}
	n, err := b.readers(ctx)
	if err != nil {
		return Reply{}, err
	}
	open, err := b.openInvitations(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	page := min(parsePage(c.arg)-1, max(len(guests)-1, 0)/usersShown)
	shown := guests[min(page*usersShown, len(guests)):min((page+1)*usersShown, len(guests))]
	r := answer(say("Readers: %s.", n.text()),
		say("Admins of the configuration: *%s*. Open invitations: *%s*.", fmt.Sprint(len(b.admins)), fmt.Sprint(open)))
	var buttons []Button
	for _, g := range shown {
		r = r.and(guestLine(c, g))
		buttons = append(buttons, guestButton(g)...)
	}
	if len(guests) == 0 {
		r = r.and(say("Nobody was let in by hand or by invitation yet."))
	}
	r.Edit = c.Pressed
	return r.with(grid(buttons, 2)...).with(turns("/users", page, usersShown, len(guests)), row(press("Invite", "/invite"), press("The door", "/access"))), nil
}

func guestLine(c call, g news.Guest) news.Text {
	name := g.Name
	if name == "" {
		name = "no name"
	}
	line := say("*%s* `%s` – %s since %s", shorten(name, 40), fmt.Sprint(g.ID), string(g.Standing), shortDay(c.day(g.Since), c.today()))
	if g.Invitation != "" {
		line = append(line, say(", by invitation")...)
	}
	return line
}

// guestButton is the act that changes what a guest may do.
func guestButton(g news.Guest) []Button {
	name := g.Name
	if name == "" {
		name = fmt.Sprint(g.ID)
	}
	switch g.Standing {
	case news.Allowed:
		return row(press("Ban "+shorten(name, 20), fmt.Sprintf("/ban %d", g.ID)))
	case news.Admin:
		return nil
	}
	return row(press("Allow "+shorten(name, 20), fmt.Sprintf("/allow %d", g.ID)))
}

func (b *Bot) openInvitations(ctx context.Context, c call) (int, error) {
	open := 0
	for i, err := range b.store.AllInvitations(ctx) {
		if err != nil {
			return 0, fmt.Errorf("invitations: %w", err)
		}
		if i.Admits(c.now) {
			open++
		}
	}
	return open, nil
}

// turns are the buttons that turn the pages of a list.
func turns(command string, page, size, of int) []Button {
	var buttons []Button
	turn := func(label string, to int) Button {
		return press(label, strings.Join(strings.Fields(fmt.Sprintf("%s %d", command, to+1)), " "))
	}
	if page > 0 {
		buttons = append(buttons, turn("◀", page-1))
	}
	if (page+1)*size < of {
		buttons = append(buttons, turn("▶", page+1))
	}
	return buttons
}
