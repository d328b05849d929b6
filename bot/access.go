package bot

import (
	"context"
	"fmt"

	"readout/digest/news"
)

// access shows who may come in, or sets it.
func (b *Bot) access(ctx context.Context, c call) (Reply, error) {
	if c.arg != "" {
		door, ok := parseDoor(c.arg)
		if !ok {
			return Reply{}, complain(say("*%s* is no way of keeping a door.", echo(c.arg)), say("For example: `/access invitation`"), doorButtons("")...)
		}
		if err := b.store.SetDoor(ctx, door); err != nil {
			return Reply{}, fmt.Errorf("set door: %w", err)
		}
	}
	door, err := b.doorNow(ctx)
	if err != nil {
		return Reply{}, err
	}
	r := answer(say("The door: *%s*. %s", string(door), doorMeans(door)),
		say("Those inside stay inside. Letting one in or out: `/allow ID`, `/ban ID`, `/invite`; who is in: `/users`"))
	r.Edit = c.Pressed
	return r.with(doorButtons(door)...).with(row(press("Invite", "/invite"), press("Who is in", "/users"))), nil
}

// parseDoor reads the name of a state, or what else people call it.
func parseDoor(arg string) (news.Door, bool) {
	switch plain(arg) {
	case "closed", "close", "private", "shut":
		return news.Closed, true
	case "invitation", "invitations", "invite", "invited":
		return news.ByInvite, true
	case "open", "public", "everybody", "everyone":
		return news.Open, true
	}
	return "", false
}

func doorMeans(d news.Door) string {
	switch d {
	case news.Open:
		return "Everybody may come in."
	case news.ByInvite:
		return "Who brings an invitation may come in."
	}
	return "Nobody new may come in, but whom you allow."
}

func doorButtons(now news.Door) [][]Button {
	var buttons []Button
	for _, d := range []news.Door{news.Closed, news.ByInvite, news.Open} {
		buttons = append(buttons, press(chosen(d == now, capital(string(d))), "/access "+string(d)))
	}
	return [][]Button{buttons}
}
