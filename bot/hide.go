package bot

import (
	"context"
	"slices"
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
	if err := b.hideable(ctx, word); err != nil {
		return Reply{}, err
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

// hideable refuses words that would empty the digest: very short ones and
// those of which every text is full, unless an outlet is called so.
func (b *Bot) hideable(ctx context.Context, word string) error {
	hint := say("A longer word, a phrase or an outlet works: `/hide football`")
	var wrong news.Text
	switch {
	case len(plain(word)) < 3:
		wrong = say("*%s* is too short to hide: a word needs three letters.", echo(word))
	case isCommon(word):
		wrong = say("*%s* stands in almost every article; hiding it would empty your digest.", echo(word))
	default:
		return nil
	}
	sources, err := b.sources(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(sources, func(s news.Source) bool { return plain(s.Title) == plain(word) }) {
		return nil
	}
	return complain(wrong, hint)
}

// commonWords are words of which English news is full, whatever it is about.
const commonWords = "a about after all also an and any are as at be been but by can could did do for from had has have he her his how i if in into is it its may more most new news no not now of on one or our out over own said say says she so some than that the their them then there they this to two under up was we were what when where which who will with would year years you"

// isCommon reports whether words are common ones and nothing else.
func isCommon(typed string) bool {
	common := strings.Fields(commonWords)
	return !slices.ContainsFunc(strings.Fields(plain(typed)), func(word string) bool {
		return !slices.Contains(common, strings.TrimFunc(word, func(r rune) bool { return !isWordy(r) }))
	})
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
