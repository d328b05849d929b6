package redis_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

// older puts a subscriber into a store as format 1 kept it.
func older(t *testing.T, s *redis.Store, sub news.Subscriber, fields ...any) {
	t.Helper()
	ctx, at := t.Context(), sub.Address
	raw, err := json.Marshal(sub)
	must(t, err)
	due := ""
	if !sub.Due.IsZero() {
		due = fmt.Sprint(sub.Due.At.UnixMilli())
		must(t, s.Client().ZAdd(ctx, s.ChatKey("free", at.Chat), goredis.Z{Score: float64(sub.Due.At.UnixMilli()), Member: redis.Member(at)}).Err())
	}
	must(t, s.Client().HSet(ctx, s.AddressKey("subscriber", at), append([]any{"version", strings.Repeat("a", 16), "due", due, "subscriber", string(raw)}, fields...)...).Err())
	must(t, s.Client().ZAdd(ctx, s.ChatKey("addresses", at.Chat), goredis.Z{Member: redis.Member(at)}).Err())
}

// TestUpgrade holds that what format 1 kept is all there when the store is
// opened: settings, dues, claims, and who was given back for later.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	s := open(t, address, redis.Options{})
	ctx := t.Context()
	until := fmt.Sprint(noon.Add(time.Minute).UnixMilli())
	var subs []news.Subscriber
	for n := range int64(90) {
		sub := news.Subscriber{Address: news.Address{Chat: n - 5, Thread: int(n % 2)}, Name: fmt.Sprint("Reader ", n), Topics: []news.TopicID{"asia"}}
		if n != 1 {
			sub.Due = news.Slot{Date: "2031-03-04", Time: 480, At: noon.Add(time.Duration(n) * time.Minute)}
		}
		subs = append(subs, sub)
	}
	older(t, s, subs[0], "held", until, "fence", 77, "last", 77, "owner", "an owner")
	older(t, s, subs[1])
	older(t, s, subs[2], "held", until, "last", 70)
	for _, sub := range subs[3:] {
		older(t, s, sub)
	}
	must(t, s.Client().Set(ctx, "readout:{meta}:format", 1, 0).Err())
	s = open(t, address, redis.Options{})
	if diff := cmp.Diff(subs, listed(t, s.AllSubscribers(ctx))); diff != "" {
		t.Errorf("subscribers (-want +got):\n%s", diff)
	}
	for key := range dump(t, s) {
		if strings.Contains(key, ":subscriber:") || strings.HasSuffix(key, ":free") || strings.HasSuffix(key, ":addresses") {
			t.Errorf("%s is left", key)
		}
	}
	soon := noon.Add(59 * time.Second)
	if claims, err := s.ClaimDue(ctx, soon, "o", time.Minute, 9); err != nil || len(claims) != 0 {
		t.Errorf("claimed from their holders: %+v, %v", claims, err)
	}
	held := storage.Claim{Subscriber: subs[0], Fence: 77}
	must(t, s.FinishDelivery(ctx, held, news.DeliveryKey{}, soon, func(sub *news.Subscriber) error { sub.Due.At = noon.Add(time.Hour); return nil }))
	if err := s.FinishDelivery(ctx, held, news.DeliveryKey{}, soon, func(*news.Subscriber) error { return nil }); !errors.Is(err, storage.ErrLost) {
		t.Errorf("finished twice: %v", err)
	}
	claims, err := s.ClaimDue(ctx, noon.Add(3*time.Minute), "o", time.Minute, 9)
	if err != nil || len(claims) != 2 || claims[0].Subscriber.Address != subs[2].Address || claims[1].Subscriber.Address != subs[3].Address {
		t.Errorf("claimed: %+v, %v", claims, err)
	}
}

// TestUpgradeBesideAnEarlierVersion holds that a store is not brought over while
// a process of format 1 speaks, and that none can speak once it was.
func TestUpgradeBesideAnEarlierVersion(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	s := open(t, address, redis.Options{})
	ctx := t.Context()
	lease, err := s.TakeLease(ctx, "telegram", "old", noon, time.Minute)
	must(t, err)
	older(t, s, news.Subscriber{Address: news.Address{Chat: 7}, Name: "Reader", Topics: []news.TopicID{"asia"}})
	must(t, s.Client().Set(ctx, "readout:{meta}:format", 1, 0).Err())
	key := s.LeaseKey("telegram")
	must(t, s.Client().HDel(ctx, key, "ends").Err())
	now, err := s.Now(ctx)
	must(t, err)
	must(t, s.Client().HSet(ctx, key, "until", now.Add(time.Minute).UnixMilli()).Err())
	before := dump(t, s)
	if _, err := redis.Open(ctx, address, redis.Options{}); err == nil || !strings.Contains(err.Error(), "a process of that version is at work") {
		t.Fatalf("opened beside an earlier version: %v", err)
	}
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Errorf("was changed (-before +after):\n%s", diff)
	}
	must(t, s.Client().HSet(ctx, key, "until", now.Add(-time.Second).UnixMilli()).Err())
	s = open(t, address, redis.Options{})
	kept := func(when string) {
		t.Helper()
		// What a process of format 1 asks before it takes a lease.
		if until, err := s.Client().HGet(ctx, key, "until").Int64(); err != nil || until < now.AddDate(1000, 0, 0).UnixMilli() {
			t.Errorf("%s, an earlier version may speak: %d, %v", when, until, err)
		}
	}
	kept("brought over")
	next, err := s.TakeLease(ctx, "telegram", "new", noon, time.Minute)
	if err != nil || next.Fence != lease.Fence+1 {
		t.Errorf("taken by the next: %+v, %v", next, err)
	}
	kept("taken")
	must(t, s.DropLease(ctx, next))
	kept("dropped")
}
