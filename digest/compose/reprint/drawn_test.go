package reprint_test

import (
	"fmt"
	"strings"

	"readout/digest/compose/reprint"
)

// drawn are so many texts of invented words, of 60 to 1,000 words each.
func drawn(n int) []reprint.Text {
	all := make([]reprint.Text, n)
	for i := range all {
		all[i] = reprint.Text{Source: fmt.Sprint("source ", i%40), Title: fmt.Sprint("Headline ", i), Body: body(i)}
	}
	return all
}

// body writes paragraphs of sentences with common words, rare ones, names and
// figures.
func body(number int) string {
	d := dice(number*2654435761 + 17)
	var b strings.Builder
	for range 4 + number%12 {
		for range 1 + d.roll(5) {
			b.WriteString("The ")
			for range 8 + d.roll(14) {
				b.WriteString(d.word() + " ")
			}
			b.WriteString("today. ")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// dice are the same rolls for the same number.
type dice uint64

func (d *dice) roll(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d) >> 33 % uint64(n))
}

func (d *dice) word() string {
	switch k := d.roll(20); {
	case k < 9:
		return []string{"of", "to", "in"}[d.roll(3)]
	case k == 9:
		return fmt.Sprintf("Name%c%c", 'a'+d.roll(26), 'a'+d.roll(26))
	case k == 10:
		return fmt.Sprint(d.roll(500))
	}
	n := d.roll(60) * d.roll(60)
	return fmt.Sprintf("word%c%c%c", 'a'+n%26, 'a'+n/26%26, 'a'+n/676%26)
}
