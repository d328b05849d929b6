package bot

import (
	"context"
	"fmt"
	"strings"

	"readout/digest/news"
)

// aliasesShown is how many aliases a page holds.
const aliasesShown = 10

// alias says that two spellings mean one person, takes it back, or lists what
// was said.
func (b *Bot) alias(ctx context.Context, c call) (Reply, error) {
	name, of, sets := strings.Cut(c.arg, "=")
	name, of = oneLine(name), oneLine(of)
	switch {
	case !sets:
		return b.aliasList(ctx, c)
	case plain(name) == "" || len([]rune(c.arg)) > 2*longestName:
		return Reply{}, complain(say("Which names?"), say("The spelling, an equals sign, the name that it stands for: `/alias A. Prado = Ana Prado`"))
	case of == "":
		return b.dropAlias(ctx, name)
	}
	return b.setAlias(ctx, c, name, of)
}

func (b *Bot) setAlias(ctx context.Context, c call, name, of string) (Reply, error) {
	all, err := b.aliases(ctx)
	if err != nil {
		return Reply{}, err
	}
	of = standsFor(all, name, of)
	if plain(name) == plain(of) {
		return Reply{}, complain(say("*%s* would stand for itself.", name), say("What is there already: `/alias`"), row(press("All aliases", "/alias")))
	}
	if err := b.store.SaveAlias(ctx, news.Alias{Name: name, Of: of, Made: c.now}); err != nil {
		return Reply{}, fmt.Errorf("save alias %q: %w", name, err)
	}
	uses, err := b.people(ctx, name)
	if err != nil {
		return Reply{}, err
	}
	r := answer(say("*%s* now means *%s*, in look-ups and digests, whenever the articles came.", name, of))
	if len(uses) == 0 {
		r = r.and(say("The archive has neither spelling yet."))
	}
	return r.with(row(press("Who is this?", "/who "+of), press("Take it back", "/alias "+name+" ="), press("All aliases", "/alias"))), nil
}

// standsFor is what a name stands for in the end, when another is made to
// stand for it.
func standsFor(all []news.Alias, name, of string) string {
	means := map[string]string{}
	for _, a := range all {
		means[plain(a.Name)] = a.Of
	}
	delete(means, plain(name))
	for range all {
		if next, ok := means[plain(of)]; ok {
			of = next
		}
	}
	return of
}

func (b *Bot) dropAlias(ctx context.Context, name string) (Reply, error) {
	all, err := b.aliases(ctx)
	if err != nil {
		return Reply{}, err
	}
	r := answer(say("*%s* is no alias.", name))
	for _, a := range all {
		if plain(a.Name) == plain(name) {
			if err := b.store.DeleteAlias(ctx, a.Name); err != nil {
				return Reply{}, fmt.Errorf("delete alias %q: %w", a.Name, err)
			}
			r = answer(say("*%s* stands for itself again.", a.Name)).with(row(press("Put it back", "/alias "+a.Name+" = "+a.Of)))
		}
	}
	return r.with(row(press("All aliases", "/alias"))), nil
}

func (b *Bot) aliasList(ctx context.Context, c call) (Reply, error) {
	all, err := b.aliases(ctx)
	if err != nil {
		return Reply{}, err
	}
	hint := say("To say that two spellings mean one person: `/alias A. Prado = Ana Prado`; to take it back: `/alias A. Prado =`")
	if len(all) == 0 {
		return answer(say("There are no aliases. Spellings that can only mean one person are put together anyway."), hint), nil
	}
	page := min(parsePage(c.arg)-1, (len(all)-1)/aliasesShown)
	r := answer(say("Spellings that stand for others: *%s*.", len(all)))
	var buttons []Button
	for _, a := range all[page*aliasesShown : min((page+1)*aliasesShown, len(all))] {
		r = r.and(say("*%s* means *%s*", a.Name, a.Of))
		buttons = append(buttons, press("Drop "+shorten(a.Name, 30), "/alias "+a.Name+" ="))
	}
	r = r.and(hint)
	r.Edit = c.Pressed
	return r.with(grid(buttons, 2)...).with(turns("/alias", page, aliasesShown, len(all))), nil
}

func (b *Bot) aliases(ctx context.Context) ([]news.Alias, error) {
	var all []news.Alias
	for a, err := range b.store.AllAliases(ctx) {
		if err != nil {
			return nil, fmt.Errorf("aliases: %w", err)
		}
		all = append(all, a)
	}
	return all, nil
}
