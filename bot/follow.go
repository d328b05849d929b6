package bot

import (
	"context"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// longestName is how many characters a followed name or hidden word can have.
const longestName = 100

// follow puts a person, organisation or place first in the reader's digest;
// without a name it lists them.
func (b *Bot) follow(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return kept(c, c.reader.Followed, followWords), nil
	}
	name, note, err := b.followed(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) (err error) {
		s.Followed, err = keep(s.Followed, name, followWords)
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	buttons := row(press("Unfollow", "/unfollow "+name))
	if note == nil {
		buttons = append(buttons, press("Who is this?", "/who "+name))
	}
	return answer(say("You now follow *%s*: first in your digest, from any topic.", name), note, next(s, c.now)).with(buttons), nil
}

// followed is the full name of who is meant. A name that nobody has yet is
// taken as it is: it may be a place, or somebody still to come.
func (b *Bot) followed(ctx context.Context, c call) (name string, note news.Text, err error) {
	typed := strings.Join(strings.Fields(c.arg), " ")
	if len([]rune(typed)) > longestName {
		return "", nil, tooLong()
	}
	who, ok, err := b.person(ctx, typed, func(full string) string { return "/follow " + full })
	switch {
	case err != nil:
		return "", nil, err
	case ok:
		return who.Name, nil, nil
	}
	is, err := b.isPlace(ctx, typed, storage.Meetings, storage.Visits)
	switch {
	case err != nil:
		return "", nil, err
	case is:
		return typed, say("It is followed as a place: meetings there, and visits to it."), nil
	}
	return typed, say("The archive holds nobody and no place of that name yet; it is followed all the same."), nil
}

// unfollow stops following; without a name it lists who is followed.
func (b *Bot) unfollow(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" || !c.known {
		return kept(c, c.reader.Followed, followWords), nil
	}
	gone, err := drop(c.reader.Followed, c.arg, followWords)
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error {
		s.Followed = without(s.Followed, gone)
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	return answer(say("You no longer follow *%s*.", gone), next(s, c.now)).with(row(press("Follow again", "/follow "+gone))), nil
}

// keeping is the wording of a list that a reader keeps.
type keeping struct{ verb, undo, none, some, example string }

var followWords = keeping{
	verb: "follow", undo: "unfollow", example: "Prado",
	none: "You follow nobody yet. Who or what you follow comes first in your digest, from any topic.", some: "You follow *%s*.",
}

// kept shows such a list, each entry with the button that drops it.
func kept(c call, entries []string, w keeping) Reply {
	hint := say("To add: `/%s %s`", w.verb, w.example)
	if len(entries) == 0 {
		return answer(say(w.none), hint)
	}
	var buttons []Button
	for _, e := range entries {
		buttons = append(buttons, press("Drop "+e, "/"+w.undo+" "+e))
	}
	return answer(say(w.some, list(entries, "and")), hint, next(c.reader, c.now)).with(grid(buttons, 2)...)
}

// keep adds an entry unless it is there.
func keep(entries []string, entry string, w keeping) ([]string, error) {
	if slices.ContainsFunc(entries, func(e string) bool { return plain(e) == plain(entry) }) {
		return entries, nil
	}
	if len(entries) >= mostKept {
		return nil, complain(say("That list is full: *%s*.", count(mostKept, "name")), say("Drop some first: `/%s`", w.undo))
	}
	return append(slices.Clone(entries), entry), nil
}

// drop finds the entry that is meant: the same words, or the only one that
// holds them.
func drop(entries []string, typed string, w keeping) (string, error) {
	var holding []string
	for _, e := range entries {
		if plain(e) == plain(typed) {
			return e, nil
		}
		if strings.Contains(" "+plain(e)+" ", " "+plain(typed)+" ") {
			holding = append(holding, e)
		}
	}
	if len(holding) == 1 {
		return holding[0], nil
	}
	var buttons []Button
	for _, e := range holding {
		buttons = append(buttons, press("Drop "+e, "/"+w.undo+" "+e))
	}
	if len(buttons) > 0 {
		return "", complain(say("Several of your entries hold *%s*.", echo(typed)), say("Which one?"), grid(buttons, 2)...)
	}
	return "", complain(say("*%s* is not on your list.", echo(typed)), say("The list: `/%s`", w.verb), row(press("My list", "/"+w.verb)))
}

func without(entries []string, entry string) []string {
	return slices.DeleteFunc(slices.Clone(entries), func(e string) bool { return e == entry })
}

func tooLong() error {
	return complain(say("That is too long for a name."), say("A hundred characters at most, please."))
}
