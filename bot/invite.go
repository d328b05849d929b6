package bot

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// invitationLasts is how long an invitation is good where nothing is said.
	invitationLasts = 7 * 24 * time.Hour
	// mostInvited is how many guests one invitation lets in at most.
	mostInvited = 1000
)

// invite makes an invitation and answers with its link.
func (b *Bot) invite(ctx context.Context, c call) (Reply, error) {
	uses, span, err := parseInvite(c.arg)
	if err != nil {
		return Reply{}, err
	}
	i, err := b.invitation(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if i.Made.IsZero() {
		i.Made, i.By, i.Until, i.Uses = c.now, c.From.ID, c.now.Add(span), uses
		if err := b.store.SaveInvitation(ctx, i); err != nil {
			return Reply{}, fmt.Errorf("save invitation: %w", err)
		}
	}
	return b.invited(ctx, c, i)
}

func (b *Bot) invited(ctx context.Context, c call, i news.Invitation) (Reply, error) {
	until := i.Until.In(c.reader.Schedule.Location())
	r := answer(
		say("An invitation for *%s*, good until *%s*:", people(i.Uses), momentIn(until, c.today())),
		b.linkOf(i),
		say("Other numbers and times: `/invite 10 30d`"))
	door, err := b.doorNow(ctx)
	if err != nil || door == news.ByInvite {
		return r, err
	}
	r = r.and(say("The door is *%s* now: invitations let people in only while it is on *invitation*.", string(door)))
	return r.with(row(press("Open it to invitations", "/access invitation"))), nil
}

func people(n int) string {
	if n == 1 {
		return "one person or chat"
	}
	return fmt.Sprint(n) + " people or chats"
}

// linkOf is what a guest opens or sends.
func (b *Bot) linkOf(i news.Invitation) news.Text {
	if b.name == "" {
		return say("`/start inv_%s`", i.Code)
	}
	link := "https://t.me/" + b.name + "?start=inv_" + i.Code
	return news.Text{{Words: link, Link: link}}
}

// parseInvite reads "10 30d", either of them or none.
func parseInvite(arg string) (uses int, span time.Duration, err error) {
	uses, span = 1, invitationLasts
	for word := range strings.FieldsSeq(arg) {
		if n, err := strconv.Atoi(word); err == nil && n > 0 && n <= mostInvited {
			uses = n
		} else if s, ok := parseSpan(word); ok && s <= 366*24*time.Hour {
			span = s
		} else {
			return 0, 0, complain(say("*%s* is neither how many nor how long.", echo(word)),
				say("An invitation is for up to %s people, and lasts up to a year: `/invite 10 30d`", fmt.Sprint(mostInvited)), row(press("One person, 7 days", "/invite"), press("Ten, 30 days", "/invite 10 30d")))
		}
	}
	return uses, span, nil
}

// invitation is the one that this very message made before, or this very
// button while it lets in anybody, or a new one that is not saved. Its code
// begins with what tells the message from others, so that a message handled
// twice makes one invitation, and goes on with what nobody can guess.
func (b *Bot) invitation(ctx context.Context, c call) (news.Invitation, error) {
	moment := c.ID
	if moment == "" {
		moment = c.now.Format(time.RFC3339Nano)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%s\x00%s", c.At, c.From.ID, moment, c.arg))
	head := hex.EncodeToString(sum[:6]) + "-"
	for i, err := range b.store.AllInvitations(ctx) {
		if err != nil {
			return news.Invitation{}, fmt.Errorf("invitations: %w", err)
		}
		if strings.HasPrefix(i.Code, head) && i.Admits(c.now) {
			return i, nil
		}
	}
	return news.Invitation{Code: head + strings.ToLower(rand.Text())}, nil
}
