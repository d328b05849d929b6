package extract

// deniedReport reports whether the event that the words from first govern is what
// an outlet reported, and the sentence behind denies the report: "The Herald
// reported that Prado met Reyes. Her office called the story fiction."
func deniedReport(d *document, s sentence, first int) bool {
	n := int(d.words[s.from].sentence) + 1
	if n >= len(d.sentences) || !reportBefore(d, s, first) {
		return false
	}
	next, denied, report := d.sentences[n], false, false
	for k := next.from; k < next.to && k < next.from+governing; k++ {
		w := d.folded[k]
		denied = denied || dismissals.has(w) && d.words[k].mention < 0 || report && (falseWords.has(w) || w == "fiction" || w == "lie")
		report = report || reportNouns.has(w) || w == "it" && denied
	}
	return denied && report
}

// reportBefore reports whether an outlet's word of reporting stands before the
// event that the words from first govern.
func reportBefore(d *document, s sentence, first int) bool {
	for k := s.from; k < first; k++ {
		if w := d.folded[k]; (w == "reported" || w == "reports" || w == "wrote") && k > s.from && !auxiliaries.has(d.folded[k-1]) {
			return true
		}
	}
	return false
}

var (
	dismissals  = set("dismissed dismisses denied denies rejected rejects")
	reportNouns = set("report reports story account article claim claims allegation meeting publication")
)
