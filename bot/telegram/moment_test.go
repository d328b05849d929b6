package telegram_test

import (
	"slices"
	"testing"

	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

// moments is an edition whose last line names one, with what else stands there.
func moments() news.Edition {
	return news.NewEdition([]news.Block{
		{Kind: news.Item, Number: 1, Text: news.Text{{Words: "Ana Prado", Style: news.Bold}, {Words: " <tg-time unix=\"1\"> met Tom Reyes"}}},
		{Kind: news.Note, Text: news.Text{
			{Words: "That is all. Next ", Style: news.Faint}, {Words: "Wed 08:00 Baku", Style: news.Faint, At: monday}, {Words: ".", Style: news.Faint},
		}},
	}, nil, monday)
}

// The moment of the next digest is one to whoever reads it, and its words stay.
func TestAMomentIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	if r := w.send(news.Address{Chat: reader}, moments()); r.Outcome != news.Arrived {
		t.Fatalf("%+v", r)
	}
	a := w.there.Arrivals(reader)[0]
	is := slices.IndexFunc(a.Entities, func(e sandbox.Entity) bool { return e.Type == "date_time" })
	if is < 0 || a.Entities[is].UnixTime != monday.Unix() || a.Entities[is].Format != "" || a.Entities[is].Length != len("Wed 08:00 Baku") {
		t.Errorf("entities %+v", a.Entities)
	}
	if want := "1 Ana Prado <tg-time unix=\"1\"> met Tom Reyes\n\nThat is all. Next Wed 08:00 Baku."; a.Text != want {
		t.Errorf("got %q", a.Text)
	}
	w.fine()
}

// A server that is too old for moments gets the words, with all other markup.
func TestAServerThatKnowsNoMoments(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	if err := w.there.Inject(sandbox.Fault{Method: "sendMessage", Kind: "refuse", Code: 400, Description: `Bad Request: can't parse entities: Unsupported start tag "tg-time" at byte offset 70`}); err != nil {
		t.Fatal(err)
	}
	if r := w.send(news.Address{Chat: reader}, moments()); r.Outcome != news.Arrived {
		t.Fatalf("%+v", r)
	}
	a := w.there.Arrivals(reader)[0]
	bold := slices.ContainsFunc(a.Entities, func(e sandbox.Entity) bool { return e.Type == "bold" })
	moment := slices.ContainsFunc(a.Entities, func(e sandbox.Entity) bool { return e.Type == "date_time" })
	if !bold || moment || !w.log.has("without=times") {
		t.Errorf("entities %+v; the log says\n%s", a.Entities, w.log)
	}
}
