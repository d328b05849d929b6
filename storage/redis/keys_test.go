package redis_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

// dump is all keys of a server with all that they hold.
func dump(t testing.TB, s *redis.Store) map[string]string {
	t.Helper()
	ctx, c := t.Context(), s.Client()
	all := map[string]string{}
	scan := c.Scan(ctx, 0, "*", 1000).Iterator()
	for scan.Next(ctx) {
		key := scan.Val()
		var held any
		var err error
		switch kind := c.Type(ctx, key).Val(); kind {
		case "string":
			held, err = c.Get(ctx, key).Result()
		case "hash":
			held, err = c.HGetAll(ctx, key).Result()
		case "zset":
			held, err = c.ZRangeWithScores(ctx, key, 0, -1).Result()
		case "set":
			var members []string
			members, err = c.SMembers(ctx, key).Result()
			slices.Sort(members)
			held = members
		default:
			t.Fatalf("%s is a %s", key, kind)
		}
		if err != nil {
			t.Fatal(err)
		}
		all[key] = fmt.Sprint(held)
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestErasedWithoutATrace holds that nothing in any key is left of a chat whose
// addresses were deleted, but the editions that others may share.
func TestErasedWithoutATrace(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	settle(t, s, 8)
	for thread := range 2 {
		if err := s.SaveEdition(t.Context(), editionOf(thread)); err != nil {
			t.Fatal(err)
		}
	}
	impersonal := func(key, _ string) bool {
		return strings.HasSuffix(key, ":marks") || strings.HasSuffix(key, ":fence") || strings.HasSuffix(key, ":turns") || strings.HasSuffix(key, ":topics:version")
	}
	before := dump(t, s)
	maps.DeleteFunc(before, impersonal)
	settle(t, s, -5)
	for thread := range 2 {
		if err := s.DeleteSubscriber(t.Context(), news.Address{Chat: -5, Thread: thread}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.DeleteGuest(t.Context(), -5); err != nil {
		t.Fatal(err)
	}
	after := dump(t, s)
	maps.DeleteFunc(after, impersonal)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("before the chat came and after it was erased (-before +after):\n%s", diff)
	}
}

// TestMovedWithoutATrace holds the same of a chat that was moved.
func TestMovedWithoutATrace(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	settle(t, s, -5)
	if err := s.MoveChat(t.Context(), -5, -100777); err != nil {
		t.Fatal(err)
	}
	for key, held := range dump(t, s) {
		// The ids of topics and keyboards are names alone.
		told := strings.NewReplacer("own--5", "", "k-5", "", "Readers -5", "").Replace(key + " " + held)
		for _, trace := range []string{"-5", "7ffffffffffffffb"} {
			if strings.Contains(told, trace) && !strings.Contains(key, "readout:{meta}") {
				t.Errorf("%s holds %q: %s", key, trace, held)
			}
		}
	}
}

// TestNoTextInKeys puts a word wherever people can write one, and looks for it
// in the keys.
func TestNoTextInKeys(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	ctx, at, word := t.Context(), news.Address{Chat: 1}, "*{Kingfisher}?"
	d := deliveryTo(at, 0)
	d.Key.Slot, d.Edition = word, news.EditionID(word)
	for name, act := range map[string]func() error{
		"subscriber": func() error {
			_, err := s.UpdateSubscriber(ctx, at, func(sub *news.Subscriber) error {
				sub.Name, sub.Followed, sub.Topics = word, []string{word}, []news.TopicID{news.TopicID(word)}
				return nil
			})
			return err
		},
		"deliveries": func() error { return s.RestoreDeliveries(ctx, []news.Delivery{d}) },
		"editions":   func() error { return s.SaveEdition(ctx, news.Edition{ID: news.EditionID(word)}) },
		"shown": func() error {
			return s.MarkShown(ctx, storage.Shown{Address: at, Message: word, Edition: news.EditionID(word)})
		},
		"keyboards": func() error {
			return s.SaveKeyboard(ctx, storage.Keyboard{ID: word, Address: at, Commands: []string{word}})
		},
		"updates":    func() error { _, err := s.BeginUpdate(ctx, word, 1, noon); return err },
		"leases":     func() error { _, err := s.TakeLease(ctx, word, word, noon, time.Minute); return err },
		"guests":     func() error { return s.SaveGuest(ctx, news.Guest{ID: 1, Name: word}) },
		"door":       func() error { return s.SetDoor(ctx, news.Door(word)) },
		"invitation": func() error { return s.SaveInvitation(ctx, news.Invitation{Code: word}) },
		"topics":     func() error { return s.SaveTopic(ctx, news.Topic{ID: news.TopicID(word), Name: word}) },
		"sources":    func() error { return s.SaveSource(ctx, news.Source{ID: news.SourceID(word), URL: word}) },
		"aliases":    func() error { return s.SaveAlias(ctx, news.Alias{Name: word, Of: word}) },
	} {
		if err := act(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for key := range dump(t, s) {
		if strings.Contains(strings.ToLower(key), "kingfisher") {
			t.Errorf("the key %s holds what somebody wrote", key)
		}
	}
}

// TestStrict holds that the hook by which all this is tested refuses what a
// cluster would.
func TestStrict(t *testing.T) {
	t.Parallel()
	c := open(t, imitation(t), redis.Options{}).Client()
	ctx := t.Context()
	pair := func(p interface {
		Do(ctx context.Context, args ...any) *goredis.Cmd
	}) {
		p.Do(ctx, "set", "{a}:x", 1)
		p.Do(ctx, "set", "{b}:x", 1)
	}
	for name, c := range map[string]struct {
		err  error
		fine bool
	}{
		"keys of two tags":             {err: c.Del(ctx, "{a}:x", "{b}:x").Err()},
		"keys of one tag":              {err: c.Del(ctx, "{a}:x", "{a}:y").Err(), fine: true},
		"a key without a tag":          {err: c.Set(ctx, "x", 1, 0).Err()},
		"a script with keys of two":    {err: c.Eval(ctx, "return 1", []string{"{a}:x", "{b}:x"}).Err()},
		"a script with keys of one":    {err: c.Eval(ctx, "return 1", []string{"{a}:x", "{a}:y"}, "x").Err(), fine: true},
		"a pipeline over two tags":     {err: pipelined(c.Pipelined(ctx, func(p goredis.Pipeliner) error { pair(p); return nil })), fine: true},
		"a transaction over two tags":  {err: pipelined(c.TxPipelined(ctx, func(p goredis.Pipeliner) error { pair(p); return nil }))},
		"a union of keys of two tags":  {err: c.Do(ctx, "zunion", 2, "{a}:x", "{b}:x").Err()},
		"a command that is given none": {err: c.Ping(ctx).Err(), fine: true},
	} {
		if (c.err == nil) != c.fine {
			t.Errorf("%s: %v", name, c.err)
		}
	}
}

func pipelined(_ any, err error) error { return err }
