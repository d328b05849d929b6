package digest

import (
	"context"
	"fmt"
	"iter"

	"readout/digest/news"
	"readout/storage"
)

// Answers are all reports that answer a query, newest first, page after page
// of it. An error is the last.
func Answers(ctx context.Context, store storage.Archive, q storage.Query) iter.Seq2[news.Report, error] {
	return func(yield func(news.Report, error) bool) {
		for {
			page, err := store.Search(ctx, q)
			if err != nil {
				yield(news.Report{}, fmt.Errorf("search: %w", err))
				return
			}
			for _, r := range page.Reports {
				if !yield(r, nil) {
					return
				}
			}
			if q.After = page.Next; page.Next == "" {
				return
			}
		}
	}
}

// Picked are those of the answers to a query that are a topic's, each with
// nothing but the facts that it asks for.
func Picked(answers iter.Seq2[news.Report, error], q storage.Query, topic news.Topic) iter.Seq2[news.Report, error] {
	return func(yield func(news.Report, error) bool) {
		for r, err := range answers {
			if err == nil && !Matches(topic, r) {
				continue
			}
			r.Facts = q.Pick(r)
			if !yield(r, err) {
				return
			}
		}
	}
}
