package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
)

// shelf is what a store keeps of one noun, in the order in which it lists it.
type shelf struct {
	noun    string
	empty   func(context.Context, Store) (bool, error)
	copy    func(ctx context.Context, from, to Store, c course) error
	compare func(ctx context.Context, a, b Store, differs func(key string, how How)) (same int, err error)
}

// keeping is how a noun is listed, put back, ordered and called.
type keeping[T any] struct {
	list  func(context.Context, Store) iter.Seq2[T, error]
	put   func(context.Context, Store, []T) error
	order func(a, b T) int
	key   func(T) string
	// whole tells that the order in which things are put back is kept, too: of
	// these, all or none are put.
	whole bool
}

// course is how a noun is copied.
type course struct {
	// resume leaves alone what the target has just so.
	resume bool
	// copied is told after every step how many things are there.
	copied func(int)
}

func (k keeping[T]) shelf(noun string) shelf { return shelf{noun, k.empty, k.copy, k.compare} }

func (k keeping[T]) empty(ctx context.Context, s Store) (bool, error) {
	for _, err := range k.list(ctx, s) {
		return false, err
	}
	return true, nil
}

func (k keeping[T]) copy(ctx context.Context, from, to Store, c course) error {
	return k.putAll(ctx, to, k.list(ctx, from), c)
}

// perAct is how many things are put back as one act.
const perAct = 64

// putAll puts a list into a store, and tells after every step how many things
// of it are there.
func (k keeping[T]) putAll(ctx context.Context, to Store, list iter.Seq2[T, error], c course) error {
	has, stop := func(T) (bool, error) { return false, nil }, func() {}
	if c.resume && !k.whole {
		has, stop = k.finder(ctx, to)
	}
	defer stop()
	n := 0
	var some []T
	put := func() error {
		if len(some) > 0 {
			if err := k.put(ctx, to, some); err != nil {
				return err
			}
		}
		some = nil
		c.copied(n)
		return nil
	}
	for x, err := range list {
		if err != nil {
			return err
		}
		there, err := has(x)
		if err != nil {
			return err
		}
		if n++; !there {
			some = append(some, x)
		}
		if len(some) < perAct && n%perAct > 0 {
			continue
		}
		if err := put(); err != nil {
			return err
		}
	}
	return put()
}

// finder tells of things asked for in the order of the list whether a store has
// them, alike. What is put there meanwhile lies behind.
func (k keeping[T]) finder(ctx context.Context, s Store) (has func(T) (bool, error), stop func()) {
	next, stop := iter.Pull2(k.list(ctx, s))
	y, err, in := next()
	return func(x T) (bool, error) {
		for in && err == nil && k.order(y, x) < 0 {
			y, err, in = next()
		}
		return in && err == nil && k.order(y, x) == 0 && equal(x, y), err
	}, stop
}

// compare walks both lists side by side.
func (k keeping[T]) compare(ctx context.Context, a, b Store, differs func(key string, how How)) (same int, err error) {
	nextA, stopA := iter.Pull2(k.list(ctx, a))
	defer stopA()
	nextB, stopB := iter.Pull2(k.list(ctx, b))
	defer stopB()
	x, errA, inA := nextA()
	y, errB, inB := nextB()
	for inA || inB {
		if errA != nil {
			return same, errA
		}
		if errB != nil {
			return same, errB
		}
		order := k.ahead(x, y, inA, inB)
		switch {
		case order < 0:
			differs(k.key(x), OnlyFirst)
		case order > 0:
			differs(k.key(y), OnlySecond)
		case equal(x, y):
			same++
		default:
			differs(k.key(x), NotTheSame)
		}
		if order <= 0 {
			x, errA, inA = nextA()
		}
		if order >= 0 {
			y, errB, inB = nextB()
		}
	}
	return same, nil
}

// ahead tells which of two comes first, where one may not be there.
func (k keeping[T]) ahead(x, y T, inA, inB bool) int {
	switch {
	case !inB:
		return -1
	case !inA:
		return 1
	}
	return k.order(x, y)
}

// equal compares two values as they are written down.
func equal(x, y any) bool {
	a, errA := json.Marshal(x)
	b, errB := json.Marshal(y)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}
