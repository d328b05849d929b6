package extract

import (
	"slices"

	"readout/digest/text"
)

// ofDelegation reads "The delegation included X and Y" and "The head of the
// delegation, X," behind a meeting with a delegation.
func ofDelegation(d *document, s sentence, o *occasion) bool {
	if !slices.ContainsFunc(o.groups, func(group string) bool { return hasAnySuffix(text.Fold(group), "delegation") || isDelegation(group) }) {
		return false
	}
	if !d.isMark(s.from, "the") || s.from+3 >= s.to {
		return false
	}
	if d.isMark(s.from+1, "head") && d.isMark(s.from+2, "of") && d.isMark(s.from+3, "the") && d.isMark(s.from+4, "delegation") && d.isMark(s.from+5, ",") {
		p := partyFrom(d, s.from+6)
		p.groups = nil
		return len(p.people) == 1 && o.join(p)
	}
	if d.isMark(s.from+1, "delegation") && (d.isMark(s.from+2, "included") || d.isMark(s.from+2, "includes") || d.isMark(s.from+2, "comprised")) {
		return o.join(partyFrom(d, s.from+3))
	}
	return false
}
