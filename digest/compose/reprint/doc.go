// Package reprint tells which texts are prints of one release: the same words,
// or so many of the same runs of three words that one was made from the other
// by adding, cutting or changing. Texts go in, oldest first; out comes the
// number of an older text that each prints again. It knows no clock and no
// chance: the same texts in the same order give the same answers.
//
// A text is known by MinHash: of its runs, hashed in 120 ways, the least hash
// of each way. Two texts agree in one of them as often as they share runs.
// Three of them make a band; texts that agree in one of 40 bands, or begin
// alike, are compared run by run. Texts with little to compare must be the same,
// or the one an excerpt of the other under its title.
package reprint
