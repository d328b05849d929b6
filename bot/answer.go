package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// Desk is what the bot asks of the newsroom; *digest.Desk is the real one.
type Desk interface {
	// Preview lays out a digest that is not delivered.
	Preview(ctx context.Context, r digest.Request, now time.Time) (news.Digest, error)
	// Probe reads what a feed, or those that a page names, would give, and
	// keeps nothing. Errors are in words for an admin.
	Probe(ctx context.Context, address string) ([]digest.Probe, error)
	// ReadArticle reads one article from its page and keeps it; a
	// digest.UnreadableError where the page is to blame.
	ReadArticle(ctx context.Context, address string, now time.Time) (news.Report, error)
}

// Options are what a bot works with. Store and Desk are needed.
type Options struct {
	Store storage.Store
	Desk  Desk
	// Admins are the numeric ids of those who run the bot, beside those whom
	// the store knows as such. Ids that Telegram shares among many people
	// count for nothing.
	Admins []int64
	// Door is who may come in as long as the store holds no other word; "" is
	// news.Closed.
	Door news.Door
	// Claim is the code that makes whoever sends it the first admin, while
	// there is none; "" is none.
	Claim string
	// About is what /stats says of the instance, such as its version and
	// where its store is, without secrets.
	About string
	// Zone is the instance's, for readers who chose none; "" is UTC.
	Zone string
	// Name is the bot's own, without "@"; commands addressed to another name
	// are not answered.
	Name string
	// Log gets the cause of every answer that went wrong; nil is silence.
	Log *slog.Logger
	// Operation is the program that the bot runs in, for admins; nil where
	// nobody knows how it fares.
	Operation Operation
	// Files hands out what people send along; nil where nothing can be sent.
	Files Files
}

// Bot answers messages. It holds no conversation: all that it knows is in the
// store, so any instance can answer any message.
type Bot struct {
	store    storage.Store
	desk     Desk
	admins   []int64
	door     news.Door
	claiming string
	about    string
	zone     string
	name     string
	log      *slog.Logger
	commands []Command
	// operation may be nil.
	operation Operation
	// files may be nil.
	files Files
	// questions are the ways of asking without a command.
	questions []question
}

// New makes a bot.
func New(o Options) *Bot {
	b := &Bot{
		store: o.Store, desk: o.Desk, zone: o.Zone, name: o.Name, log: o.Log, commands: listed(commands(), o.Operation != nil), questions: questions(),
		admins: slices.DeleteFunc(slices.Clone(o.Admins), isShared), door: cmp.Or(o.Door, news.Closed), claiming: o.Claim, about: o.About, operation: o.Operation, files: o.Files,
	}
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
	if !is && b.overhears(m) {
		return Reply{}
	}
	c, err := b.call(ctx, now, m, arg)
	if err != nil {
		return b.excuse(err, c, name)
	}
	c.named = to != ""
	var r Reply
	switch {
	case c.postsForAll():
		r = c.unheard()
	case !c.in:
		r, err = b.outside(ctx, c, name)
	case m.File != nil:
		r, err = b.sentFile(ctx, c)
	case is:
		r, err = b.run(ctx, c, name)
	default:
		r, err = b.listen(ctx, c)
	}
	if err != nil {
		r = b.excuse(err, c, name)
	}
	return b.recast(ctx, r)
}

// overhears reports whether a message is talk among others, which is none of
// the bot's business.
func (b *Bot) overhears(m Message) bool {
	if (call{Message: m}).private() || m.Shows != "" && m.File == nil {
		return false
	}
	_, asks := parseQuestion(b.questions, m.Text)
	return !asks
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
	c.pass, err = b.passOf(ctx, c)
	return c, err
}

// run answers a command.
func (b *Bot) run(ctx context.Context, c call, name string) (Reply, error) {
	command, ok := b.command(name)
	if !ok || command.Admins && !c.manages && !c.private() && !c.named && c.Shows == "" && !c.Pressed {
		return b.unknown(c, name), nil
	}
	if command.Admins && !c.manages {
		return c.refusal(say("Only those who run this bot can do that."), say("What everybody can do: `/help`"), row(press("Help", "/help")))
	}
	if command.Changes && !c.settles() {
		return c.refusal(say("Only the admins of this chat change its settings."), say("Look-ups are open to everyone: `/help`."))
	}
	return command.run(b, ctx, c)
}

// listen answers a message without a command: the number of a line, or a
// question. Talk among others in a group is none of the bot's business.
func (b *Bot) listen(ctx context.Context, c call) (Reply, error) {
	if n, ok := parseNumber(c.Text); ok && (c.private() || c.Shows != "") {
		return b.evidence(ctx, c, n)
	}
	if c.private() && parseLink(c.Text) && c.invited {
		// A link that anybody at an open door brings is not fetched on their word.
		c.arg = c.Text
		return b.read(ctx, c)
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
	sorry, advice := say("Something went wrong here, not with you; it was noted."), say("Please try again in a moment.")
	if c.Pressed && !c.private() {
		return Reply{Notice: sorry.String() + " " + advice.String()}
	}
	return answer(sorry, advice)
}
