package extract

import "readout/digest/text"

// inGame reports whether the meeting at word i is one of players: "will meet
// Holm in the final", but not "in the final hours".
func inGame(d *document, s sentence, i int) bool {
	for k := i + 1; k+2 < s.to; k++ {
		if !d.isMark(k, "the") || !finals.has(d.folded[k+1]) || d.words[k+1].quote >= 0 {
			continue
		}
		if next := &d.words[k+2]; next.Shape != text.Lower || prepositions.has(next.Folded) {
			return true
		}
	}
	return false
}

var finals = set("final finals semifinal semifinals semi-final semi-finals quarterfinal quarterfinals quarter-final quarter-finals")
