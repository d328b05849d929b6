package storage

import (
	"context"
	"fmt"
)

// How tells in what way two stores differ.
type How string

const (
	OnlyFirst  How = "only in the first"
	OnlySecond How = "only in the second"
	NotTheSame How = "not the same"
)

// Difference is one thing that two stores do not agree on.
type Difference struct {
	Noun, Key string
	How       How
}

// String writes "subscribers 42: only in the first".
func (d Difference) String() string { return fmt.Sprintf("%s %s: %s", d.Noun, d.Key, d.How) }

// Comparison is what two stores have in common, and what not.
type Comparison struct {
	// Same counts the things of each noun that both have alike.
	Same []Tally
	// Differences are the first hundred; Others counts the rest.
	Differences []Difference
	Others      int
}

// Equal reports whether there is no difference.
func (c Comparison) Equal() bool { return len(c.Differences) == 0 }

const mostDifferences = 100

// Compare looks at all that two stores list, and at what they count: whether
// the same is there, alike and in the same order.
func Compare(ctx context.Context, a, b Store) (Comparison, error) {
	var c Comparison
	for _, sh := range shelves() {
		same, err := sh.compare(ctx, a, b, func(key string, how How) { c.differs(Difference{sh.noun, key, how}) })
		if err != nil {
			return c, fmt.Errorf("compare %s: %w", sh.noun, err)
		}
		c.Same = append(c.Same, Tally{sh.noun, same})
	}
	for _, whole := range []func(context.Context, Store) (string, any, error){head, stats} {
		name, x, err := whole(ctx, a)
		if err != nil {
			return c, fmt.Errorf("compare: %w", err)
		}
		_, y, err := whole(ctx, b)
		if err != nil {
			return c, fmt.Errorf("compare: %w", err)
		}
		if !equal(x, y) {
			c.differs(Difference{"archive", name, NotTheSame})
		}
	}
	return c, nil
}

func (c *Comparison) differs(d Difference) {
	if len(c.Differences) < mostDifferences {
		c.Differences = append(c.Differences, d)
	} else {
		c.Others++
	}
}

func head(ctx context.Context, s Store) (string, any, error) {
	n, err := s.Head(ctx)
	return "head", n, err
}

func stats(ctx context.Context, s Store) (string, any, error) {
	n, err := s.Stats(ctx)
	return "stats", n, err
}
