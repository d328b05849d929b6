// Package storage is the promise that every store keeps: acts of the
// newsroom, not verbs of a key-value server. Two keepers keep it
// (storage/sqlite in one file, storage/redis for several machines) and one
// examiner (storage/storagetest) holds both to it.
//
// What holds for every method: a context that ends ends the call. An act is
// done whole or not at all, and once it has returned without an error it
// survives the death of the process. Times are kept to the millisecond in
// UTC. Lists are in a stated order, and can be broken off at any element.
// Methods may be called from several goroutines.
package storage

import (
	"context"
	"errors"
	"iter"
	"time"

	"readout/digest/news"
)

var (
	// ErrNotFound is the answer to asking for one thing that is not there.
	ErrNotFound = errors.New("not found")
	// ErrClosed is the answer of a store after Close.
	ErrClosed = errors.New("store closed")
	// ErrLost is the answer to an act under a claim that ran out and was
	// given to somebody else: whoever holds it must stop.
	ErrLost = errors.New("claim lost")
	// ErrFull is the answer to asking for sources to read while a store keeps
	// the little room it has left for readers and what is sent to them.
	ErrFull = errors.New("no room for articles")
)

// MostTries is how often an act is tried that others get in the way of, as far
// as its context lets. Each time one of theirs was done, so whoever gives up
// after so many meets a fault, and says so.
const MostTries = 100

// Store is the whole promise.
type Store interface {
	Reports
	Archive
	Aliases
	Sources
	Topics
	Subscribers
	Dues
	Deliveries
	Duties
	Editions
	Buttons
	Updates
	Leases
	Notices
	Guests
	Doors
	Restores
	// Close ends the store. Calls after it answer ErrClosed; closing again is
	// fine.
	Close() error
}

// Intake is what one commit brings: reports, and the state of the source that
// they came from, which becomes true only with them.
type Intake struct {
	Reports []news.Report
	Source  news.SourceID // "" for reports read by hand
	State   news.Polling
	// Title is the outlet's name as the feed gave it; it fills an empty one.
	Title string
}

// Saved tells what a commit came to. Head is the highest sequence given so
// far.
type Saved struct {
	New, Edited, Known int
	Head               int64
}

// Reports keeps articles with their facts.
type Reports interface {
	// SaveReports commits an intake. A report whose id is new gets the next
	// sequence, in the order given; one that is there keeps its Seq and Seen,
	// its article and facts are replaced, and it counts as Edited if its
	// Fingerprint differs (Edited is then set to the new Seen), else as Known.
	// Published equal to Seen means that the source told no date; one that is
	// there then keeps its Published as well.
	// The claim of the source ends; a source that is gone by then is fine. So
	// is one that has another URL by then than State was read from (State.URL,
	// if it tells): the reports are saved, the source stays as it is.
	SaveReports(ctx context.Context, in Intake) (Saved, error)
	// Report is the one with that id, or ErrNotFound.
	Report(ctx context.Context, id news.ArticleID) (news.Report, error)
	// Fingerprints are those of the ids that are there; others are missing
	// from the map.
	Fingerprints(ctx context.Context, ids []news.ArticleID) (map[news.ArticleID]string, error)
	// AllReports lists reports with a sequence above after, ascending.
	AllReports(ctx context.Context, after int64) iter.Seq2[news.Report, error]
	// Head is the highest sequence given so far; 0 before the first.
	Head(ctx context.Context) (int64, error)
	// SeqBefore is the sequence just before the first report, in the order of
	// sequences, that was first seen at or after t; the head where there is
	// none. A report that a wrong clock dates too early cuts nothing off; one
	// dated too late may let in more than was asked for.
	SeqBefore(ctx context.Context, t time.Time) (int64, error)
}

// Stats counts what the archive holds.
type Stats struct {
	Reports, Meetings, Statements, Visits, Names int
	// Oldest is the earliest Seen, Newest the latest Published.
	Oldest, Newest time.Time
}

// NameUse is a spelling of a name with the number of reports that use it and
// the latest Published of them.
type NameUse struct {
	Name    string
	Reports int
	Latest  time.Time
}

