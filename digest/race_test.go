//go:build race

package digest_test

// raced tells that the race detector is at work, which makes a week too long.
const raced = true
