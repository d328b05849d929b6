package telegram

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest/news"
)

// What many readers share is what each would get, however many editions there
// are, and what is kept of them stays within its bound.
func TestPlates(t *testing.T) {
	t.Parallel()
	var p plates
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for n := range 350 {
				e := wordy(n % 300)
				parts := []news.Part{{From: 0, To: 4}, {From: 4, To: 8}}
				for part := range parts {
					got, want := p.sheet(e, parts, part), newGalley(e.Blocks).sheet(parts[part], shareOf(parts, part))
					if got.html.String() != want.html.String() || got.plain.String() != want.plain.String() {
						t.Errorf("edition %d, part %d: %q, want %q", n, part, got.html.String(), want.html.String())
					}
				}
			}
		})
	}
	group.Wait()
	kept := 0
	for _, age := range []map[plate]*page{p.young, p.old} {
		for _, laid := range age {
			kept += laid.html.Cap() + laid.plain.Cap()
		}
	}
	if kept > 2*plateBytes+1<<17 || len(p.old) == 0 {
		t.Errorf("%d bytes are kept, %d of the old", kept, len(p.old))
	}
}

// wordy is an edition of about two messages.
func wordy(n int) news.Edition {
	var blocks []news.Block
	for i := range 8 {
		blocks = append(blocks, news.Block{Kind: news.Item, Number: i + 1, Text: news.Say(fmt.Sprint(n, " ", i, strings.Repeat(" <word>", 100)))})
	}
	return news.NewEdition(blocks, nil, time.Time{})
}

// A part keeps its place in its count: two editions may share their blocks, and
// not how they were parted.
func TestPlatesTellPartsApart(t *testing.T) {
	t.Parallel()
	var p plates
	e := wordy(1)
	a := p.sheet(e, []news.Part{{From: 0, To: 4}, {From: 4, To: 8}}, 0)
	b := p.sheet(e, []news.Part{{From: 0, To: 4}, {From: 4, To: 6}, {From: 6, To: 8}}, 0)
	if !strings.Contains(a.plain.String(), "(1/2)") || !strings.Contains(b.plain.String(), "(1/3)") {
		t.Errorf("got %.20q and %.20q", a.plain.String(), b.plain.String())
	}
	c := p.sheet(e, []news.Part{{From: 0, To: 4, Unsure: 1}, {From: 4, To: 8}}, 0)
	if !strings.Contains(c.plain.String(), "(1/2, may repeat)") {
		t.Errorf("of one that may repeat: %.30q", c.plain.String())
	}
	if again := p.sheet(e, []news.Part{{From: 0, To: 4}, {From: 4, To: 8}}, 0); again != a {
		t.Error("laid out twice")
	}
}

// What nobody was sent for a while is dropped when something new comes.
func TestPlatesAreForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var p plates
		for n := range 100 {
			p.parts(wordy(n))
			time.Sleep(time.Minute)
		}
		if n := len(p.young) + len(p.old); n > 2*2*12 {
			t.Errorf("%d messages are kept", n)
		}
	})
}
