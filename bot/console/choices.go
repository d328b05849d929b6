package console

import (
	"strings"

	"readout/bot"
)

// letters names the n-th choice, from 0: a to z, then aa, ab and so on.
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + letters(n%26)
}

// choice is the button that a typed line presses: its letter, with or without
// the brackets it is shown in. Links cannot be pressed.
func choice(buttons []bot.Button, line string) (bot.Button, bool) {
	typed := strings.ToLower(strings.Trim(line, "[]"))
	for i, b := range buttons {
		if letters(i) == typed && b.Command != "" {
			return b, true
		}
	}
	return bot.Button{}, false
}

// rows shows buttons as they are grouped, each with its letter. Links are left
// out where the page above shows them already.
func (l look) rows(rows [][]bot.Button, page string) string {
	var b strings.Builder
	n := 0
	for _, row := range rows {
		var words []word
		for _, button := range row {
			label := "[" + letters(n) + "] " + clean(button.Label)
			if button.Link != "" {
				label = clean(button.Label) + ": " + clean(button.Link)
			}
			n++
			if button.Link == "" || !strings.Contains(page, clean(button.Link)) {
				words = append(words, word{text: strings.ReplaceAll(label, " ", nbsp)})
			}
		}
		if len(words) > 0 {
			b.WriteString(l.wrap(spread(words), ""))
		}
	}
	return b.String()
}

// spread sets words further apart than a text's.
func spread(words []word) []word {
	for i := range words[:len(words)-1] {
		words[i].text += nbsp
	}
	return words
}
