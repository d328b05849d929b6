package storage

import (
	"context"
	"iter"

	"readout/digest/news"
)

// Notices keeps what admins were told of, so that whoever speaks next does not
// tell it again, and tells when it is over.
type Notices interface {
	// SaveNotice adds a notice, or replaces the one with its ID.
	SaveNotice(ctx context.Context, n news.Notice) error
	// DeleteNotice forgets a notice; one that is not there is fine.
	DeleteNotice(ctx context.Context, id string) error
	// AllNotices lists them by ID.
	AllNotices(ctx context.Context) iter.Seq2[news.Notice, error]
}
