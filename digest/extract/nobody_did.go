package extract

// nobodyDid reports whether the subject of the words at first is nobody:
// "neither Prado nor Reyes", "no minister", "none of them".
func nobodyDid(d *document, s sentence, first int) bool {
	for k := first - 1; k >= s.from && first-k < reach; k-- {
		w := &d.words[k]
		switch {
		case w.Folded == "neither" || w.Folded == "nobody" || w.Folded == "none" || w.Folded == "no-one":
			return true
		case w.Folded == "no":
			return (k == s.from || !prepositions.has(d.folded[k-1])) && !emptyNo.has(at(d.folded, k+1))
		case w.mention < 0 && w.Folded != "nor" && w.Folded != "or" && w.Folded != "of" && w.Folded != "one" && !pronouns.has(w.Folded) && !determiners.has(w.Folded) && !nounMay(d, s, k):
			return false
		}
	}
	return false
}

// emptyNo is what "no" begins with that denies nothing of the subject: "no doubt".
var emptyNo = set("doubt longer less sooner wonder")
