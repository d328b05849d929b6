package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// Previewer lays out a digest that is not delivered; *digest.Desk is the real
// one.
type Previewer interface {
	Preview(ctx context.Context, r digest.Request, now time.Time) (news.Digest, error)
}

// Options are what a bot works with. Store and Desk are needed.
type Options struct {
	Store storage.Store
	Desk  Previewer
	// Zone is the instance's, for readers who chose none; "" is UTC.
	Zone string
	// Name is the bot's own, without "@"; commands addressed to another name
	// are not answered.
	Name string
	// Log gets the cause of every answer that went wrong; nil is silence.
	Log *slog.Logger
}

// Bot answers messages. It holds no conversation: all that it knows is in the
// store, so any instance can answer any message.
type Bot struct {
	store    storage.Store
	desk     Previewer
	zone     string
	name     string
	log      *slog.Logger
	commands []Command
	// questions are the ways of asking without a command.
	questions []question
}

// New makes a bot.
func New(o Options) *Bot {
	b := &Bot{store: o.Store, desk: o.Desk, zone: o.Zone, name: o.Name, log: o.Log, commands: commands(), questions: questions()}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	return b
}

// Answer is what the bot says to a message at a moment. It never fails: what
// the reader can mend comes back as advice, anything else is logged and
// answered with a word of regret. The zero Reply means that the message is not
// for this bot.
func (b *Bot) Answer(ctx context.Context, now time.Time, m Message) Reply {
	m.Text = b.unaddressed(clean(m.Text))
	name, to, arg, is := parseCommand(m.Text)
	if is && to != "" && !strings.EqualFold(to, b.name) {
		return Reply{}
	}
	c, err := b.call(ctx, now, m, arg)
	if err != nil {
		return b.excuse(err, c, name)
	}
	c.named = to != ""
	var r Reply
	if is {
		r, err = b.run(ctx, c, name)
	} else {
		r, err = b.listen(ctx, c)
	}
	if err != nil {
		r = b.excuse(err, c, name)
	}
	return b.recast(ctx, r)
}

// unaddressed drops the bot's own name from the head of a message.
func (b *Bot) unaddressed(text string) string {
	if at := "@" + b.name; b.name != "" && len(text) > len(at) && strings.EqualFold(text[:len(at)], at) && text[len(at)] == ' ' {
		return strings.TrimSpace(text[len(at):])
	}
	return text
}

// call looks up who is writing.
func (b *Bot) call(ctx context.Context, now time.Time, m Message, arg string) (call, error) {
	c := call{Message: m, now: now, arg: arg, known: true}
	if !strings.ContainsFunc(arg, isWordy) {
		// Marks without a word say as little as silence.
		c.arg = ""
	}
	reader, err := b.store.Subscriber(ctx, m.At)
	if errors.Is(err, storage.ErrNotFound) {
		reader, c.known, err = news.Subscriber{Address: m.At}, false, nil
		reader.Schedule.Zone = b.zone
	}
	if err != nil {
		return c, fmt.Errorf("subscriber %s: %w", m.At, err)
	}
	c.reader = reader
	return c, nil
}

// run answers a command.
func (b *Bot) run(ctx context.Context, c call, name string) (Reply, error) {
	command, ok := b.command(name)
	if !ok {
		return b.unknown(c, name), nil
	}
	if command.Changes && !c.private() && !c.Admin {
		return Reply{}, complain(say("Only the admins of this chat change its settings."), say("Look-ups are open to everyone: `/help`."))
	}
	return command.run(b, ctx, c)
}

// listen answers a message without a command: the number of a line, or a
// question. Talk among others in a group is none of the bot's business.
func (b *Bot) listen(ctx context.Context, c call) (Reply, error) {
	if n, ok := parseNumber(c.Text); ok && (c.private() || c.Shows != "") {
		return b.evidence(ctx, c, n)
	}
	return b.ask(ctx, c)
}

// excuse turns trouble into words.
func (b *Bot) excuse(err error, c call, name string) Reply {
	var mendable complaint
	if errors.As(err, &mendable) {
		return mendable.reply()
	}
	b.log.Error("answer failed", slog.String("command", name), slog.String("chat", c.At.String()), slog.Any("err", err))
	return answer(say("Something went wrong here, not with you; it was noted."), say("Please try again in a moment."))
}