// Archive answers questions about what was read.
type Archive interface {
	// Search returns a page of the reports that answer a query, newest
	// Published (to the second) first, then highest Seq. The page is full
	// unless it is the last. Pages follow on one another without gap or
	// repetition, whatever comes in meanwhile; an After that no page gave is an
	// error.
	Search(ctx context.Context, q Query) (Page, error)
	// FindNames lists the names (news.Facts.Names) that hold every one of the
	// words (text.Tokens), most used first, then by name, at most limit. With
	// prefix the words are beginnings of words. No words ask for every name.
	FindNames(ctx context.Context, words []string, prefix bool, limit int) ([]NameUse, error)
	Stats(ctx context.Context) (Stats, error)
}

// Aliases keeps which spellings mean whom.
type Aliases interface {
	// SaveAlias adds an alias, or replaces the one of that Name.
	SaveAlias(ctx context.Context, a news.Alias) error
	// DeleteAlias forgets an alias; one that is not there is fine.
	DeleteAlias(ctx context.Context, name string) error
	// AllAliases lists them by Name.
	AllAliases(ctx context.Context) iter.Seq2[news.Alias, error]
}

// Sources keeps the feeds and when to read them.
type Sources interface {
	// SaveSource adds a source with its State, or replaces what it is; the
	// State of one that is there stays as it was, but is emptied, all but its
	// Gaps and what it last failed for, and its claim ended, where its URL
	// changes.
	SaveSource(ctx context.Context, s news.Source) error
	// Source is the one with that id, or ErrNotFound.
	Source(ctx context.Context, id news.SourceID) (news.Source, error)
	// DeleteSource forgets a source; its articles stay.
	DeleteSource(ctx context.Context, id news.SourceID) error
	// SavePolling notes an attempt that brought no reports. A source that is
	// gone by then is fine, and one whose URL is no longer p.URL (if that
	// tells) stays as it is. The claim of the source ends.
	SavePolling(ctx context.Context, id news.SourceID, p news.Polling) error
	// ClaimSources gives out at most limit sources that are not paused, whose
	// State.Next is not after now and that nobody holds, earliest Next first,
	// for the length of the lease or until SaveReports or SavePolling. A store
	// that is nearly full gives none (ErrFull).
	ClaimSources(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]news.Source, error)
	// AllSources lists them by id.
	AllSources(ctx context.Context) iter.Seq2[news.Source, error]
}

// Topics keeps what readers can choose.
type Topics interface {
	// SaveTopic adds a topic or replaces the one with its id.
	SaveTopic(ctx context.Context, t news.Topic) error
	// Topic is the one with that id, or ErrNotFound.
	Topic(ctx context.Context, id news.TopicID) (news.Topic, error)
	// DeleteTopic forgets a topic; one that is not there is fine. Subscribers
	// keep its id, which then means nothing.
	DeleteTopic(ctx context.Context, id news.TopicID) error
	// AllTopics lists them by id.
	AllTopics(ctx context.Context) iter.Seq2[news.Topic, error]
}

// Subscribers keeps chats with their settings.
type Subscribers interface {
	// Subscriber is the one at that address, or ErrNotFound.
	Subscriber(ctx context.Context, at news.Address) (news.Subscriber, error)
	// UpdateSubscriber reads, changes and saves one subscriber as a single
	// act, and returns what was saved. Where there is none, change gets one
	// with nothing but its Address. An error of change ends the act and comes
	// back as it is. The change may be called more than once.
	UpdateSubscriber(ctx context.Context, at news.Address, change func(*news.Subscriber) error) (news.Subscriber, error)
	// DeleteSubscriber erases all that is kept of a chat: settings,
	// deliveries, what was shown, its keyboards, and the topics that it owns.
	// One that is not there is fine.
	DeleteSubscriber(ctx context.Context, at news.Address) error
	// MoveChat carries all that is kept of a chat and its threads over to
	// another chat: subscribers with their cursor and due slot, deliveries,
	// what was shown, keyboards, the owners of topics, the guest. Where the
	// other chat has its own, that stays and the one moved is forgotten.
	// Claims on what moved end (ErrLost for their holders), and what is due
	// can be claimed at once under its new address. A chat of which nothing is
	// kept is fine; so is repeating the act, which also completes one broken
	// off.
	MoveChat(ctx context.Context, from, to int64) error
	// AllSubscribers lists them by Chat, then Thread.
	AllSubscribers(ctx context.Context) iter.Seq2[news.Subscriber, error]
}

// Claim is the right to serve one due subscriber until a moment. Fence grows
// with every claim given out, so that a late holder is told apart.
type Claim struct {
	Subscriber news.Subscriber
	// Owner is what the holder calls itself. A store keeps it beside the claim
	// for people who ask who holds it; no act looks at it.
	Owner string
	Fence int64
	Until time.Time
}

