package bot

import (
	"context"
	"fmt"
	"slices"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// mostOffered is how many places, and how many people, an answer that found
// nothing in a place offers instead.
const mostOffered = 4

// elsewhere is what an answer that found nothing in a place adds: places are
// known as the articles write them, so that a country does not hold its
// cities. It offers places that the newest facts of the kind name, and the
// people whose function names the one that was typed. Where the archive knows
// that place, nothing is added.
func (b *Bot) elsewhere(ctx context.Context, r Reply, kind storage.Kind, typed string) (Reply, error) {
	if is, err := b.isPlace(ctx, typed, kind); is || err != nil {
		return r, err
	}
	page, err := b.store.Search(ctx, storage.Query{Kind: kind, Limit: mostRead})
	if err != nil {
		return r, fmt.Errorf("places of the newest %ss: %w", kind, err)
	}
	command, hint := "/met", "Places are found as the articles write them, so a city works better than its country: `%s %s`"
	if kind == storage.Visits {
		command, hint = "/visits", "Places are found as the articles write them, such as `%s %s`"
	}
	if places := placesIn(kind, page.Reports); len(places) > 0 {
		r = r.and(say(hint, command, places[0]))
		r = r.with(grid(presses("", places, command+" place:"), 4)...)
	}
	return r.with(grid(presses("Of ", officials(kind, page.Reports, typed), command+" person:"), 2)...), nil
}

// presses are buttons for the first few of some names, each sending it at the
// end of a command.
func presses(label string, names []string, command string) []Button {
	var buttons []Button
	for _, n := range names[:min(len(names), mostOffered)] {
		buttons = append(buttons, press(label+n, command+quoteWords(n)))
	}
	return buttons
}

// placesIn are the places of the facts of a kind, in the order of the reports.
func placesIn(kind storage.Kind, reports []news.Report) []string {
	var places []string
	for _, r := range reports {
		facts := storage.Query{Kind: kind}.Pick(r)
		for _, m := range facts.Meetings {
			places = add(places, m.Place)
		}
		for _, v := range facts.Visits {
			places = add(places, v.To)
		}
	}
	return places
}

// officials are those who take part in the facts of a kind and whose function
// names a place, as that of the "Prime Minister of Norway" does.
func officials(kind storage.Kind, reports []news.Report, place string) []string {
	var names []string
	for _, r := range reports {
		facts := storage.Query{Kind: kind}.Pick(r)
		var present []string
		for _, m := range facts.Meetings {
			present = append(present, m.Participants...)
		}
		for _, v := range facts.Visits {
			present = append(present, v.Visitors...)
		}
		for _, p := range facts.People {
			if slices.Contains(present, p.Name) && slices.ContainsFunc(p.Roles, func(role string) bool { return text.Holds(role, place) }) {
				names = add(names, p.Name)
			}
		}
	}
	return names
}

// isPlace reports whether any fact of these kinds is placed where a name says.
func (b *Bot) isPlace(ctx context.Context, name string, kinds ...storage.Kind) (bool, error) {
	for _, kind := range kinds {
		page, err := b.store.Search(ctx, storage.Query{Kind: kind, Place: name, Limit: 1})
		if err != nil {
			return false, fmt.Errorf("%ss in %q: %w", kind, name, err)
		}
		if len(page.Reports) > 0 {
			return true, nil
		}
	}
	return false, nil
}
