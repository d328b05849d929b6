package extract

import (
	"slices"
	"strings"
	"sync"
)

// role is an office or a calling that people are named by.
type role struct {
	// Head is the role as the list writes it: "foreign minister".
	Head   string
	Gender gender
	// Offices are the names that it may be spoken of by: the first is its own,
	// the others are wider ones. "Foreign minister" has foreign-minister,
	// minister and diplomat.
	Offices []string
}

// roleAt is the role that folded words begin with, and how many of them it
// takes; 0 if none. A plural is found as its singular ("ministers").
func roleAt(words []string) (role, int) { return roles().at(words) }

// mayMean reports whether "the r" can mean somebody who holds the other role:
// "the minister" may be the foreign minister, who may be "the top diplomat";
// "the foreign minister" is never the finance minister.
func (r role) mayMean(held role) bool { return slices.Contains(held.Offices, r.Offices[0]) }

// roleLevelAt is how many of these folded words grade a role that follows.
func roleLevelAt(words []string) int {
	return roleLevels().length(words)
}

var roles = sync.OnceValue(func() *phrases[role] {
	found := newPhrases[role]()
	for _, row := range rows("roles") {
		if row[0] == "level" {
			continue
		}
		for _, name := range items(cell(row, 1)) {
			r := role{Head: name, Gender: genders[row[0]], Offices: items(cell(row, 2))}
			if len(r.Offices) == 0 {
				r.Offices = []string{name}
			}
			found.add(name, r)
			found.add(strings.ReplaceAll(name, "-", " "), r)
			found.add(plural(name), r)
		}
	}
	return found
})

var roleLevels = sync.OnceValue(func() *phrases[bool] {
	found := newPhrases[bool]()
	for _, row := range rows("roles") {
		if row[0] != "level" {
			continue
		}
		for _, word := range items(cell(row, 1)) {
			found.add(word, true)
		}
	}
	return found
})
