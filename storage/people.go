package storage

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readout/digest/text"
)

// Known is a person, or an institution, that the archive names.
type Known struct {
	// Name is what an alias stands for, else the most used of the spellings
	// that give more than a surname and initials, else the fullest.
	Name string
	// Spellings are all that the archive uses, and Name, most used first: a
	// group for Query.People.
	Spellings []string
	// Reports is the number of uses of all spellings together; Latest is the
	// latest Published of them.
	Reports int
	Latest  time.Time
}

const (
	// mostNames bounds how many spellings one look-up brings.
	mostNames = 200
	// mostRelated bounds for how many of them others are sought that may mean
	// the same person.
	mostRelated = 20
)

// Who tells whom somebody may mean by what they typed: a surname, a full name,
// an alias, or where no name holds the words, beginnings of them; all without
// regard to case and accents. A name of several words, typed whole, means
// those alone who bear it. Most used come first; nobody is an empty list.
//
// Spellings that can only mean one person are put together: "Prado" belongs to
// "Ana Prado" as long as no other Prado is known. Full names that do not agree
// (text.SameName) stay apart.
func Who(ctx context.Context, a interface {
	Archive
	Aliases
}, typed string) ([]Known, error) {
	words := text.Tokens(typed)
	if len(words) == 0 {
		return nil, nil
	}
	w := who{typed: words, found: map[string]NameUse{}, meant: map[string]bool{}}
	if err := w.search(ctx, a); err != nil {
		return nil, fmt.Errorf("who is %q: %w", typed, err)
	}
	return w.answer(), nil
}

// who is one look-up.
type who struct {
	typed   []string           // the words
	aliases map[string]string  // from a spelling to the name it stands for
	found   map[string]NameUse // all that may matter, by name
	meant   map[string]bool    // those that hold what was typed
}

func (w *who) search(ctx context.Context, a interface {
	Archive
	Aliases
}) (err error) {
	if w.aliases, err = aliasesOf(ctx, a); err != nil {
		return err
	}
	direct, err := a.FindNames(ctx, w.typed, false, mostNames)
	if err != nil {
		return err
	}
	w.meanAliases()
	if len(direct) == 0 && len(w.meant) == 0 {
		if direct, err = a.FindNames(ctx, w.typed, true, mostNames); err != nil {
			return err
		}
	}
	for _, n := range direct {
		w.found[n.Name], w.meant[n.Name] = n, true
	}
	return w.relate(ctx, a, direct)
}

func aliasesOf(ctx context.Context, a Aliases) (map[string]string, error) {
	of := map[string]string{}
	for alias, err := range a.AllAliases(ctx) {
		if err != nil {
			return nil, err
		}
		of[alias.Name] = alias.Of
	}
	return of, nil
}

// meanAliases adds the names whose aliases hold what was typed.
func (w *who) meanAliases() {
	for name := range w.aliases {
		if holdsAll(text.Tokens(name), w.typed) {
			w.meant[w.stands(name)] = true
		}
	}
}

func holdsAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(word string) bool { return !slices.Contains(have, word) })
}

// stands is the name that a spelling stands for; aliases of aliases are
// followed a few steps, as they may lead in a circle.
func (w *who) stands(name string) string {
	for range 4 {
		of, ok := w.aliases[name]
		if !ok {
			break
		}
		name = of
	}
	return name
}

// relate brings what may be other spellings of those meant: names that share
// a last word, and aliases.
func (w *who) relate(ctx context.Context, a Archive, direct []NameUse) error {
	names := slices.Sorted(maps.Keys(w.meant))
	if len(direct) > 0 {
		names = nil
		for _, n := range direct[:min(len(direct), mostRelated)] {
			names = append(names, n.Name, w.stands(n.Name))
		}
	}
	for alias := range w.aliases {
		if w.meant[w.stands(alias)] {
			names = append(names, alias, w.stands(alias))
		}
	}
	asked := map[string]bool{}
	for _, name := range names {
		words := text.Tokens(name)
		if len(words) == 0 || asked[words[len(words)-1]] {
			continue
		}
		last := words[len(words)-1]
		asked[last] = true
		uses, err := a.FindNames(ctx, []string{last}, false, mostNames)
		if err != nil {
			return err
		}
		for _, n := range uses {
			w.found[n.Name] = n
		}
	}
	return nil
}

