// Package digest is the desk of the newsroom: it takes in what the feeds
// bring (ingest), lays out what a reader would get (preview), and delivers
// when a reader is due. It keeps its promise through the store alone: nothing
// that matters lives in memory, so it may be stopped at any moment.
package digest

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// Fetcher reads the world's feeds. digest/feed is the real one.
type Fetcher interface {
	// Fetch reads a feed with the validators of its State. The articles carry
	// what the feed itself gives: id, title, link, dates, its own text.
	Fetch(ctx context.Context, s news.Source) (news.Batch, error)
	// Page fills the article's text from the page it links to, where the feed
	// gave too little. It returns the article as it was with any error.
	Page(ctx context.Context, a news.Article) (news.Article, error)
	// Read reads one article by hand from the address of its page. It belongs
	// to no source, and reading it again gives the same id.
	Read(ctx context.Context, address string) (news.Article, error)
	// Discover finds the feeds behind the address of a feed or of a page.
	Discover(ctx context.Context, url string) ([]news.Source, error)
}

// Courier carries editions to readers. Each transport of the bot is one.
type Courier interface {
	// Parts says how the edition's blocks are shared out over messages: parts
	// that follow on one another and hold every block once.
	Parts(e news.Edition) []news.Part
	// Serves reports whether this courier goes to an address at all. What it
	// does not serve is left to another process.
	Serves(to news.Address) bool
	// Ready waits for the address's turn, and reports whether one part may be
	// sent there now. Where it may not for long, the receipt says when it may.
	Ready(ctx context.Context, to news.Address) (news.Receipt, bool)
	// Send sends one part of a delivery, by its index, at once, and tells what
	// became of it. Each follows a Ready of its own.
	Send(ctx context.Context, d news.Delivery, e news.Edition, part int) news.Receipt
}

// Options are the desk's habits. The zero value of each means its default.
type Options struct {
	// Every is how often a feed is read (15 minutes).
	Every time.Duration
	// Lookback is how far back reports are gathered into stories (14 days).
	Lookback time.Duration
	// Stale is how long before it was first seen an article may have been
	// published and still be announced (7 days).
	Stale time.Duration
	// CatchUp is how late a digest may be sent (12 hours); after that it is
	// folded into the next.
	CatchUp time.Duration
	// Workers is how many feeds are read side by side (8).
	Workers int
	// Chats is how many chats are sent to side by side (32): as many as may be
	// sent to in the time that an answer takes.
	Chats int
	// Leave leaves a message of unknown fate as it is, instead of sending it
	// once more. The next digest then says so.
	Leave bool
	// Earliest is a moment that is past: while the clock shows an earlier one,
	// it was not set yet, and Serve delivers nothing. Zero trusts any clock.
	Earliest time.Time
	// Owner names this process in claims.
	Owner string
	// Observer is told of the work as it goes on; nil is nobody.
	Observer Observer
}

// Desk does the newsroom's work on one store. Its methods may be called from
// several goroutines and, on a store for several machines, from several
// processes.
type Desk struct {
	store   storage.Store
	fetch   Fetcher
	log     *slog.Logger
	options Options
	paper   *paper
	walls   walls
	// arrived is when something arrived anywhere last, in Unix seconds of the
	// readers' clock.
	arrived atomic.Int64
	// read is when the last round of reading that came to its end was begun, in
	// Unix seconds of the readers' clock; 0 before the first.
	read atomic.Int64
	// careful lets one suspect article be read at a time.
	careful sync.Mutex
}

// New makes a desk that works on a store and reads feeds by fetch. The log
// gets one line for each reading of a feed and each delivery.
func New(store storage.Store, fetch Fetcher, log *slog.Logger, options Options) *Desk {
	options = options.withDefaults()
	return &Desk{store: store, fetch: fetch, log: log, options: options, paper: &paper{lookback: options.Lookback}}
}

func (o Options) withDefaults() Options {
	day := 24 * time.Hour
	o.Every = cmp.Or(o.Every, 15*time.Minute)
	o.Lookback = cmp.Or(o.Lookback, 14*day)
	o.Stale = cmp.Or(o.Stale, 7*day)
	o.CatchUp = cmp.Or(o.CatchUp, 12*time.Hour)
	o.Workers = cmp.Or(o.Workers, 8)
	o.Chats = cmp.Or(o.Chats, 32)
	o.Owner = cmp.Or(o.Owner, "desk")
	o.Observer = cmp.Or[Observer](o.Observer, nobody{})
	return o
}
