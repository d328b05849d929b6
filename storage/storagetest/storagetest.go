// Package storagetest is the examiner of every store: it knows the promise of
// package storage and nothing of how it is kept.
package storagetest

import (
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout/storage"
)

// exam is one thing that a store must do. It gets a store of its own, empty.
type exam struct {
	name    string
	examine func(t *testing.T, s storage.Store)
}

// Run examines the stores that open makes. Each must be empty and share
// nothing with the others; open sees to it that they are closed at the end of
// the test that it is given.
func Run(t *testing.T, open func(t *testing.T) storage.Store) {
	for _, role := range []struct {
		name  string
		exams []exam
	}{
		{"reports", reports},
		{"archive", archive},
		{"search", searches},
		{"names", names},
		{"aliases", aliases},
		{"sources", sources},
		{"topics", topics},
		{"subscribers", subscribers},
		{"moves", moves},
		{"dues", dues},
		{"deliveries", deliveries},
		{"duty", duty},
		{"editions", editions},
		{"keyboards", keyboards},
		{"updates", updates},
		{"leases", leases},
		{"notices", notices},
		{"guests", guests},
		{"doors", doors},
		{"restores", restores},
		{"odd names", odd},
		{"instants", instants},
		{"manners", manners},
		{"model", models},
	} {
		t.Run(role.name, func(t *testing.T) {
			t.Parallel()
			for _, e := range role.exams {
				t.Run(e.name, func(t *testing.T) {
					t.Parallel()
					e.examine(t, open(t))
				})
			}
		})
	}
}

// tester is a test, or a run of one.
type tester interface {
	Helper()
	Fatal(args ...any)
	Errorf(format string, args ...any)
}

// must ends the test where an act failed that should not.
func must(t tester, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got ends the test where there is an error, and else passes a value on.
func got[T any](t tester) func(T, error) T {
	return func(x T, err error) T {
		t.Helper()
		must(t, err)
		return x
	}
}

// same compares what came with what was wanted; empty is as good as nil.
func same(t tester, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func collect[T any](t tester, list iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for x, err := range list {
		must(t, err)
		all = append(all, x)
	}
	return all
}

func mapped[T, U any](all []T, f func(T) U) []U {
	var out []U
	for _, x := range all {
		out = append(out, f(x))
	}
	return out
}
