package redis

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"readout/digest/news"
)

// shards is over how many tags spreads what grows. It is part of what is
// stored: another number would look for things where they are not.
const shards = 16

// tag is what a cluster places a key by.
type tag string

const (
	metaTag   tag = "meta"
	updateTag tag = "update"
	leaseTag  tag = "lease"
	accessTag tag = "access"
)

// key makes a key of a tag and the parts of its name.
func (s *Store) key(t tag, parts ...string) string {
	return s.prefix + "{" + string(t) + "}:" + strings.Join(parts, ":")
}

// spread names the tag of a family that a text belongs to: "e7" for the
// family "e".
func spread(family, text string) tag { return shard(family, shardOf(text)) }

func shardOf(text string) int {
	h := fnv.New32a()
	h.Write([]byte(text))
	return int(h.Sum32() % shards)
}

func shard(family string, n int) tag { return tag(family + strconv.Itoa(n)) }

// everyShard is the key of that name under each tag of a family.
func (s *Store) everyShard(family string, parts ...string) []string {
	keys := make([]string, shards)
	for i := range keys {
		keys[i] = s.key(shard(family, i), parts...)
	}
	return keys
}

// chatTag is the tag of all that is kept of a chat and its threads, but for
// what is shared with others.
func chatTag(chat int64) tag { return shard("d", chatShard(chat)) }

func chatShard(chat int64) int { return shardOf(strconv.FormatInt(chat, 10)) }

// addressKey is a key of one address, where a name stands before it.
func (s *Store) addressKey(name string, at news.Address) string {
	return s.key(chatTag(at.Chat), name, at.String())
}

// ordered writes a number as 16 hexadecimal digits that sort as it does.
func ordered(n int64) string { return fmt.Sprintf("%016x", uint64(n)^1<<63) }

func unordered(digits string) (int64, error) {
	n, err := strconv.ParseUint(digits, 16, 64)
	if err != nil {
		return 0, fmt.Errorf("stored key is damaged: %w", err)
	}
	return int64(n ^ 1<<63), nil
}

// member writes an address as a member of an index, in the order of chats,
// then threads.
func member(at news.Address) string { return ordered(at.Chat) + ordered(int64(at.Thread)) }

// memberLength is how long the members of addresses are.
const memberLength = 32

// addressOf reads the address with which a member begins.
func addressOf(member string) (news.Address, error) {
	if len(member) < memberLength {
		return news.Address{}, fmt.Errorf("stored key is damaged: %q", member)
	}
	chat, err := unordered(member[:16])
	if err != nil {
		return news.Address{}, err
	}
	thread, err := unordered(member[16:memberLength])
	return news.Address{Chat: chat, Thread: int(thread)}, err
}

// hashed is text of any kind as part of a key.
func hashed(text string) string {
	h := fnv.New128a()
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}
