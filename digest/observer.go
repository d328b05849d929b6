package digest

import (
	"errors"

	"readout/digest/news"
	"readout/storage"
)

// Observer is told of the desk's work as it goes on, by several goroutines at
// once. It must not keep the desk waiting.
type Observer interface {
	// BeatBegan and BeatEnded enclose each beat of Read and Serve, by its name:
	// "ingest", "deliver" or "prune". The error is why a beat failed. One that
	// panicked does not end.
	BeatBegan(name string)
	BeatEnded(name string, err error)
	// FeedRead is what one reading of one source came to. The error is the
	// store's; a source that could not be read counts as Failed.
	FeedRead(came Ingested, err error)
	// PartSent is what became of one part of a delivery at one attempt, and
	// that of one found under way, whose process had died, is Unsure.
	PartSent(r news.Receipt)
	// ReaderServed tells that the desk is done with a reader who was due: for
	// now, where not everything could be sent. The error is why it failed.
	ReaderServed(err error)
}

// NoRoom reports whether a beat failed as the store is nearly full, and keeps
// what is left for digests.
func NoRoom(err error) bool { return errors.Is(err, storage.ErrFull) }

// nobody is the observer of a desk that has none.
type nobody struct{}

func (nobody) BeatBegan(string)         {}
func (nobody) BeatEnded(string, error)  {}
func (nobody) FeedRead(Ingested, error) {}
func (nobody) PartSent(news.Receipt)    {}
func (nobody) ReaderServed(error)       {}
