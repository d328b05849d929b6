package compose

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"readout/digest/news"
	"readout/digest/text"
)

// saying is what one speaker said, as told by several reports in like words.
type saying struct {
	number   int
	tellings []telling[news.Statement]
	words    content
}

// content is what a statement says, as far as it tells one from another. Words
// are numbered as they come up, because they are compared so often.
type content struct {
	words   []int // those that carry meaning, ascending, each once
	figures []int
	denied  bool
}

// sayings finds the saying that a report tells among those known.
type sayings struct {
	names *names
	all   []*saying
	index map[string]holders // by the key of the speaker
	words map[string]int
	tried once
}

// holders are the sayings that hold a word.
type holders map[int][]*saying

func newSayings(n *names) sayings {
	return sayings{names: n, index: map[string]holders{}, words: map[string]int{}}
}

// add gives the saying that the statement of a report is, with its telling
// among the others.
func (ss *sayings) add(p *page, s news.Statement) *saying {
	s.Speaker = ss.names.called(s.Speaker)
	words := ss.contentOf(p.Report, s)
	key := ss.names.key(s.Speaker)
	if ss.index[key] == nil {
		ss.index[key] = holders{}
	}
	x := ss.find(s.Speaker, words)
	if x == nil {
		x = &saying{number: len(ss.all), words: words}
		ss.all = append(ss.all, x)
		for _, w := range words.words {
			ss.index[key][w] = append(ss.index[key][w], x)
		}
	}
	x.tellings = append(x.tellings, telling[news.Statement]{page: p, fact: s, proof: s.Evidence})
	return x
}

// find is the oldest saying of that speaker with the most like content; nil
// where none is alike.
func (ss *sayings) find(speaker string, c content) *saying {
	var best *saying
	most := 0.0
	ss.tried.begin(len(ss.all))
	for _, among := range ss.index[ss.names.key(speaker)].rarest(c.words) {
		for _, x := range among {
			if !ss.tried.first(x.number) {
				continue
			}
			if like := c.like(x.words); like > most && ss.names.agree(speaker, x.tellings[0].fact.Speaker) {
				best, most = x, like
			}
		}
	}
	return best
}

// rarest are the sayings with so many of the rarest words that a content which
// is alike must be among them.
func (h holders) rarest(words []int) [][]*saying {
	lists := make([][]*saying, len(words))
	for i, w := range words {
		lists[i] = h[w]
	}
	slices.SortStableFunc(lists, func(a, b []*saying) int { return cmp.Compare(len(a), len(b)) })
	return lists[:min(len(lists), int((1-likeLonger)*float64(len(lists)))+1)]
}

// How much of the shorter and of the longer of two contents must be common.
const (
	likeShorter = 0.6
	likeLonger  = 0.4
)

// like is how alike two contents are, 0 where they differ in more than
// wording: in figures, or in what is denied.
func (c content) like(d content) float64 {
	short, long := min(len(c.words), len(d.words)), max(len(c.words), len(d.words))
	if long == 0 || float64(short) < likeLonger*float64(long) || c.denied != d.denied {
		return 0
	}
	if !sameWords(c.figures, d.figures) && !sameWords(d.figures, c.figures) {
		return 0
	}
	common := inCommon(c.words, d.words)
	if float64(common) < likeShorter*float64(short) || float64(common) < likeLonger*float64(long) {
		return 0
	}
	return float64(common) / float64(long)
}

// sound makes sure that a statement has a speaker, and content that lies in its
// text piece after piece. Other spans outside the text are dropped.
func sound(s news.Statement, text string) (news.Statement, bool) {
	at := 0
	for _, piece := range s.Content {
		if piece.Start < at || piece.Of(text) == "" {
			return s, false
		}
		at = piece.End
	}
	for _, span := range []*news.Span{&s.Mention, &s.Cue} {
		if span.Of(text) == "" {
			*span = news.Span{}
		}
	}
	return s, s.Speaker != "" && len(s.Content) > 0
}

// inCommon counts what two ascending lists share.
func inCommon(a, b []int) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case b[0] < a[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

func (ss *sayings) number(word string) int {
	n, known := ss.words[word]
	if !known {
		n = len(ss.words)
		// The word alone, not the text that it was cut from.
		ss.words[strings.Clone(word)] = n
	}
	return n
}

func (ss *sayings) contentOf(r news.Report, s news.Statement) content {
	var pieces []string
	for _, span := range s.Content {
		pieces = append(pieces, r.Words(span))
	}
	all := text.Tokens(strings.Join(pieces, " "))
	c := content{words: make([]int, 0, len(all))}
	for _, w := range all {
		switch {
		case denials[w]:
			c.denied = true
		case strings.ContainsFunc(w, unicode.IsDigit):
			c.figures = append(c.figures, ss.number(w))
			c.words = append(c.words, c.figures[len(c.figures)-1])
		case !fillers[w]:
			c.words = append(c.words, ss.number(w))
		}
	}
	if len(c.words) == 0 {
		// Nothing but small words: then they are all there is to compare.
		for _, w := range all {
			c.words = append(c.words, ss.number(w))
		}
	}
	slices.Sort(c.words)
	c.words = slices.Compact(c.words)
	return c
}

// Words that turn a sentence round, as text.Tokens writes them.
var denials = set(`not no never nor neither none nobody nothing cannot without dont doesnt didnt wont wouldnt cant
	couldnt shouldnt isnt arent wasnt werent hasnt havent hadnt`)

// Words that two outlets exchange freely without saying anything else.
var fillers = set(`a an the and or but of in on at to for from by with as that this these those it its is are was were be
	been being has have had will would can could shall should may might must he she they his her their we our us i my you
	your about some more than also all any so which who whom there here into over under between up out such`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}
