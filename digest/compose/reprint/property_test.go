package reprint_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"readout/digest/compose/reprint"
)

// shelved draws texts, some of them edits of older ones.
func shelved(t *rapid.T) []reprint.Text {
	all := drawn(rapid.IntRange(1, 12).Draw(t, "texts"))
	for i := range all {
		if i > 0 && rapid.Bool().Draw(t, "edited") {
			of := rapid.IntRange(0, i-1).Draw(t, "of")
			e := rapid.SampledFrom(edits).Draw(t, "edit")
			all[i].Body = e.make(i, all[of].Body)
		}
	}
	return all
}

func TestWhatIsFoundIsOlderAndAlike(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		shelf := reprint.NewShelf()
		var older []*reprint.Print
		for i, text := range shelved(t) {
			p := reprint.Of(text)
			n, found := shelf.Find(p)
			switch {
			case found && n >= i:
				t.Fatalf("%d is said to print %d", i, n)
			case found && p.Alike(older[n]) == 0:
				t.Fatalf("%d is not like %d", i, n)
			}
			if again, _ := shelf.Find(reprint.Of(text)); found && again != n {
				t.Fatalf("%d prints %d and then %d", i, n, again)
			}
			if n := shelf.Add(p); n != i {
				t.Fatalf("%d got number %d", i, n)
			}
			older = append(older, p)
		}
	})
}

func TestALikenessIsMutual(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := shelved(t)
		a := rapid.SampledFrom(all).Draw(t, "a")
		b := rapid.SampledFrom(all).Draw(t, "b")
		checkLike(t, reprint.Of(a), reprint.Of(b))
	})
}

// checkLike checks what holds for any two texts.
func checkLike(t interface {
	Fatalf(string, ...any)
}, p, q *reprint.Print) {
	like := p.Alike(q)
	if like < 0 || like > 1 {
		t.Fatalf("%.2f alike", like)
	}
	if mutual := q.Alike(p); mutual != like {
		t.Fatalf("%.2f one way, %.2f the other", like, mutual)
	}
}

func FuzzAlike(f *testing.F) {
	f.Add("Lock to close", release, "Lock to close", release+morning)
	f.Add("", "", "", "")
	f.Add("İ", "ﬀ \xff\xfe. 1,2", "Ǆ", strings.Repeat("a b c ", 20))
	f.Add("題", kanji(60), "", kanji(50))
	f.Fuzz(func(t *testing.T, title, body, title2, body2 string) {
		p := reprint.Of(reprint.Text{Source: "a", Title: title, Body: body})
		q := reprint.Of(reprint.Text{Source: "b", Title: title2, Body: body2})
		checkLike(t, p, q)
		shelf := reprint.NewShelf()
		shelf.Add(q)
		if _, found := shelf.Find(p); found && p.Alike(q) == 0 {
			t.Fatal("found what is not alike")
		}
		shelf.Add(p)
		if n, found := shelf.Find(p); !found && saysMuch(body) || found && p.Alike(q) == 0 && n != 1 {
			t.Fatalf("itself is found as %d (%v)", n, found)
		}
	})
}

// saysMuch tells texts with a letter near their beginning, which are never
// alike to nothing.
func saysMuch(body string) bool {
	return utf8.ValidString(body) && strings.ContainsAny(body[:min(len(body), 100)], "abcdefghijklmnopqrstuvwxyz")
}
