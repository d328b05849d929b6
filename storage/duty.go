package storage

import (
	"context"

	"readout/digest/news"
)

// Duties keeps how delivering itself stands.
type Duties interface {
	// Duty is what was saved last; the zero Duty where nothing was.
	Duty(ctx context.Context) (news.Duty, error)
	// UpdateDuty reads, changes and saves it as a single act, and returns what
	// was saved. An error of change ends the act and comes back as it is. The
	// change may be called more than once.
	UpdateDuty(ctx context.Context, change func(*news.Duty) error) (news.Duty, error)
}
