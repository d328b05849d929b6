package reprint_test

import (
	"fmt"
	"testing"

	"readout/digest/compose/reprint"
)

const lookback = 5000

// BenchmarkOf prepares a text of about 4.6 KB.
func BenchmarkOf(b *testing.B) {
	text := reprint.Text{Title: "Headline", Body: sized(1, 4600)}
	b.SetBytes(int64(len(text.Body)))
	for b.Loop() {
		reprint.Of(text)
	}
}

// BenchmarkShelf prepares, looks up and keeps a look-back, one text in four of
// which is a print of an older one.
func BenchmarkShelf(b *testing.B) {
	texts := make([]reprint.Text, lookback)
	for i := range texts {
		texts[i] = reprint.Text{Title: "Headline", Body: sized(i, 4600)}
		if i%4 == 3 {
			texts[i].Body = framed(0, texts[i-3].Body)
		}
	}
	benchmarkShelf(b, texts)
}

// BenchmarkBoilerplate does so where all texts share a third of their words.
func BenchmarkBoilerplate(b *testing.B) {
	texts := make([]reprint.Text, lookback)
	for i := range texts {
		texts[i] = reprint.Text{Title: fmt.Sprint("Headline ", i), Body: sized(0, 1500) + sized(i+1, 3100)}
	}
	benchmarkShelf(b, texts)
}

// BenchmarkEndless is for texts and titles far beyond what is compared.
func BenchmarkEndless(b *testing.B) {
	text := reprint.Text{Title: "12 " + sized(1, 1<<20), Body: sized(2, 1<<20)}
	other := reprint.Text{Title: "13 " + sized(3, 1<<20), Body: firstHalf(0, text.Body)[:1<<15] + sized(4, 1<<20)}
	for b.Loop() {
		reprint.Of(text).Alike(reprint.Of(other))
	}
}

func benchmarkShelf(b *testing.B, texts []reprint.Text) {
	b.ReportAllocs()
	for b.Loop() {
		shelf := reprint.NewShelf()
		for _, t := range texts {
			p := reprint.Of(t)
			shelf.Find(p)
			shelf.Add(p)
		}
	}
}

// sized is an invented text of so many bytes.
func sized(number, size int) string {
	s := ""
	for i := 0; len(s) < size; i++ {
		s += body(number*100 + i)
	}
	return s[:size]
}
