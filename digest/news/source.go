package news

import (
	"net/url"
	"strings"
	"time"
	"unicode"
)

// SourceID names a feed for good, as chosen when it was added.
type SourceID string

// SourceIDOf makes the id of a feed that was given none, from its address
// alone, so that it stays the same whatever the feed calls itself:
// "https://www.example.org/world/rss.xml" gives "example-org-world-rss-xml".
// Addresses that differ in scheme and marks only share an id.
func SourceIDOf(address string) SourceID {
	if u, err := url.Parse(address); err == nil {
		address = strings.TrimPrefix(u.Hostname(), "www.") + " " + u.Port() + " " + u.Path + " " + u.RawQuery
	}
	words := strings.FieldsFunc(strings.ToLower(address), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return SourceID(strings.Join(words, "-"))
}

// Source is a feed to be read.
type Source struct {
	ID  SourceID `json:"id"`
	URL string   `json:"url"` // http, https or file
	// Title is the outlet in words for people; "" until the feed tells.
	Title string `json:"title,omitempty"`
	// Folders group sources, as OPML does; a folder is a topic's feed list.
	Folders []string  `json:"folders,omitempty"`
	Added   time.Time `json:"added"`
	Paused  bool      `json:"paused,omitempty"`
	// PausedSince is when it was put aside; zero if it is read.
	PausedSince time.Time `json:"paused_since,omitzero"`
	// ReadAs is the source that is read in place of this one, which leads to
	// the same address for good; "" for nearly every source. Such a source is
	// Paused.
	ReadAs SourceID `json:"read_as,omitempty"`
	// Listing is what the configuration has to do with it. A Dropped source is
	// Paused.
	Listing Listing `json:"listing,omitempty"`
	State   Polling `json:"state"`
}

// Listing is what the configuration has to do with a source.
type Listing string

const (
	Unlisted Listing = ""        // it was added otherwise
	Listed   Listing = "listed"  // the configuration names it
	Dropped  Listing = "dropped" // the configuration named it, and does so no more
)

// Stands reports whether the source is one of those that are meant to be read:
// neither dropped, nor read as another.
func (s Source) Stands() bool { return s.ReadAs == "" && s.Listing != Dropped }

// Drop puts aside a source that the configuration names no more.
func (s *Source) Drop(now time.Time) {
	s.Listing = Dropped
	if !s.Paused {
		s.Paused, s.PausedSince = true, now
	}
}

// Resume has a source read at once that was put aside, or left alone by itself,
// and notes in its ledger for how long it was. Its State is to be saved with
// SavePolling, and the rest with SaveSource.
func (s *Source) Resume(now time.Time) {
	p := &s.State
	if s.Paused && s.ReadAs == "" && !s.PausedSince.IsZero() {
		p.close(Gap{Since: s.PausedSince, Until: now, Reason: s.aside()}, now)
	}
	p.Suspended, p.Gone, p.Next = false, 0, time.Time{}
	// A source that was read as another must lead there for long again.
	p.Moved, p.MovedSince = "", time.Time{}
	s.Paused, s.PausedSince, s.ReadAs = false, time.Time{}, ""
	if s.Listing == Dropped {
		s.Listing = Unlisted
	}
}

// aside is why a source that is Paused is not read.
func (s Source) aside() string {
	if s.Listing == Dropped {
		return NotListed
	}
	return PutAside
}

// Polling is what reading a source has come to so far.
type Polling struct {
	// URL is the address that was read. What reading another address came to
	// means nothing for a source that has moved since.
	URL string `json:"url,omitempty"`
	// Next is when to read again; zero means now.
	Next time.Time `json:"next,omitzero"`
	// Tried and Read are the last attempt and the last success.
	Tried time.Time `json:"tried,omitzero"`
	Read  time.Time `json:"read,omitzero"`
	// Failures counts attempts in a row that failed; Reason is the last one's,
	// in words for an admin, and "" after a success.
	Failures int    `json:"failures,omitempty"`
	Reason   string `json:"reason,omitempty"`
	// FailingSince is when the present run of failures began. With the Reason it
	// outlasts a new address, of which no failures are known yet.
	FailingSince time.Time `json:"failing_since,omitzero"`
	// ETag and Modified are the validators of the last full answer, stored
	// only together with the items they vouch for.
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
	// Sum tells the bytes of the last full answer from others; Full is when it
	// came. Both vouch for items as the validators do.
	Sum  string    `json:"sum,omitempty"`
	Full time.Time `json:"full,omitzero"`
	// Took is how long the last success took.
	Took time.Duration `json:"took,omitempty"`
	// Moved is where the source leads by redirects that say "for good", and
	// MovedSince since when it has done so at every success.
	Moved      string    `json:"moved,omitempty"`
	MovedSince time.Time `json:"moved_since,omitzero"`
	// MovedFrom is the address that the source was last followed from, and
	// MovedAt when; "" if it was chosen by a person.
	MovedFrom string    `json:"moved_from,omitempty"`
	MovedAt   time.Time `json:"moved_at,omitzero"`
	// Gone counts answers in a row that the source is gone for good. One that
	// is Suspended for it is asked only rarely.
	Gone      int  `json:"gone,omitempty"`
	Suspended bool `json:"suspended,omitempty"`
	// PerDay is how many new items a day the source brings as a rule, 0 if it
	// is not known yet; LastNew is when it last brought one.
	PerDay  float64   `json:"per_day,omitempty"`
	LastNew time.Time `json:"last_new,omitzero"`
	// Newest is the latest date of publication that the source has told, and
	// StaleSince since when it tells older ones only; zero if it does not.
	Newest     time.Time `json:"newest,omitzero"`
	StaleSince time.Time `json:"stale_since,omitzero"`
	// Flooded is when the source last listed far more than ever that was known
	// under other names, and Flood how much of it was filed.
	Flooded time.Time `json:"flooded,omitzero"`
	Flood   int       `json:"flood,omitempty"`
	// Known is what the reader of feeds remembers of the source's items, in a
	// notation of its own, so that an item under a new id is known again.
	Known string `json:"known,omitempty"`
	// Parked counts the articles that are kept unread because they stopped
	// the program.
	Parked int `json:"parked,omitempty"`
	// Gaps is the ledger of when the source was not read: what has ended,
	// oldest first, for a while and in number bounded.
	Gaps []Gap `json:"gaps,omitempty"`
	// Pages are articles whose page could not be had yet, oldest first.
	Pages []MissingPage `json:"pages,omitempty"`
}

// MissingPage is an article whose page is to be tried again.
type MissingPage struct {
	Article ArticleID `json:"article"`
	// Tries counts the attempts so far.
	Tries int       `json:"tries"`
	Next  time.Time `json:"next"`
}

// Batch is what one reading of a source brought.
type Batch struct {
	// Title and Language are what the feed says of itself.
	Title    string
	Language string
	Articles []Article
	// Unchanged means that the server confirmed our validators (304) or sent
	// the same bytes again (then there is a Sum): there are no Articles and
	// nothing to save.
	Unchanged      bool
	ETag, Modified string
	// Sum, Moved, Took, Newest and Known are what they are in Polling.
	Sum    string
	Moved  string
	Took   time.Duration
	Newest time.Time
	Known  string
	// Echoes are articles, of those above, that are new by their id although
	// the source listed their link or title before.
	Echoes []ArticleID
	// Skipped counts items that could not be used, by reason.
	Skipped map[string]int
}
