package bot_test

import (
	"bytes"
	"testing"

	"readout/digest/feed/opml"
	"readout/digest/news"
)

// What is exported is taken as it was, folders and all; what is read as
// another feed is left out.
func TestTheListOfFeedsIsHandedOver(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "Root")
	for _, s := range []news.Source{
		{ID: "veld", URL: "https://veld.example/feed", Title: "Veld & Sons", Folders: []string{"Coast", "All"}},
		{ID: "twin", URL: "https://twin.example/feed", Paused: true, ReadAs: "veld"},
	} {
		if err := r.store.SaveSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	reply := r.say("/feeds_export")
	r.mustHold(reply, "*3 feeds*, as a list")
	if reply.File == nil || reply.File.Name != "feeds.opml" {
		t.Fatalf("file: %+v", reply.File)
	}
	feeds, skipped, err := opml.Parse(bytes.NewReader(reply.File.Bytes))
	if err != nil || len(skipped) != 0 || len(feeds) != 3 {
		t.Fatalf("%v: %v, left out %v", err, feeds, skipped)
	}
	for _, s := range feeds {
		if s.URL == "https://veld.example/feed" && (s.Title != "Veld & Sons" || len(s.Folders) != 2) {
			t.Errorf("changed: %+v", s)
		}
	}
}
