package news

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// BlockKind is what a block is in the layout of an edition.
type BlockKind string

const (
	Heading BlockKind = "heading" // the first line: topic, slot, window
	Title   BlockKind = "title"   // a section's
	Item    BlockKind = "item"    // one numbered line, with its continuation
	Note    BlockKind = "note"    // footers and remarks
)

// Block is the smallest piece of an edition that may not be split over
// messages.
type Block struct {
	Kind BlockKind `json:"kind"`
	// Number is the line's, from 1; 0 where it has none.
	Number int  `json:"number,omitempty"`
	Text   Text `json:"text"`
	// Proofs are what a numbered line rests on, the first telling first.
	Proofs []Proof `json:"proofs,omitempty"`
}

// Proof is one article's evidence for a line, whole in itself, so that a sent
// edition can be explained after the article's text has been pruned.
type Proof struct {
	Article    ArticleID `json:"article"`
	Outlet     string    `json:"outlet,omitempty"`
	Title      string    `json:"title,omitempty"`
	URL        string    `json:"url,omitempty"`
	Published  time.Time `json:"published"`
	Sentence   string    `json:"sentence"`
	Rule       string    `json:"rule,omitempty"`
	Confidence int       `json:"confidence,omitempty"`
	Provenance string    `json:"provenance,omitempty"`
}

// EditionID is the hash of an edition's blocks: equal content, equal id.
type EditionID string

// Edition is what was, or is to be, sent: neutral blocks, content-addressed,
// shared by equal readers.
type Edition struct {
	ID     EditionID `json:"id"`
	Blocks []Block   `json:"blocks"`
	// More is what the reader's length kept back, shown when asked for.
	More []Block `json:"more,omitempty"`
	// Made is when it was composed; it is no part of the id.
	Made time.Time `json:"made"`
}

// NewEdition makes the edition of these blocks and of those kept back.
func NewEdition(blocks, more []Block, made time.Time) Edition {
	text, err := json.Marshal([][]Block{blocks, more})
	if err != nil {
		panic("news: blocks are plain data: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return Edition{ID: EditionID(hex.EncodeToString(sum[:16])), Blocks: blocks, More: more, Made: made}
}

// Line is the block with that number, kept back or not. The second result is false where the
// edition has none.
func (e Edition) Line(number int) (Block, bool) {
	for _, blocks := range [][]Block{e.Blocks, e.More} {
		for _, b := range blocks {
			if b.Number == number && number > 0 {
				return b, true
			}
		}
	}
	return Block{}, false
}
