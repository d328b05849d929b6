package sqlite

import "time"

// Ranks order reports by Published, to the second, and then by sequence, in
// one number that is the report's own: seconds since 1970 times 2^30, plus
// the sequence. There is room for a billion reports; dates more than 136
// years from 1970 rank as if they were that far.
const (
	rankBits   = 30
	farthest   = 1<<32 - 1
	lowestRank = -farthest << rankBits
)

func rankOf(published time.Time, seq int64) int64 {
	return secondsRank(published) + seq
}

// secondsRank is below the rank of everything published in that second, and
// above that of everything before.
func secondsRank(t time.Time) int64 {
	return min(max(t.Unix(), -farthest), farthest) << rankBits
}
