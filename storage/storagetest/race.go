package storagetest

import (
	"sync"
	"testing"
)

// race runs an act from eight sides at once and returns what all of them got.
func race[T any](t *testing.T, act func() ([]T, error)) []T {
	t.Helper()
	var all []T
	var mu sync.Mutex
	var sides sync.WaitGroup
	for range 8 {
		sides.Go(func() {
			some, err := act()
			mu.Lock()
			defer mu.Unlock()
			all = append(all, some...)
			if err != nil {
				t.Error(err)
			}
		})
	}
	sides.Wait()
	return all
}

// once holds that there are so many, each once.
func once[T comparable](t *testing.T, all []T, want int) {
	t.Helper()
	seen := map[T]bool{}
	for _, x := range all {
		if seen[x] {
			t.Errorf("%v came twice", x)
		}
		seen[x] = true
	}
	if len(seen) != want {
		t.Errorf("got %d, want %d", len(seen), want)
	}
}
