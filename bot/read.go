package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"readout/digest"
)

// readTime bounds the reading of one article.
const readTime = 40 * time.Second

// read reads an article at once, keeps it, and answers with its card.
func (b *Bot) read(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return answer(say("Which article? Its address, please: `/read https://harbourpost.example/talks`"),
			say("It is read now, kept in the archive, and found by look-ups.")), nil
	}
	address, err := parseAddress(c.arg)
	if err != nil {
		return Reply{}, err
	}
	if r, err := b.atAddress(ctx, address); err == nil && r.Article.Source != "" {
		// A feed brought it: a second one would be told twice.
		return b.articleCard(ctx, c, r, false)
	}
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	r, err := b.desk.ReadArticle(ctx, address, c.now)
	var unreadable digest.UnreadableError
	switch {
	case errors.As(err, &unreadable):
		return Reply{}, complain(say("That page could not be read: %s", shorten(unreadable.Reason, 200)), say("Is the address that of one article? A feed is added with `/feed_add`."))
	case errors.Is(err, context.DeadlineExceeded):
		return Reply{}, complain(say("That page takes too long to answer."), say("Please try again later."))
	case err != nil:
		return Reply{}, fmt.Errorf("read %s: %w", address, err)
	}
	return b.articleCard(ctx, c, r, false)
}

// parseLink reads a message that is one web address and nothing else.
func parseLink(text string) bool {
	if strings.ContainsAny(text, " \n\t") || !strings.HasPrefix(text, "https://") && !strings.HasPrefix(text, "http://") {
		return false
	}
	_, err := parseAddress(text)
	return err == nil
}
