package redis

import "sync"

// memo remembers what this process read or wrote last, as it is written in the
// store, with its version. It answers nobody by itself: whoever uses it shows
// the version to the server, which says whether that still stands. So another
// process's writes cost a round trip and never a wrong answer.
//
// It holds at most two generations of so many bytes, and forgets the older one
// when the younger is full.
type memo struct {
	mu         sync.Mutex
	most       int
	size       int
	young, old map[string]remembered
	// misses reports whether a value is not noticed, as if another process had
	// written it; nil notices all. For tests.
	misses func() bool
}

type remembered struct{ version, value string }

// entryCost is about what an entry takes beside its texts.
const entryCost = 100

// newMemo makes a memo that takes at most about so many bytes.
func newMemo(most int) *memo { return &memo{most: most / 2, young: map[string]remembered{}} }

// put remembers a value. One without a version, or larger than a quarter of
// all, is forgotten.
func (m *memo) put(key string, r remembered) {
	cost := len(key) + len(r.version) + len(r.value) + entryCost
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.misses != nil && m.misses() {
		return
	}
	if r.version == "" || cost > m.most/2 {
		m.drop(key)
		return
	}
	if m.size+cost > m.most {
		m.old, m.young, m.size = m.young, map[string]remembered{}, 0
	}
	// What is put in the place of another counts twice: the bound is kept.
	m.young[key] = r
	m.size += cost
}

// get is what is remembered; false where nothing is.
func (m *memo) get(key string) (remembered, bool) {
	m.mu.Lock()
	r, is := m.young[key]
	if !is {
		r, is = m.old[key]
	}
	m.mu.Unlock()
	return r, is
}

// forget is for what was found to have changed.
func (m *memo) forget(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

func (m *memo) drop(key string) {
	delete(m.young, key)
	delete(m.old, key)
}