// person is some spellings that mean one and the same.
type person struct {
	head   string // the fullest, or what the aliases among them stand for
	uses   []NameUse
	fixed  bool // the head is an alias's word
	wanted bool
}

func (w *who) answer() []Known {
	var all, exact []Known
	for _, p := range w.people() {
		if !p.wanted {
			continue
		}
		k := p.known()
		all = append(all, k)
		if slices.ContainsFunc(k.Spellings, w.typedWhole) {
			exact = append(exact, k)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return all
}

func (w *who) typedWhole(name string) bool {
	return len(w.typed) > 1 && slices.Equal(text.Tokens(name), w.typed)
}

// people puts the spellings together, fuller ones first, so that a shorter
// one finds every longer one that it may stand for.
func (w *who) people() []*person {
	var people []*person
	for _, use := range w.byFullness() {
		p := w.only(people, use.Name)
		if p == nil {
			name := w.stands(use.Name)
			p = &person{head: name, fixed: name != use.Name || w.isTarget(name)}
			people = append(people, p)
		}
		p.uses = append(p.uses, use)
		p.wanted = p.wanted || w.meant[use.Name] || w.meant[p.head]
	}
	slices.SortFunc(people, func(a, b *person) int {
		return cmp.Or(cmp.Compare(b.reports(), a.reports()), cmp.Compare(a.head, b.head))
	})
	return people
}

// only is the one person whom a spelling can mean of those there; nil where
// there are none or several.
func (w *who) only(people []*person, name string) *person {
	stands := w.stands(name)
	var fit *person
	for _, p := range people {
		if p.head == stands {
			return p
		}
		if stands != name || !text.SameName(p.head, name) {
			continue
		}
		if fit != nil {
			return nil
		}
		fit = p
	}
	return fit
}

func (w *who) isTarget(name string) bool {
	for alias := range w.aliases {
		if w.stands(alias) == name {
			return true
		}
	}
	return false
}

func (w *who) byFullness() []NameUse {
	return slices.SortedFunc(maps.Values(w.found), func(a, b NameUse) int {
		return cmp.Or(
			cmp.Compare(writtenOut(b.Name), writtenOut(a.Name)),
			cmp.Compare(len(strings.Fields(b.Name)), len(strings.Fields(a.Name))),
			cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Name, b.Name))
	})
}

// writtenOut counts the words of a name that are neither initials nor
// particles ("van", "of").
func writtenOut(name string) int {
	n := 0
	for word := range strings.FieldsSeq(name) {
		first, size := utf8.DecodeRuneInString(word)
		if size < len(strings.TrimRight(word, ".")) && !unicode.IsLower(first) {
			n++
		}
	}
	return n
}

func (p *person) reports() int {
	n := 0
	for _, use := range p.uses {
		n += use.Reports
	}
	return n
}

func (p *person) known() Known {
	slices.SortStableFunc(p.uses, func(a, b NameUse) int { return cmp.Compare(b.Reports, a.Reports) })
	k := Known{Name: p.head, Reports: p.reports()}
	if i := slices.IndexFunc(p.uses, func(n NameUse) bool { return writtenOut(n.Name) > 1 }); i >= 0 && !p.fixed {
		k.Name = p.uses[i].Name
	}
	for _, use := range p.uses {
		k.Spellings = append(k.Spellings, use.Name)
		if use.Latest.After(k.Latest) {
			k.Latest = use.Latest
		}
	}
	if !slices.Contains(k.Spellings, k.Name) {
		k.Spellings = append(k.Spellings, k.Name)
	}
	return k
}
