package bot

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"readout/digest"
	"readout/digest/feed/opml"
	"readout/digest/news"
)

const (
	// longestList is how many bytes a list of feeds may have.
	longestList = 2 << 20
	// adoptedAtOnce is how many feeds are added between two words of progress.
	adoptedAtOnce = 250
	// foldersNamed is how many folders of a list are named.
	foldersNamed = 8
)

// feedsImport shows what a list of feeds from another reader holds, and with
// "; yes" adds its feeds, with its folders as topics. The list is a file that
// was sent, or its text where that is short.
func (b *Bot) feedsImport(ctx context.Context, c call) (Reply, error) {
	name, sure := confirmed(c.arg, "yes")
	if name == "" {
		return answer(say("Send me the list as a file (OPML, at most 2 MB), as other feed readers export it; in the terminal: `/feeds_import FILE`"),
			say("Its folders become topics. You see what it holds before anything is added. The list of this bot: `/feeds_export`")), nil
	}
	list, skipped, err := b.listNamed(ctx, name)
	if err != nil {
		return Reply{}, err
	}
	if sure {
		work := b.adopt(c, &adoption{list: list, skipped: skipped})
		if len(list) <= adoptedAtOnce {
			return work.Next(ctx), nil
		}
		return work, nil
	}
	known, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	return previewOf(name, list, skipped, known), nil
}

// sentFile answers a file: a list of feeds is shown to whoever may add feeds.
func (b *Bot) sentFile(ctx context.Context, c call) (Reply, error) {
	switch {
	case !c.manages:
		return Reply{}, complain(say("I cannot do anything with files."), say("To have an article read, send its link. What I can do: `/help`"))
	case c.File.Size > longestList:
		return Reply{}, complain(say("*%s* is too large for a list of feeds: at most 2 MB.", echo(c.File.Name)), say("Several smaller lists are fine."))
	}
	c.arg = c.File.ID
	return b.feedsImport(ctx, c)
}

// listNamed is the list that a name means: the text of one, or a file's.
func (b *Bot) listNamed(ctx context.Context, name string) ([]news.Source, []opml.Skipped, error) {
	text := []byte(name)
	if !strings.HasPrefix(name, "<") {
		if b.files == nil {
			return nil, nil, complain(say("Files cannot be sent here."), say("`readout feeds import FILE` takes a list."))
		}
		var err error
		if text, err = b.files.File(ctx, name, longestList); ctx.Err() != nil {
			return nil, nil, ctx.Err()
		} else if err != nil {
			return nil, nil, complain(say("The list cannot be read: %s.", shorten(err.Error(), 200)), say("Send it once more, as a file."))
		}
	}
	list, skipped, err := opml.Parse(bytes.NewReader(text))
	switch {
	case err != nil:
		return nil, nil, complain(say("This is no list of feeds that I can read: %s.", shorten(err.Error(), 200)),
			say("Other feed readers export one as OPML. The address of one feed, or of a page: `/feed_add URL`"))
	case len(list) == 0:
		return nil, nil, complain(append(say("There is no feed in this list. "), leftOut(skipped)...), say("One by one: `/feed_add URL`"))
	}
	return list, skipped, nil
}

// previewOf says what a list holds, and offers to add it.
func previewOf(name string, list []news.Source, skipped []opml.Skipped, known []news.Source) Reply {
	fresh, folders := freshIn(list, known), foldersOf(list)
	r := Reply{}.titled(say("What would be added")).and(say("*%s* in the list, *%s* of them new.", count(len(list), "feed"), fmt.Sprint(fresh)))
	if len(folders) > 0 {
		r = r.and(say("Its folders become topics, or join those of their name: %s.", some(folders, foldersNamed)))
	}
	r = r.and(leftOut(skipped))
	if fresh == 0 && len(folders) == 0 {
		return r.and(say("Nothing is to be added.")).with(row(press("All feeds", "/feeds")))
	}
	command := "/feeds_import " + name + "; yes"
	if len([]rune(command)) > longestCommand {
		return r.and(say("The text is too long to be kept here: send it as a file."))
	}
	label := "Add " + count(fresh, "feed")
	if fresh == 0 {
		label = "Take over the topics"
	}
	return r.with(row(press(label, command), press("Leave it", "/feeds")))
}

// freshIn counts the feeds of a list that are not there yet.
func freshIn(list, known []news.Source) (fresh int) {
	there := map[string]bool{}
	for _, s := range known {
		if s.Listing != news.Dropped {
			there[news.AddressKey(s.URL)] = true
		}
	}
	for _, s := range list {
		if key := news.AddressKey(s.URL); !there[key] {
			there[key] = true
			fresh++
		}
	}
	return fresh
}

// foldersOf are the folders of a list, by name.
func foldersOf(list []news.Source) (folders []string) {
	for _, s := range list {
		folders = append(folders, s.Folders...)
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}

// some names the first few, and counts the rest.
func some(names []string, most int) string {
	if n := len(names) - most; n > 0 {
		return shorten(strings.Join(names[:most], ", "), 300) + fmt.Sprintf(" and %d more", n)
	}
	return shorten(list(names, "and"), 300)
}

// leftOut sums up what of a list is not taken; nothing where all of it is.
func leftOut(skipped []opml.Skipped) news.Text {
	var words []string
	for _, r := range opml.Reasons(skipped) {
		which := list(r.Names, "and")
		if r.Count > len(r.Names) {
			which = "such as " + which
		}
		words = append(words, fmt.Sprintf("%d (%s): %s", r.Count, which, r.Words))
	}
	if len(words) == 0 {
		return nil
	}
	return say("Left out: %s.", shorten(strings.Join(words, "; "), 600))
}

// adoption is a list on its way in.
type adoption struct {
	list        []news.Source
	skipped     []opml.Skipped
	done, added int
}

// adopt adds a piece of the list, and says how far it is while there is more.
func (b *Bot) adopt(c call, a *adoption) Reply {
	r := answer(say("*%s* of *%s* feeds are through …", fmt.Sprint(a.done), fmt.Sprint(len(a.list))))
	r.Edit = c.Pressed
	r.Next = func(ctx context.Context) Reply {
		piece := a.list[a.done:min(a.done+adoptedAtOnce, len(a.list))]
		n, err := digest.Adopt(ctx, b.store, piece, c.now)
		a.added += n
		if err != nil {
			return b.excuse(err, c, "feeds_import").and(say("*%s* feeds were added so far. To add the rest, send the list once more.", fmt.Sprint(a.added)))
		}
		if a.done += len(piece); a.done < len(a.list) {
			return b.adopt(c, a)
		}
		return b.adopted(ctx, c, a)
	}
	return r
}

// adopted makes topics of the folders, and tells what came of it all.
func (b *Bot) adopted(ctx context.Context, c call, a *adoption) Reply {
	topics, err := digest.AdoptFolders(ctx, b.store, a.list)
	if err != nil {
		return b.excuse(err, c, "feeds_import")
	}
	r := answer(say("*%s* added, *%s* were there.", count(a.added, "feed"), fmt.Sprint(len(a.list)-a.added)))
	if topics > 0 {
		r = r.and(say("Its folders make *%s*.", count(topics, "topic")))
	}
	if a.added > 0 {
		r = r.and(say("They are read within the next minutes; `/feeds` shows how they fare."))
	}
	r.Edit = c.Pressed
	return r.and(leftOut(a.skipped)).with(row(press("All feeds", "/feeds"), press("Topics", "/topics")))
}
