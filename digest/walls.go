package digest

import (
	"sync"
	"time"

	"readout/digest/news"
)

// walls are the clocks of the zones that readers live in, each loaded once:
// loading one costs more than all else that a reader's digest takes.
type walls struct {
	mu    sync.Mutex
	known map[string]*time.Location
}

func (w *walls) of(s news.Schedule) *time.Location {
	w.mu.Lock()
	defer w.mu.Unlock()
	loc, known := w.known[s.Zone]
	if !known {
		if w.known == nil {
			w.known = map[string]*time.Location{}
		}
		loc = s.Location()
		w.known[s.Zone] = loc
	}
	return loc
}
