package bot

import (
	"context"
	"fmt"
	"slices"

	"readout/digest/news"
)

// topicEdit shows a topic, or what a change of its rules would have done, and
// saves the change when told to.
func (b *Bot) topicEdit(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.topicPicker(ctx, "Which topic is to be changed?", "/topic_edit ")
	}
	r, err := parseRules(c.arg)
	if err != nil {
		return Reply{}, err
	}
	old, err := b.topicNamed(ctx, r.name, "/topic_edit ")
	if err != nil {
		return Reply{}, err
	}
	t, err := b.onto(ctx, old, r)
	if err != nil {
		return Reply{}, err
	}
	if len(r.lists) == 0 && r.about == nil {
		return b.topicShown(ctx, c, old)
	}
	if r.done {
		if err := b.store.SaveTopic(ctx, t); err != nil {
			return Reply{}, fmt.Errorf("save topic %s: %w", t.ID, err)
		}
		return topicSaved(t), nil
	}
	return b.topicCompared(ctx, c, old, t)
}

// topicNamed is everybody's topic of a name.
func (b *Bot) topicNamed(ctx context.Context, name, command string) (news.Topic, error) {
	all, err := b.offered(ctx, call{})
	if err != nil {
		return news.Topic{}, err
	}
	at := slices.IndexFunc(all, func(t news.Topic) bool { return matches(t, name) })
	if at < 0 {
		return news.Topic{}, noTopic(call{arg: name}, command, []string{echo(name)}, all)
	}
	return all[at], nil
}

func (b *Bot) topicPicker(ctx context.Context, question, command string) (Reply, error) {
	all, err := b.offered(ctx, call{})
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return answer(say("There are no topics yet."), say("To make one: `/topic_add Energy: any: oil, gas`")).with(row(press("Add a topic", "/topic_add"))), nil
	}
	var buttons []Button
	for _, t := range all[:min(len(all), mostKept)] {
		buttons = append(buttons, press(t.Name, command+string(t.ID)))
	}
	return answer(say(question)).with(grid(buttons, 2)...), nil
}

func (b *Bot) topicShown(ctx context.Context, c call, t news.Topic) (Reply, error) {
	trials, err := b.try(ctx, c.now, t)
	if err != nil {
		return Reply{}, err
	}
	readers, err := b.readersOf(ctx, t.ID)
	if err != nil {
		return Reply{}, err
	}
	r := answer(slices.Concat(rulesIn(t), []news.Text{
		say("Read by *%s*.", count(readers, "reader")), append(say("It takes "), trials[0].text()...),
		say("To replace a list, name it alone, such as `/topic_edit %s: none: football`; `none:` without a word empties it.", string(t.ID)),
	})...)
	return r.titled(say("*%s*", t.Name)).with(row(press("Remove it", "/topic_remove "+string(t.ID)))), nil
}

// topicCompared shows a topic before and after a change.
func (b *Bot) topicCompared(ctx context.Context, c call, old, t news.Topic) (Reply, error) {
	trials, err := b.try(ctx, c.now, old, t)
	if err != nil {
		return Reply{}, err
	}
	r := answer(slices.Concat(rulesIn(old), []news.Text{append(say("It takes "), trials[0].text()...)})...).titled(say("*%s*, as it is", t.Name))
	r.Blocks = append(r.Blocks, news.Block{Kind: news.Title, Text: say("After the change, not saved yet")})
	r = r.and(slices.Concat(rulesIn(t), []news.Text{append(say("It would take "), trials[1].text()...)}, trials[1].headlines(c))...)
	return r.with(row(press("Save the change", "/topic_edit "+written(string(t.ID), t)+"; save"), press("Leave it", "/topic_edit "+string(t.ID)))), nil
}

// readersOf counts the readers of a topic.
func (b *Bot) readersOf(ctx context.Context, id news.TopicID) (int, error) {
	n := 0
	for s, err := range b.store.AllSubscribers(ctx) {
		if err != nil {
			return 0, fmt.Errorf("subscribers: %w", err)
		}
		if slices.Contains(s.Topics, id) {
			n++
		}
	}
	return n, nil
}
