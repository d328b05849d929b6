package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readout/digest/news"
)

// topicsShown is how many topics a page of the picker holds.
const topicsShown = 8

// topics shows the topics to choose from, a page at a time.
func (b *Bot) topics(ctx context.Context, c call) (Reply, error) {
	word, page := parseTopics(c.arg)
	return b.picker(ctx, c, word, page)
}

// parseTopics reads "word 2": a word that the topics must hold, and a page.
func parseTopics(arg string) (word string, page int) {
	fields := strings.Fields(arg)
	if n := len(fields); n > 0 {
		if p, err := strconv.Atoi(fields[n-1]); err == nil && p > 0 && p < 1000 {
			fields, page = fields[:n-1], p-1
		}
	}
	return strings.Join(fields, " "), page
}

func (b *Bot) picker(ctx context.Context, c call, word string, page int) (Reply, error) {
	all, err := b.offered(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return answer(say("There are no topics yet: whoever runs this bot adds them."), say("You can follow people all the same: `/follow Prado`")), nil
	}
	some := slices.DeleteFunc(slices.Clone(all), func(t news.Topic) bool {
		return !strings.Contains(plain(t.Name+" "+t.About), plain(word))
	})
	if len(some) == 0 {
		return Reply{}, complain(say("No topic is called like *%s*.", echo(word)), say("`/topics` shows all %s.", count(len(all), "topic")), row(press("All topics", "/topics")))
	}
	page = min(page, (len(some)-1)/topicsShown)
	from := page * topicsShown
	shown := some[from:min(from+topicsShown, len(some))]
	r := answer(topicLines(shown)...).titled(say("You read *%s* of %s.", strconv.Itoa(reading(c.reader, all)), count(len(all), "topic")))
	r.Edit = c.Pressed
	return r.with(topicButtons(c.reader, shown)...).with(turns("/topics "+word, page, topicsShown, len(some))), nil
}

func reading(s news.Subscriber, all []news.Topic) int {
	n := 0
	for _, t := range all {
		if slices.Contains(s.Topics, t.ID) {
			n++
		}
	}
	return n
}

// offered are the topics that a chat can choose: everyone's and its own.
func (b *Bot) offered(ctx context.Context, c call) ([]news.Topic, error) {
	var topics []news.Topic
	for t, err := range b.store.AllTopics(ctx) {
		if err != nil {
			return nil, fmt.Errorf("topics: %w", err)
		}
		if (t.Owner == news.Address{} || t.Owner == c.At) {
			topics = append(topics, t)
		}
	}
	return topics, nil
}

func topicLines(topics []news.Topic) []news.Text {
	var lines []news.Text
	for _, t := range topics {
		if t.About != "" {
			lines = append(lines, say("*%s* – %s", t.Name, t.About))
		}
	}
	return lines
}

// topicButtons are the topics, each with the command for its other state.
func topicButtons(s news.Subscriber, topics []news.Topic) [][]Button {
	var buttons []Button
	for _, t := range topics {
		mine := slices.Contains(s.Topics, t.ID)
		command := "/subscribe "
		if mine {
			command = "/unsubscribe "
		}
		buttons = append(buttons, press(chosen(mine, t.Name), command+string(t.ID)))
	}
	return grid(buttons, 2)
}
