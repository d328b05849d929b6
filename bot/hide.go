package bot

import (
	"context"
	"strings"

	"readout/digest/news"
)

var hideWords = keeping{
	verb: "hide", undo: "unhide", example: "football",
	none: "You hide nothing. What holds a hidden word, or comes from a hidden outlet, is kept out of your digest.", some: "Kept out of your digest: *%s*.",
}

// hide keeps a word or an outlet out of the reader's digests; without one it
// lists them. Look-ups show everything all the same.
func (b *Bot) hide(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return kept(c, c.reader.Hidden, hideWords), nil
	}
	word := strings.Join(strings.Fields(c.arg), " ")
	if len([]rune(word)) > longestName {
		return Reply{}, tooLong()
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) (err error) {
		s.Hidden, err = keep(s.Hidden, word, hideWords)
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	return answer(say("*%s* is now kept out of your digest; look-ups still find it.", word), next(s, c.now)).
		with(row(press("Undo", "/unhide "+word))), nil
}

// unhide stops hiding; without a word it lists what is hidden.
func (b *Bot) unhide(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" || !c.known {
		return kept(c, c.reader.Hidden, hideWords), nil
	}
	gone, err := drop(c.reader.Hidden, c.arg, hideWords)
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error {
		s.Hidden = without(s.Hidden, gone)
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	return answer(say("*%s* is no longer hidden.", gone), next(s, c.now)).with(row(press("Hide again", "/hide "+gone))), nil
}
