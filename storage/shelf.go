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
	copy    func(ctx context.Context, from, to Store, copied func(int)) error
	compare func(ctx context.Context, a, b Store, differs func(key string, how How)) (same int, err error)
}

// keeping is how a noun is listed, put back, ordered and called.
type keeping[T any] struct {
	list  func(context.Context, Store) iter.Seq2[T, error]
	put   func(context.Context, Store, []T) error
	order func(a, b T) int
	key   func(T) string
}

func (k keeping[T]) shelf(noun string) shelf { return shelf{noun, k.empty, k.copy, k.compare} }

func (k keeping[T]) empty(ctx context.Context, s Store) (bool, error) {
	for _, err := range k.list(ctx, s) {
		return false, err
	}
	return true, nil
}

func (k keeping[T]) copy(ctx context.Context, from, to Store, copied func(int)) error {
	return k.putAll(ctx, to, k.list(ctx, from), copied)
}

// perAct is how many things are put back as one act.
const perAct = 64

// putAll puts a list into a store, and tells after every act how many things
// of it are there.
func (k keeping[T]) putAll(ctx context.Context, to Store, list iter.Seq2[T, error], copied func(int)) error {
	n := 0
	var some []T
	put := func() error {
		if len(some) > 0 {
			if err := k.put(ctx, to, some); err != nil {
				return err
			}
		}
		n, some = n+len(some), nil
		copied(n)
		return nil
	}
	for x, err := range list {
		if err != nil {
			return err
		}
		if some = append(some, x); len(some) < perAct {
			continue
		}
		if err := put(); err != nil {
			return err
		}
	}
	return put()
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
