// Package news holds the nouns of the newsroom and the rules that need
// nothing but themselves: an Article and the Facts read from it, who reads
// what (Subscriber, Topic, Schedule), and what they are sent (Digest, Edition,
// Delivery).
//
// Nouns are plain values: copying one is safe, the zero value means "nothing
// known", and nothing here looks at a clock, a file or the network. Times are
// instants; a Day is a date on somebody's wall, without a zone.
package news