// Dues is the index of who is to be served when: subscribers by Due.At.
type Dues interface {
	// ClaimDue gives out at most limit subscribers whose Due is set and not
	// after now and that nobody holds, earliest first (those due at one moment
	// in any order), for the length of the lease. A claim that ran out still counts for its holder until the
	// subscriber is given to somebody else.
	ClaimDue(ctx context.Context, now time.Time, owner string, lease time.Duration, limit int) ([]Claim, error)
	// ReleaseClaim gives a claim back undone; the subscriber can be claimed
	// again from notBefore on, its Due unchanged. A lost claim is fine.
	ReleaseClaim(ctx context.Context, c Claim, notBefore time.Time) error
	// EndClaims ends every claim on subscribers: for a process that has become
	// the only one to deliver, and need not wait until the leases of one that
	// died run out. Whoever still holds a claim finds it lost. One given back
	// for later still waits.
	EndClaims(ctx context.Context) error
	// CountDue is how many subscribers' Due is set and not after a moment, held
	// or not.
	CountDue(ctx context.Context, by time.Time) (int, error)
	// NextDue is the earliest Due of anybody; zero where nobody is due.
	NextDue(ctx context.Context) (time.Time, error)
}

// Deliveries keeps what is on its way. Every writing method takes the claim
// under which it acts and answers ErrLost when that is no longer held.
type Deliveries interface {
	// BeginDelivery stores a delivery and its edition before anything is
	// sent. Where one with its key is there already, that one is returned
	// instead and nothing is stored.
	BeginDelivery(ctx context.Context, c Claim, d news.Delivery, e news.Edition) (news.Delivery, error)
	// MarkPart notes the state of one part, counted from 0; a part or delivery
	// that is not there is an error.
	MarkPart(ctx context.Context, c Claim, key news.DeliveryKey, part int, p news.Part) error
	// FinishDelivery marks a delivery finished, lets change move the
	// subscriber's cursor and due slot, and ends the claim: one act. With the
	// zero key there is no delivery to finish (an empty digest not sent). An
	// error of change ends the act and comes back as it is. The change may be
	// called more than once.
	FinishDelivery(ctx context.Context, c Claim, key news.DeliveryKey, at time.Time, change func(*news.Subscriber) error) error
	// Delivery is the one with that key, or ErrNotFound.
	Delivery(ctx context.Context, key news.DeliveryKey) (news.Delivery, error)
	// DeliveriesTo lists one address's deliveries, latest Begun first.
	DeliveriesTo(ctx context.Context, at news.Address) iter.Seq2[news.Delivery, error]
	// AllDeliveries lists them by address, then date, then slot.
	AllDeliveries(ctx context.Context) iter.Seq2[news.Delivery, error]
}

// Shown says that a message in a chat shows an edition, so that a number
// there opens the right line.
type Shown struct {
	Address news.Address
	Message string // the transport's id of the message
	Edition news.EditionID
	At      time.Time
}

// Editions keeps what was shown, for as long as it may be asked about.
type Editions interface {
	// SaveEdition keeps an edition; one with its id is the same one, of which
	// the later Made is kept.
	SaveEdition(ctx context.Context, e news.Edition) error
	// Edition is the one with that id, or ErrNotFound.
	Edition(ctx context.Context, id news.EditionID) (news.Edition, error)
	// MarkShown notes that a message shows an edition.
	MarkShown(ctx context.Context, s Shown) error
	// LastShown is what a message of a chat shows; with message "", what was
	// shown there last. ErrNotFound where nothing was.
	LastShown(ctx context.Context, at news.Address, message string) (Shown, error)
	// PruneEditions forgets deliveries finished before t, and those begun
	// before t and never finished, which are given up by it; the editions made
	// before t that no delivery begun since t uses and no message shows since
	// t; and what showed them. It returns how many editions went. It may act in
	// steps: what it has not reached when it fails, the next call forgets.
	PruneEditions(ctx context.Context, t time.Time) (int, error)
	// AllShown lists what was shown by address, in the order in which it was
	// noted last.
	AllShown(ctx context.Context) iter.Seq2[Shown, error]
	// AllEditions lists them by id.
	AllEditions(ctx context.Context) iter.Seq2[news.Edition, error]
}
