package digest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"readout/digest/news"
)

// One feed of a host answers 429 for ever, and every time the host is left
// alone for an hour. The other feeds there must have their turn all the same,
// whatever their ids.
func TestF13AFeedThatAsksForRestDoesNotStarveItsHost(t *testing.T) {
	t.Parallel()
	s := walk(t)
	s.answer(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Query().Get("of") == "m" {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = fmt.Fprint(w, rss(stories(1, 3, monday)))
	})
	for _, id := range []news.SourceID{"a", "m", "z"} {
		if err := s.store.SaveSource(t.Context(), news.Source{ID: id, URL: s.url + "/said?of=" + string(id), Added: monday}); err != nil {
			t.Fatal(err)
		}
	}
	read := map[news.SourceID]time.Time{}
	for range 15 * 60 {
		s.after(time.Minute)
		for source, err := range s.store.AllSources(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			last := read[source.ID]
			if source.State.Read.After(last) {
				read[source.ID] = source.State.Read
			} else if source.ID != "m" && s.clock().Sub(last) > 75*time.Minute && !last.IsZero() {
				t.Fatalf("%s: not read since %s, it is %s", source.ID, last, s.clock())
			}
		}
	}
	if len(read) != 2 || !read["m"].IsZero() {
		t.Errorf("read: %v", read)
	}
}
