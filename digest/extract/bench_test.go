package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/digest/extract"
	"readout/digest/news"
)

// sample is an article of about the given length, with everything in it that
// the recognisers look for.
func sample(bytes int) news.Article {
	var b strings.Builder
	b.WriteString("LISBON, Portugal, March 4. ")
	for i := 0; b.Len() < bytes; i++ {
		fmt.Fprintf(&b, `Foreign Minister of Norway Ana Prado met with the Speaker of the Assembly, Tom Reyes, and Deputy Minister Ilse van der Berg on Monday. `+
			`She stressed the importance of trade and called on the Union to open its ports within %d days. `+
			`"We will hold the line. Nobody is going to be left behind," said Reyes, adding that the talks in Oslo were useful. `+
			`According to the ministry, exports grew by %d percent last year. The minister arrived in Lisbon on March 2 and will travel to Madrid and Rome from March 6 to 9.`+"\n\n", i, i%40)
	}
	return news.Article{Title: "Prado meets Reyes", Text: b.String(), Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)}
}

// BenchmarkFacts shows speed and memory, and that both grow with the length
// alone.
func BenchmarkFacts(b *testing.B) {
	for _, size := range []int{4_600, 46_000, 1_000_000} {
		a := sample(size)
		b.Run(fmt.Sprintf("%d", size), func(b *testing.B) {
			extract.Facts(a) // The lists are read once, for the first article.
			b.ReportAllocs()
			b.SetBytes(int64(len(a.Text)))
			for b.Loop() {
				extract.Facts(a)
			}
		})
	}
}
