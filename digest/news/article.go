package news

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// ArticleID names an article for good: 32 hexadecimal digits, made by
// IdentityOf. It survives edits of the article and is the same on every store.
type ArticleID string

// IdentityOf makes the 128-bit id of the article that a source (its ID, or ""
// for an article read by hand) tells apart by key.
func IdentityOf(source SourceID, key string) ArticleID {
	sum := sha256.Sum256([]byte(string(source) + "\x00" + key))
	return ArticleID(hex.EncodeToString(sum[:16]))
}

// Article is one item of a source as it was read. Text is plain text with
// paragraphs parted by blank lines; every Span of its Facts points into it.
type Article struct {
	ID ArticleID `json:"id"`
	// Seq is the commit sequence given by the store at the first save, from 1
	// upwards and without regard to clocks; 0 means not saved. It never
	// changes when the article is edited or read again.
	Seq    int64    `json:"seq,omitempty"`
	Source SourceID `json:"source,omitempty"`
	// Outlet is who published it, in words for people ("Fjord Wire").
	Outlet string `json:"outlet,omitempty"`
	URL    string `json:"url,omitempty"`
	Title  string `json:"title,omitempty"`
	Text   string `json:"text,omitempty"`
	// Language is what the source declared (BCP 47, "en"); "" if it did not.
	Language string `json:"language,omitempty"`
	// Published is what the source says, within sane bounds, else Seen.
	Published time.Time `json:"published"`
	// Seen is when this program first read the article.
	Seen time.Time `json:"seen"`
	// Fingerprint tells one state of the item, as its source gave it, from
	// another; "" where that is not known.
	Fingerprint string `json:"fingerprint,omitempty"`
	// Edited is when a changed text was last read; zero if never.
	Edited time.Time `json:"edited,omitzero"`
	// Filed says that the article is kept and can be looked up, but is not
	// announced: it was history when its source was added, or an old item in
	// a new dress.
	Filed bool `json:"filed,omitempty"`
	// Opening says that it came with the first reading of its source at its
	// address. Where such an article is not announced it is no late arrival.
	Opening bool `json:"opening,omitempty"`
	// Parked says why no facts were looked for, in words for an admin; "" for
	// nearly every article.
	Parked string `json:"parked,omitempty"`
	// Former are the states that the source has changed since, oldest first,
	// the last dozen at most.
	Former []Former `json:"former,omitempty"`
}

// fullText is from how many bytes on a text is more than the head of an article.
const fullText = 600

// IsShort reports whether the article holds no more than what a feed says of
// it, so that its page is worth reading.
func (a Article) IsShort() bool { return len(a.Text) < fullText }

// IsDated reports whether its source told when it was published.
func (a Article) IsDated() bool { return !a.Published.Equal(a.Seen) }

// Former is what an edit at the source took away.
type Former struct {
	// Fingerprint and Title are those that the article had.
	Fingerprint string `json:"fingerprint,omitempty"`
	Title       string `json:"title,omitempty"`
	// Until is when the changed article was read.
	Until time.Time `json:"until"`
	// Evidence are sentences that facts rested on and that the article no
	// longer has, a few at most.
	Evidence []string `json:"evidence,omitempty"`
}

// Report is an article with the facts read from it: the unit of saving. Both
// are saved together or not at all.
type Report struct {
	Article Article `json:"article"`
	Facts   Facts   `json:"facts"`
}

// Words is what the span marks in the report's own text.
func (r Report) Words(s Span) string { return s.Of(r.Article.Text) }
