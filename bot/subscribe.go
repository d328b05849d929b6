package bot

import (
	"context"
	"slices"
	"strings"

	"readout/digest/news"
)

// subscribe adds topics to the reader's; without a name it shows the picker.
func (b *Bot) subscribe(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.picker(ctx, c, "", 0)
	}
	chosen, unknown, err := b.named(ctx, c, "/subscribe ")
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error { return takeUp(s, chosen) })
	if err != nil {
		return Reply{}, err
	}
	return b.settled(ctx, c.with(s), say("You now read *%s*.", titles(chosen)), unknown)
}

// takeUp adds topics to a reader's.
func takeUp(s *news.Subscriber, chosen []news.Topic) error {
	for _, t := range chosen {
		if !slices.Contains(s.Topics, t.ID) {
			s.Topics = append(s.Topics, t.ID)
		}
	}
	if len(s.Topics) > mostKept {
		return complain(say("A reader can have %s at most.", count(mostKept, "topic")), say("Drop some first: `/topics`"))
	}
	return nil
}

// unsubscribe drops topics from the reader's; without a name it shows the
// picker.
func (b *Bot) unsubscribe(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" || !c.known {
		return b.picker(ctx, c, "", 0)
	}
	dropped, unknown, err := b.named(ctx, c, "/unsubscribe ")
	if err != nil {
		return Reply{}, err
	}
	s, err := b.change(ctx, c, func(s *news.Subscriber) error {
		s.Topics = slices.DeleteFunc(s.Topics, func(id news.TopicID) bool {
			return isAll(c.arg) || slices.ContainsFunc(dropped, func(t news.Topic) bool { return t.ID == id })
		})
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	return b.settled(ctx, c.with(s), say("You no longer read *%s*.", titles(dropped)), unknown)
}

// settled answers a change of topics. A pressed button gets its picker back,
// as it stands now.
func (b *Bot) settled(ctx context.Context, c call, done news.Text, unknown []string) (Reply, error) {
	r := answer(done)
	if c.Pressed {
		page, err := b.pageOf(ctx, c)
		if err != nil {
			return Reply{}, err
		}
		if r, err = b.picker(ctx, c, "", page); err != nil {
			return Reply{}, err
		}
		r = r.and(done)
	}
	if len(unknown) > 0 {
		r = r.and(say("There is no topic *%s*: `/topics`", list(unknown, "or")))
	}
	r = r.and(next(c.reader, c.now))
	return r.with(nextSteps(c.reader)), nil
}

// nextSteps are what a reader may want to do after choosing topics.
func nextSteps(s news.Subscriber) []Button {
	if len(s.Topics) == 0 {
		return nil
	}
	steps := row(press("The last 24 hours", "/digest 24h"), press("My time", "/time"))
	if !s.ZoneChosen {
		steps = append(steps, press("My city", "/timezone"))
	}
	return steps
}

func (b *Bot) pageOf(ctx context.Context, c call) (int, error) {
	all, err := b.offered(ctx, c)
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(all, func(t news.Topic) bool { return matches(t, c.arg) })
	return max(at, 0) / topicsShown, nil
}

// named finds the topics that a reader named, and the names that are none's.
// Where nothing was found it is a complaint that offers what comes near, with
// the command to send it to.
func (b *Bot) named(ctx context.Context, c call, command string) (found []news.Topic, unknown []string, err error) {
	all, err := b.offered(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	if isAll(c.arg) {
		return all, nil, nil
	}
	for _, name := range parseNames(c.arg, all) {
		at := slices.IndexFunc(all, func(t news.Topic) bool { return matches(t, name) })
		if at < 0 {
			unknown = append(unknown, echo(name))
			continue
		}
		found = append(found, all[at])
	}
	unknown = unknown[:min(len(unknown), 3)]
	if len(found) == 0 {
		return nil, nil, noTopic(c, command, unknown, all)
	}
	return found, unknown, nil
}

// parseNames parts what was typed into names of topics: the whole where it is
// one, else at commas and line breaks, else at blanks where every word is one.
func parseNames(arg string, all []news.Topic) []string {
	known := func(name string) bool {
		return slices.ContainsFunc(all, func(t news.Topic) bool { return matches(t, name) })
	}
	if known(arg) {
		return []string{arg}
	}
	var names []string
	for part := range strings.FieldsFuncSeq(arg, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		words := strings.Fields(part)
		if !known(part) && len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return !known(w) }) {
			names = append(names, words...)
		} else if len(words) > 0 {
			names = append(names, strings.Join(words, " "))
		}
	}
	return names[:min(len(names), mostKept)]
}

func matches(t news.Topic, name string) bool {
	id := news.TopicIDOf(plain(name))
	return id != "" && (id == t.ID || id == news.TopicIDOf(plain(t.Name)))
}

func isAll(arg string) bool { return plain(arg) == "all" }

func noTopic(c call, command string, unknown []string, all []news.Topic) error {
	var names []string
	for _, t := range all {
		names = append(names, t.Name)
	}
	near := nearest(c.arg, names, 3)
	var buttons []Button
	for _, name := range near {
		buttons = append(buttons, press(name, command+string(all[slices.Index(names, name)].ID)))
	}
	wrong := say("There is no topic *%s*.", list(unknown, "or"))
	if len(near) == 0 {
		return complain(wrong, say("`/topics` shows all of them."), row(press("All topics", "/topics")))
	}
	return complain(wrong, say("Did you mean *%s*?", list(near, "or")), buttons, row(press("All topics", "/topics")))
}

func titles(topics []news.Topic) string {
	var names []string
	for _, t := range topics {
		names = append(names, t.Name)
	}
	return list(names, "and")
}
