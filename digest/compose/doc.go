// Package compose gathers reports into stories, weighs them, and lays out one
// reader's digest. In go reports, oldest sequence first, then a reader and a
// window; out come neutral blocks, numbered and with their proofs.
//
// Nothing about a reader is remembered between two digests: what is new to them
// is derived each time from who told it first. So facts are gathered in the
// order of their sequence, each joining what older reports told or opening
// something of its own, and no later report ever changes how older ones were
// gathered.
//
// Stories are made once for all readers of a moment. A digest weighs only what
// its window tells, and leaves with the stories what it found out about their
// reports that holds for other readers too.
package compose
