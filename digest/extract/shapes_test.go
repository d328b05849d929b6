package extract_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"readout/digest/extract"
	"readout/digest/news"
)

// shapes are ways in which a long text can be made of one piece repeated. The
// first is news; no editor has let through any of the others.
var shapes = []struct{ name, unit string }{
	{"news", ""},
	{"one sentence", "the minister met the chairman of the port and she said that the road to Lisbon was open on Monday "},
	{"one paragraph", "The minister of trade met Ana Prado in Lisbon on Monday. She said the road was open. "},
	{"capitals", "MINISTER ANA PRADO OF NORWAY MET THE CHAIRMAN "},
	{"names", "Ana Prado, "},
	{"surnames", "Prado "},
	{"common words with capitals", "Open "},
	{"initials", "A. "},
	{"quotations", "“No,” "},
	{"opening quotes", "“ "},
	{"straight quotes", `"a `},
	{"apostrophes", "'A "},
	{"brackets", "(["},
	{"commas", ","},
	{"full stops", ". "},
	{"line breaks", "A\n"},
	{"said", "said "},
	{"who said", "he said "},
	{"who said that", "Ana Prado said that "},
	{"according to", "according to "},
	{"who met", "Ana Prado met with Tom Reyes and "},
	{"who went", "Ana Prado went to Lisbon and "},
	{"offices", "President "},
	{"an office", "the minister "},
	{"councils", "Council of the President of "},
	{"dates", "on March 4 "},
	{"sentences", "Prado met. "},
	{"broken characters", "\xff"},
	{"dots of one character", "…"},
	{"one word", "a"},
}

// opening is how much news opens every shape, so that it is taken for English.
const opening = 2000

// shaped is an article of about that length in one of the shapes.
func shaped(unit string, bytes int) news.Article {
	if unit == "" {
		return sample(bytes)
	}
	return news.Article{
		Title: "Prado meets Reyes", Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC),
		Text: sample(opening).Text + strings.Repeat(unit, max(0, bytes-opening)/len(unit)),
	}
}

// TestWhatIsAllocatedGrowsWithTheLengthAlone reads every shape at two lengths.
// It is not parallel, so that nothing else allocates beside it.
func TestWhatIsAllocatedGrowsWithTheLengthAlone(t *testing.T) {
	if raceDetector {
		t.Skip("the detector's own memory would be counted")
	}
	const length, times = 24_000, 8
	extract.Facts(sample(length)) // The lists are read once, for the first article.
	for _, shape := range shapes {
		once, more := allocated(shaped(shape.unit, length)), allocated(shaped(shape.unit, times*length))
		if most := 2 * times * once; more > most {
			t.Errorf("%s: %d KB for %d times what takes %d KB, want at most %d KB", shape.name, more>>10, times, once>>10, most>>10)
		}
	}
}

// allocated is how many bytes reading an article takes.
func allocated(a news.Article) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	extract.Facts(a)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// BenchmarkShapes shows that the cost grows with the length alone, whatever the
// text: the bytes a second stay.
func BenchmarkShapes(b *testing.B) {
	for _, shape := range shapes {
		for _, size := range []int{4_600, 46_000, 460_000, 1_000_000} {
			a := shaped(shape.unit, size)
			b.Run(fmt.Sprintf("%s/%d", shape.name, size), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(a.Text)))
				for b.Loop() {
					extract.Facts(a)
				}
			})
		}
	}
}
