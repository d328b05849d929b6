package extract

import (
	"slices"
	"strings"
	"sync"

	"readout/digest/text"
)

// role is an office or a calling that people are named by.
type role struct {
	// Head is the role as the list writes it, in small letters: "foreign minister".
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
		switch row[0] {
		case "level", "also":
			continue
		case "parliament":
			addSpeakers(found, items(cell(row, 1)))
			continue
		}
		for _, name := range items(cell(row, 1)) {
			r := role{Head: text.Fold(name), Gender: genders[row[0]], Offices: items(cell(row, 2))}
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

// addSpeakers enters what the speakers of these parliaments are called.
func addSpeakers(found *phrases[role], parliaments []string) {
	for head, g := range map[string]gender{"chairman": male, "chairwoman": female, "chair": anyGender, "chairperson": anyGender, "head": anyGender, "speaker": anyGender} {
		for _, name := range parliaments {
			for _, way := range []string{head + " of the " + name, head + " of " + name, name + " " + head} {
				found.add(way, role{Head: text.Fold(way), Gender: g, Offices: []string{"speaker", "chair", "lawmaker", "head"}})
			}
		}
	}
}

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

// mayBeCalled reports whether somebody who holds an office may be called by
// another one that nobody is known to hold.
func mayBeCalled(held, office string) bool { return slices.Contains(otherCalls()[office], held) }

var otherCalls = sync.OnceValue(func() map[string][]string {
	found := map[string][]string{}
	for _, row := range rows("roles") {
		if row[0] != "also" {
			continue
		}
		for _, office := range items(cell(row, 1)) {
			found[office] = append(found[office], items(cell(row, 2))...)
		}
	}
	return found
})
