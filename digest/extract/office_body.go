package extract

import "slices"

// sameBody compares the institutions of two offices: 1 if they agree, -1 if
// they cannot be the same, 0 if nothing is known. "The head of the commission"
// is not the president of a country.
func sameBody(n, held heldRole) int {
	switch {
	case len(n.body) > 0 && len(held.body) > 0:
		if bodyWithin(n.body, held.body) || bodyWithin(held.body, n.body) {
			return 1
		}
		return -1
	case len(n.body) > 0 && held.country != "" && n.country == "" && statesOwn(held):
		return -1
	case len(held.body) > 0 && n.country != "" && held.country == "" && statesOwn(n):
		return -1
	}
	return 0
}

// bodyWithin reports whether the words of one institution are among those of the
// other, small words aside.
func bodyWithin(part, whole []string) bool {
	for _, w := range part {
		if !closedWord(w) && w != "'s" && !slices.Contains(whole, w) {
			return false
		}
	}
	return true
}

// statesOwn reports whether an office is one of a whole country.
func statesOwn(r heldRole) bool {
	return len(r.office.Offices) > 0 && countryOffices.has(r.office.Offices[0])
}

var countryOffices = set("president king queen prime-minister leader state-head government-head foreign-minister defence-minister interior-minister finance-minister minister")
