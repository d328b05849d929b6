package bot

import (
	"context"
	"fmt"
	"strings"

	"readout/storage"
)

// mostChoices is how many people of one name a question offers.
const mostChoices = 8

// person finds whom a typed name means. Several of that name is a complaint
// that asks, a button each, which sends what again makes of the full name.
// The second result is false where the archive knows nobody so called.
func (b *Bot) person(ctx context.Context, typed string, again func(full string) string) (storage.Known, bool, error) {
	known, err := b.people(ctx, typed)
	if err != nil || len(known) == 0 {
		return storage.Known{}, false, err
	}
	if len(known) == 1 {
		return known[0], true, nil
	}
	for _, k := range known {
		// A full name is an answer; a lone surname may be anybody's.
		if plain(k.Name) == plain(typed) && strings.Contains(plain(typed), " ") {
			return k, true, nil
		}
	}
	return storage.Known{}, false, which(typed, known, again)
}

func (b *Bot) people(ctx context.Context, typed string) ([]storage.Known, error) {
	typed = strings.Trim(typed, `"“”?!. `)
	if len([]rune(typed)) > longestName || plain(typed) == "" {
		return nil, nil
	}
	known, err := storage.Who(ctx, b.store, typed)
	if err != nil {
		return nil, fmt.Errorf("who is %q: %w", typed, err)
	}
	return known, nil
}

// which asks who of several is meant.
func which(typed string, known []storage.Known, again func(full string) string) error {
	var buttons []Button
	for _, k := range known[:min(len(known), mostChoices)] {
		buttons = append(buttons, press(fmt.Sprintf("%s (%s)", k.Name, count(k.Reports, "article")), again(k.Name)))
	}
	wrong := say("There are *%s* of the name *%s*.", fmt.Sprint(len(known)), echo(typed))
	hint := say("Who is meant? The full name works as well.")
	if len(known) > mostChoices {
		hint = append(say("Here are the *%s* named most. ", fmt.Sprint(mostChoices)), hint...)
	}
	return complain(wrong, hint, grid(buttons, 1)...)
}

// nameAndWords parts "Ana Prado mines" into the person that the longest run
// of leading words names, and the words that are left. The second result is
// false where no beginning names anybody.
func (b *Bot) nameAndWords(ctx context.Context, typed string, again func(full, words string) string) (who storage.Known, words string, ok bool, err error) {
	fields := strings.Fields(typed)
	// A name has a handful of words; more are not tried.
	for n := min(len(fields), 6); n > 0; n-- {
		words = strings.TrimSpace(strings.Join(fields[n:], " "))
		for _, link := range []string{"about ", "on ", "regarding "} {
			words = strings.TrimPrefix(words, link)
		}
		who, ok, err = b.person(ctx, strings.Join(fields[:n], " "), func(full string) string { return again(full, words) })
		if ok || err != nil {
			return who, words, ok, err
		}
	}
	return storage.Known{}, typed, false, nil
}

// twoNames parts what was typed into two people: at "and", "with" or a comma,
// else wherever both halves name somebody. The last result is false where it
// names no two.
func (b *Bot) twoNames(ctx context.Context, typed string, again func(full string) string) (one, other storage.Known, ok bool, err error) {
	for _, halves := range parseTwo(typed) {
		first, err := b.people(ctx, halves[0])
		if err != nil {
			return one, other, false, err
		}
		second, err := b.people(ctx, halves[1])
		if err != nil {
			return one, other, false, err
		}
		if len(first) == 0 || len(second) == 0 {
			continue
		}
		if one, _, err = b.person(ctx, halves[0], func(full string) string { return again(full + ", " + halves[1]) }); err != nil {
			return one, other, false, err
		}
		other, ok, err = b.person(ctx, halves[1], func(full string) string { return again(halves[0] + ", " + full) })
		return one, other, ok, err
	}
	return one, other, false, nil
}

// parseTwo lists the ways to part words into two names: the plain ones only,
// where there is a word or mark that parts them.
func parseTwo(typed string) [][2]string {
	for _, between := range []string{",", ";", " and ", " & ", " with ", " – ", " - ", " / "} {
		a, b, ok := strings.Cut(typed, between)
		if a, b = strings.TrimSpace(a), strings.TrimSpace(b); ok && a != "" && b != "" {
			return [][2]string{{a, b}}
		}
	}
	fields := strings.Fields(typed)
	var ways [][2]string
	for i := 1; i < len(fields) && len(fields) <= 8; i++ {
		ways = append(ways, [2]string{strings.Join(fields[:i], " "), strings.Join(fields[i:], " ")})
	}
	return ways
}
