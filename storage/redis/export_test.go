package redis

import (
	"context"
	"fmt"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
)

// OpenStrict opens a store that fails whatever a cluster would refuse.
func OpenStrict(ctx context.Context, address string, o Options) (*Store, error) {
	o.hooks = append(o.hooks, strict{})
	return Open(ctx, address, o)
}

// OpenHooked is OpenStrict, with hooks that see each command first.
func OpenHooked(ctx context.Context, address string, o Options, hooks ...goredis.Hook) (*Store, error) {
	o.hooks = append(o.hooks, hooks...)
	return OpenStrict(ctx, address, o)
}

// Client is what the store speaks through.
func (s *Store) Client() goredis.UniversalClient { return s.client }

// AddressKey is a key of what is kept of an address.
func (s *Store) AddressKey(name string, at news.Address) string { return s.addressKey(name, at) }

// ChatKey is a key of what is kept under the tag of a chat.
func (s *Store) ChatKey(name string, chat int64) string { return s.key(chatTag(chat), name) }

// LeaseKey is the key of a lease.
func (s *Store) LeaseKey(name string) string { return s.leaseKey(name) }

// Member is an address as a member of an index.
var Member = member

// HoldJournal is as if somebody worked off the journal, until release.
func (s *Store) HoldJournal() (release func()) {
	s.indexing <- struct{}{}
	return func() { <-s.indexing }
}

// Judge is what a server is taken for by what it tells, where it is to be
// Alone.
var Judge = judge

const Alone = alone

// Reading is what an address was read as: "form db master user password hosts".
func Reading(address string) (string, error) {
	form, o, err := parseAddress(address)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %d %q %q %q %v tls=%v", form, o.DB, o.MasterName, o.Username+":"+o.Password, o.SentinelUsername+":"+o.SentinelPassword, o.Addrs, o.TLSConfig != nil), nil
}

// Counting are the scripts, by hash, that answer how many things
// they did.
func Counting() []string {
	var all []string
	for _, sc := range []script{pruneEditions, pruneDeliveries, pruneShown, pruneUpdates, deleteKeyboard} {
		all = append(all, sc.plain.Hash(), sc.gated.Hash())
	}
	return all
}

// MissHalf makes a store miss every second of the writes, and of what it reads,
// as if other processes had made them after it looked.
func (s *Store) MissHalf() {
	n := 0
	s.memo.misses = func() bool { n++; return n%2 == 0 }
}

// Remembered is how many entries and bytes a store remembers of readers, and
// how many bytes it may.
func (s *Store) Remembered() (entries, bytes, most int) {
	for _, some := range []map[string]remembered{s.memo.young, s.memo.old} {
		for key, r := range some {
			entries++
			bytes += len(key) + len(r.version) + len(r.value)
		}
	}
	return entries, bytes, memoSize
}

// RememberedTopics is how many topics a store remembers.
func (s *Store) RememberedTopics() int { return len(s.topicList.values) }

// Written is a subscriber as it stands in the store.
type Written string

// Write writes a subscriber.
func Write(sub news.Subscriber) Written { return Written(write(sub)) }

// Read reads it, as the one at an address.
func (w Written) Read(at news.Address) (news.Subscriber, error) { return written(w).read(at) }
