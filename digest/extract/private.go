package extract

// inPrivate reports whether the meeting at word i is one of private lives: "met
// at school", "met her husband".
func inPrivate(d *document, s sentence, i int) bool {
	if i+2 < s.to && possessives.has(d.folded[i+1]) && (spouses.has(d.folded[i+2]) || (d.folded[i+2] == "future" || d.folded[i+2] == "late") && spouses.has(at(d.folded, i+3))) {
		return true
	}
	for k := i + 1; k+1 < s.to; k++ {
		w, next := d.folded[k], d.folded[k+1]
		if (w == "at" || w == "in") && schooling.has(next) && !d.words[k+1].Named() && (k+2 >= s.to || !d.words[k+2].Named()) {
			return true
		}
		if w == "as" && youths.has(next) {
			return true
		}
	}
	return false
}

var (
	spouses   = set("husband wife spouse fiancé fiancée fiance fiancee boyfriend girlfriend")
	schooling = set("school college university kindergarten childhood")
	youths    = set("children teenagers students schoolboys schoolgirls undergraduates classmates")
)
