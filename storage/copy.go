package storage

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// ErrNotEmpty is the answer to copying into a store that holds something.
var ErrNotEmpty = errors.New("the target is not empty")

// Tally is how many things of one noun there are.
type Tally struct {
	Noun string
	N    int
}

// CopyOptions are how a copy is made. The zero value is the usual.
type CopyOptions struct {
	// Add lets the target hold something already, as one does that a copy
	// broken off has left behind: what is there alike is left alone, what has
	// the same key and differs is replaced.
	Add bool
	// GoOn is how to go on with this copy if it is broken off, in words for
	// people. It is noted in the target before the first thing is put there
	// (SetUnfinished), and whoever has compared the two takes the note away. ""
	// notes nothing.
	GoOn string
	// Progress, if it is set, is told how many of a noun are copied so far.
	Progress func(Tally)
}

// Copy puts all that one store lists into another, and returns how much of
// each noun that was. A target that is not empty is refused (ErrNotEmpty).
//
// The other may be written meanwhile: then the copy is of no one moment, but
// keeps its promises. No reader's cursor lies beyond the reports, no source is
// further than they are, no delivery lacks its edition. Readers are read first
// and put there last, so that a copy broken off has nobody to serve.
//
// Claims, leases and which updates were handled stay behind. A bot must not
// deliver from both stores: what one sends after its readers were read, the
// other sends again.
func Copy(ctx context.Context, from, to Store, o CopyOptions) ([]Tally, error) {
	if !o.Add {
		if err := mustBeEmpty(ctx, to); err != nil {
			return nil, err
		}
	}
	c := copying{progress: o.Progress}
	held, err := collect(readers.list(ctx, from))
	if err != nil {
		return nil, fmt.Errorf("copy: read subscribers: %w", err)
	}
	if o.GoOn != "" {
		if err := to.SetUnfinished(ctx, o.GoOn); err != nil {
			return nil, fmt.Errorf("copy: %w", err)
		}
	}
	for _, sh := range shelves()[1:] {
		if err := c.take(sh.noun, func(copied func(int)) error { return sh.copy(ctx, from, to, course{o.Add, copied}) }); err != nil {
			return c.done, err
		}
	}
	err = c.take("subscribers", func(copied func(int)) error { return readers.putAll(ctx, to, each(held), course{o.Add, copied}) })
	return c.done, err
}

// mustBeEmpty names the first thing that a store holds.
func mustBeEmpty(ctx context.Context, s Store) error {
	for _, sh := range shelves() {
		empty, err := sh.empty(ctx, s)
		if err != nil {
			return fmt.Errorf("copy: look into the target: %w", err)
		}
		if !empty {
			return fmt.Errorf("%w: it has %s", ErrNotEmpty, sh.noun)
		}
	}
	return nil
}

type copying struct {
	progress func(Tally)
	done     []Tally
}

// take copies one noun and notes how much it was.
func (c *copying) take(noun string, act func(copied func(int)) error) error {
	t := Tally{Noun: noun}
	err := act(func(n int) {
		t.N = n
		if c.progress != nil {
			c.progress(t)
		}
	})
	c.done = append(c.done, t)
	if err != nil {
		return fmt.Errorf("copy %s: %w", noun, err)
	}
	return nil
}

func collect[T any](list iter.Seq2[T, error]) (all []T, err error) {
	for x, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

func each[T any](all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, x := range all {
			if !yield(x, nil) {
				return
			}
		}
	}
}
