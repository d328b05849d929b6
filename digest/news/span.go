package news

// Span marks bytes [Start, End) of an Article's Text. Both ends lie on
// character borders. The zero Span means "none".
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes marked.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span marks nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Of returns the marked bytes of text, and "" where the span does not lie
// inside it.
func (s Span) Of(text string) string {
	if s.Empty() || s.Start < 0 || s.End > len(text) {
		return ""
	}
	return text[s.Start:s.End]
}

// Contains reports whether every byte of t is marked by s too.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether some byte is marked by both.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }
