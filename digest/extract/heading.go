package extract

import (
	"strings"

	"readout/digest/text"
)

// isHeadline reports whether a paragraph at the top repeats the title, or is a
// short line without a full stop.
func isHeadline(d *document, s string) bool {
	if d.article.Title != "" && text.SameFolded(strings.TrimSpace(d.article.Title), s) {
		return true
	}
	return len(s) < 160 && !strings.ContainsAny(s[len(s)-1:], ".!?\"”:)") && !strings.HasSuffix(s, "”") && !strings.HasSuffix(s, "—") && !strings.HasSuffix(s, "–")
}
