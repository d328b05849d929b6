package bot

import (
	"context"
	"fmt"
	"slices"

	"readout/digest/news"
)

// topicUsage says how a topic is written.
func topicUsage(command string) Reply {
	return answer(
		say("A topic is a name, a colon, and rules that are parted by semicolons: `/%s Energy: any: oil, gas; none: football; about: Who sells power`", command),
		say("*any*: one of these words or phrases. *all*: every one. *none*: not one."),
		say("*people*, *places*: one of these is named. *feeds*: from these feeds or folders only."),
		say("Whole words count, without regard to case and accents. Nothing is saved before you have seen what it would have taken."))
}

// topicAdd shows what a new topic would have taken, and saves it when told to.
func (b *Bot) topicAdd(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return topicUsage("topic_add"), nil
	}
	r, err := parseRules(c.arg)
	if err == nil {
		err = checkName(r.name)
	}
	if err != nil {
		return Reply{}, err
	}
	t, err := b.onto(ctx, news.Topic{ID: news.TopicIDOf(r.name), Name: r.name}, r)
	if err != nil {
		return Reply{}, err
	}
	isThere, err := b.isTaken(ctx, t)
	switch {
	case err != nil:
		return Reply{}, err
	case isThere:
		return topicSaved(t), nil
	case !r.done:
		return b.topicTrial(ctx, c, t)
	}
	if err := b.store.SaveTopic(ctx, t); err != nil {
		return Reply{}, fmt.Errorf("save topic %s: %w", t.ID, err)
	}
	return topicSaved(t), nil
}

// isTaken reports whether the very topic is there already; another one of that
// name is a complaint.
func (b *Bot) isTaken(ctx context.Context, t news.Topic) (bool, error) {
	old, err := b.store.Topic(ctx, t.ID)
	switch {
	case isMissing(err):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("topic %s: %w", t.ID, err)
	case old.Owner != news.Address{}:
		return false, complain(say("The name *%s* is taken.", t.Name), say("Please choose another."))
	case written("", old) != written("", t):
		return false, complain(say("There is a topic *%s* already.", old.Name), say("To change it: `/topic_edit %s: any: ...`", string(old.ID)), row(press("Show it", "/topic_edit "+string(old.ID))))
	}
	return true, nil
}

func (b *Bot) topicTrial(ctx context.Context, c call, t news.Topic) (Reply, error) {
	trials, err := b.try(ctx, c.now, t)
	if err != nil {
		return Reply{}, err
	}
	r := answer(slices.Concat(rulesIn(t), []news.Text{append(say("It would have taken "), trials[0].text()...)}, trials[0].headlines(c))...)
	return r.titled(say("*%s*, not saved yet", t.Name)).with(row(press("Save it", "/topic_add "+written(t.Name, t)+"; save"))), nil
}

// topicSaved tells that a topic is there, and what can be done with it.
func topicSaved(t news.Topic) Reply {
	return answer(say("*%s* is saved; readers find it in `/topics`.", t.Name)).with(
		row(press("Read it myself", "/subscribe "+string(t.ID)), press("Its last 24 hours", "/digest "+string(t.ID)+" 24h"), press("Change it", "/topic_edit "+string(t.ID))))
}
