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
