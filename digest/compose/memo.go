package compose

import "sync"

// memo remembers what was worked out of each key. Many may ask at once; what
// is worked out must be the same each time. The zero memo knows nothing yet.
type memo[K comparable, V any] struct {
	mu    sync.RWMutex
	known map[K]V
}

// of gives the value of a key, working it out at the first time.
func (m *memo[K, V]) of(key K, work func(K) V) V {
	m.mu.RLock()
	value, known := m.known[key]
	m.mu.RUnlock()
	if known {
		return value
	}
	return m.keep(key, work(key))
}

// keep gives the value that came first.
func (m *memo[K, V]) keep(key K, value V) V {
	m.mu.Lock()
	defer m.mu.Unlock()
	if first, known := m.known[key]; known {
		return first
	}
	if m.known == nil {
		m.known = map[K]V{}
	}
	m.known[key] = value
	return value
}
