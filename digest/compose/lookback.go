package compose

import (
	"fmt"
	"slices"

	"readout/digest/news"
)

// lookback is what the stories of one gathering share: who is who, and what
// was found out about their pages for one reader and holds for the next.
type lookback struct {
	names     *names
	questions memo[string, *question]
}

// sharedBy is what stories of one gathering share. Where there are none, there
// is nothing to know.
func sharedBy(stories []Story) *lookback {
	if len(stories) == 0 || stories[0].shared == nil {
		return &lookback{names: newNames(nil)}
	}
	return stories[0].shared
}

// question is one that readers put to pages.
type question struct {
	ask      func(*page) bool
	answered memo[*page, bool]
}

func (q *question) of(p *page) bool { return q.answered.of(p, q.ask) }

// topic asks whether a topic takes a page. Topics of one rule are one
// question, whatever they are called.
func (l *lookback) topic(t news.Topic) *question {
	key := fmt.Sprintf("topic %q %q %q %q %q %q", t.Sources, t.Any, t.All, t.None, t.People, t.Places)
	return l.questions.of(key, func(string) *question { return &question{ask: ruleOf(t).takes} })
}

// hidden asks whether a page holds, or its outlet is called by, one of these
// words.
func (l *lookback) hidden(words []string) *question {
	return l.questions.of(fmt.Sprintf("hidden %q", words), func(string) *question {
		phrases := phrasesOf(words)
		return &question{ask: func(p *page) bool {
			outlet := phraseOf(p.Article.Outlet)
			return slices.ContainsFunc(phrases, func(q phrase) bool { return outlet.holds(q) || p.holds(q) })
		}}
	})
}

// headed asks whether a page's title holds a phrase.
func (l *lookback) headed(words string) *question {
	return l.questions.of("headed "+words, func(string) *question {
		q := phraseOf(words)
		return &question{ask: func(p *page) bool { return phraseOf(p.Article.Title).holds(q) }}
	})
}
