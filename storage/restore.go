package storage

import (
	"context"

	"readout/digest/news"
)

// Restores puts back what another store listed, just as it was there. Each
// call is one act, and repeating it changes nothing. What is there with the
// same key is replaced. No claims come with it.
type Restores interface {
	// RestoreReports puts reports back with their Seq, Seen and Edited; the
	// head becomes the highest Seq. A Seq of 0, or one that another report
	// has, is an error.
	RestoreReports(ctx context.Context, reports []news.Report) error
	RestoreSubscribers(ctx context.Context, subscribers []news.Subscriber) error
	RestoreDeliveries(ctx context.Context, deliveries []news.Delivery) error
	RestoreEditions(ctx context.Context, editions []news.Edition) error
	// RestoreShown puts them back in their order: of one address, the last
	// was shown last.
	RestoreShown(ctx context.Context, shown []Shown) error
	// SetUnfinished notes that a store holds a part of what it is to hold, and how
	// to go on with what fills it, in words for people; "" is that it holds all.
	// Nobody is to be served from a part. It is nothing that is copied.
	SetUnfinished(ctx context.Context, goOn string) error
	// Unfinished is what was noted last; "" where nothing was.
	Unfinished(ctx context.Context) (goOn string, err error)
}
