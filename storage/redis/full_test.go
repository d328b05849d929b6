package redis_test

import (
	"fmt"
	"strings"
	"testing"

	"readout/digest/news"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

// TestD7ServerFull fills a server up to its limit, and holds that each act was
// done whole or refused, and that what is there can be read, served and
// erased.
func TestD7ServerFull(t *testing.T) {
	t.Parallel()
	s := open(t, redisserver.Start(t, "--appendonly", "no", "--maxmemory", "4mb").URL(), redis.Options{})
	holder := settle(t, s, -5)
	note := strings.Repeat("long ", 2000)
	saved := 0
	for ; ; saved++ {
		_, err := s.UpdateSubscriber(t.Context(), news.Address{Chat: int64(saved) + 1}, func(sub *news.Subscriber) error {
			sub.Name = note
			return nil
		})
		if err != nil {
			if !strings.Contains(err.Error(), "OOM") {
				t.Error(err)
			}
			break
		}
		if saved > 5000 {
			t.Fatal("the server is never full")
		}
	}
	if n := len(listed(t, s.AllSubscribers(t.Context()))); n != saved+2 {
		t.Errorf("%d subscribers are there, %d were saved", n, saved+2)
	}
	refused := map[string]error{
		"move":   s.MoveChat(t.Context(), -5, 7777777),
		"finish": s.FinishDelivery(t.Context(), holder, news.DeliveryKey{}, noon, oneMore),
	}
	for act, err := range refused {
		if err == nil || !strings.Contains(err.Error(), "OOM") {
			t.Errorf("%s: %v", act, err)
		}
	}
	for chat := range saved {
		if err := s.DeleteSubscriber(t.Context(), news.Address{Chat: int64(chat) + 1}); err != nil {
			t.Fatal(fmt.Errorf("make room: %w", err))
		}
	}
	if err := s.FinishDelivery(t.Context(), holder, news.DeliveryKey{}, noon, oneMore); err != nil {
		t.Error(err)
	}
	if sub, err := s.Subscriber(t.Context(), holder.Subscriber.Address); err != nil || sub.Cursor != 8 {
		t.Errorf("cursor %d, %v", sub.Cursor, err)
	}
}
