package compose

// once tells within one search what was tried already, by number, without
// making anything for each search.
type once struct {
	search int
	last   []int
}

// begin starts a search among so many.
func (o *once) begin(n int) {
	o.search++
	for len(o.last) < n {
		o.last = append(o.last, 0)
	}
}

// first reports whether a number comes up for the first time in this search.
func (o *once) first(number int) bool {
	if o.last[number] == o.search {
		return false
	}
	o.last[number] = o.search
	return true
}
