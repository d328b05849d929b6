package storagetest

import (
	"errors"
	"fmt"
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var topics = []exam{
	{"saved, replaced, listed by id, deleted", examTopics},
	{"a list longer than a page", examManyTopics},
}

func examTopics(t *testing.T, s storage.Store) {
	alps := news.Topic{ID: "alps", Name: "Alps", Sources: []news.SourceID{"bell"}, Any: []string{"snow", "ski lift"}, Owner: news.Address{Chat: -4, Thread: 2}}
	seas := news.Topic{ID: "seas", Name: "Seas", People: []string{"Ana Prado"}}
	must(t, s.SaveTopic(t.Context(), seas))
	must(t, s.SaveTopic(t.Context(), news.Topic{ID: "alps", Name: "Old", None: []string{"x"}}))
	must(t, s.SaveTopic(t.Context(), alps))
	same(t, "topic", got[news.Topic](t)(s.Topic(t.Context(), "alps")), alps)
	same(t, "topics", collect(t, s.AllTopics(t.Context())), []news.Topic{alps, seas})
	must(t, s.DeleteTopic(t.Context(), "alps"))
	must(t, s.DeleteTopic(t.Context(), "alps"))
	if _, err := s.Topic(t.Context(), "alps"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a deleted topic: %v", err)
	}
	same(t, "topics", collect(t, s.AllTopics(t.Context())), []news.Topic{seas})
}

func examManyTopics(t *testing.T, s storage.Store) {
	var want []news.Topic
	for i := range several {
		topic := news.Topic{ID: news.TopicID(fmt.Sprintf("t%03d", i)), Name: "T"}
		want = append(want, topic)
		must(t, s.SaveTopic(t.Context(), topic))
	}
	same(t, "topics", collect(t, s.AllTopics(t.Context())), want)
}
