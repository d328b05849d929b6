package extract_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
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

var articles = flag.String("articles", "", "measure by these articles too, one a line of JSON")

// BenchmarkArticles reads every article of a file, and tells how many it reads
// in a second.
func BenchmarkArticles(b *testing.B) {
	if *articles == "" {
		b.Skip("no -articles")
	}
	read := articlesOf(b, *articles)
	extract.Facts(read[0]) // The lists are read once, for the first article.
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, a := range read {
			extract.Facts(a)
		}
		n += len(read)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

func articlesOf(b *testing.B, file string) []news.Article {
	b.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	var found []news.Article
	for line := range bytes.Lines(data) {
		var row struct{ Title, Date, Source, Text string }
		if err := json.Unmarshal(line, &row); err != nil {
			b.Fatal(err)
		}
		day, _ := time.Parse(time.DateOnly, row.Date)
		found = append(found, news.Article{Title: row.Title, Outlet: row.Source, Text: row.Text, Published: day})
	}
	return found
}
