package redis

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// rank is where a report stands in every answer: by Published, to the second,
// and then by sequence.
type rank struct{ second, seq int64 }

func rankOf(published time.Time, seq int64) rank { return rank{published.Unix(), seq} }

// farthest is a second beyond any date, and a number that a score holds
// exactly.
const farthest = 1 << 52

// above lies above every report published up to the end of that second.
func above(second int64) rank { return rank{second: second + 1} }

func (r rank) compare(other rank) int {
	return cmp.Or(cmp.Compare(r.second, other.second), cmp.Compare(r.seq, other.seq))
}

func lower(a, b rank) rank {
	if a.compare(b) < 0 {
		return a
	}
	return b
}

// String is what stands in storage.Page.Next.
func (r rank) String() string { return fmt.Sprintf("%d.%d", r.second, r.seq) }

func parseRank(s string) (rank, error) {
	second, seq, _ := strings.Cut(s, ".")
	var r rank
	var errs [2]error
	r.second, errs[0] = strconv.ParseInt(second, 10, 64)
	r.seq, errs[1] = strconv.ParseInt(seq, 10, 64)
	if errs != [2]error{} || max(r.second, -r.second) > farthest || r.seq < 0 || r.String() != s {
		return rank{}, fmt.Errorf("page %q not understood", s)
	}
	return r, nil
}

// memberDigits is the length of a member: there is room for two billion
// reports.
const memberDigits = 6

// seqMember is a sequence as it stands in the sets of the index: of one length,
// so that members of one score stand in the order of their sequences.
func seqMember(seq int64) string {
	digits := strconv.FormatInt(seq, 36)
	return strings.Repeat("0", max(0, memberDigits-len(digits))) + digits
}

// readRank reads a score and a member of the index.
func readRank(score, member any) (rank, error) {
	second, err := strconv.ParseFloat(fmt.Sprint(score), 64)
	if err != nil {
		return rank{}, fmt.Errorf("index is damaged: score %v", score)
	}
	seq, err := strconv.ParseInt(fmt.Sprint(member), 36, 64)
	if err != nil {
		return rank{}, fmt.Errorf("index is damaged: member %v", member)
	}
	return rank{int64(second), seq}, nil
}
