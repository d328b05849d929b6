package redis

import (
	"context"
	_ "embed"
	"errors"
	"iter"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/save_keyboard.lua
	saveKeyboardLua string
	//go:embed scripts/delete_keyboard.lua
	deleteKeyboardLua string
	//go:embed scripts/drop_keyboards.lua
	dropKeyboardsLua string

	saveKeyboard   = newScript(saveKeyboardLua)
	deleteKeyboard = newScript(deleteKeyboardLua)
	dropKeyboards  = newScript(vacateLua, dropKeyboardsLua)
)

func readKeyboard(raw string) (storage.Keyboard, error) {
	k, err := decoded[storage.Keyboard](raw)
	return storage.KeptKeyboard(k), err
}

func keyboardTag(id string) tag { return spread("k", id) }

func (s *Store) keyboardKeys(t tag) []string {
	return []string{s.key(t, "keyboards"), s.key(t, "keyboards", "ids"), s.key(t, "keyboards", "made")}
}

// SaveKeyboard is storage.Buttons'. The address learns of it before it is
// there, so that whoever erases the address finds it, and again afterwards, as
// the address may have been erased between the two.
func (s *Store) SaveKeyboard(ctx context.Context, k storage.Keyboard) error {
	err := s.act(ctx, func() error {
		if err := s.listKeyboard(ctx, k); err != nil {
			return err
		}
		if err := s.putKeyboard(ctx, k, ""); err != nil {
			return err
		}
		return s.listKeyboard(ctx, k)
	})
	return named(err, "save keyboard %s", k.ID)
}

// BindKeyboard is storage.Buttons'. As in a move, the address where it was sent
// learns of it first, and forgets it again where it is gone.
func (s *Store) BindKeyboard(ctx context.Context, id string, at news.Address, message string) error {
	err := s.act(ctx, func() error {
		return s.untilStill(ctx, func() error { return s.bindKeyboard(ctx, id, at, message) })
	})
	return named(err, "bind keyboard %s", id)
}

func (s *Store) bindKeyboard(ctx context.Context, id string, at news.Address, message string) error {
	k, raw, err := s.keyboard(ctx, id)
	if errors.Is(err, goredis.Nil) {
		return s.unlistKeyboards(ctx, at, []string{id})
	}
	if err != nil {
		return err
	}
	from := k.Address
	k.Address, k.Message = at, message
	if at == from {
		return s.putKeyboard(ctx, k, raw)
	}
	if err := s.listKeyboard(ctx, k); err != nil {
		return err
	}
	if err := s.putKeyboard(ctx, k, raw); err != nil {
		return err
	}
	return s.unlistKeyboards(ctx, from, []string{id})
}

func (s *Store) listKeyboard(ctx context.Context, k storage.Keyboard) error {
	h := s.home(k.Address)
	return s.write(ctx, command{"SADD", h.keyboards, k.ID}, command{"ZADD", h.addresses, 0, member(k.Address)})
}

// putKeyboard writes a keyboard, if it still is as it was read; "" is any.
func (s *Store) putKeyboard(ctx context.Context, k storage.Keyboard, read string) error {
	value, err := encode(storage.KeptKeyboard(k))
	if err != nil {
		return err
	}
	return saveKeyboard.verdict(ctx, s, s.keyboardKeys(keyboardTag(k.ID)), k.ID, millis(k.Made), value, read)
}

// keyboard reads a keyboard, and how it is written there.
func (s *Store) keyboard(ctx context.Context, id string) (k storage.Keyboard, raw string, err error) {
	if raw, err = s.client.HGet(ctx, s.key(keyboardTag(id), "keyboards"), id).Result(); err != nil {
		return k, "", err
	}
	k, err = readKeyboard(raw)
	return k, raw, err
}

// Keyboard is storage.Buttons'.
func (s *Store) Keyboard(ctx context.Context, id string) (storage.Keyboard, error) {
	k, err := do(ctx, s, func() (storage.Keyboard, error) {
		k, _, err := s.keyboard(ctx, id)
		return k, err
	})
	return k, named(err, "keyboard %s", id)
}

// eraseKeyboardsOf forgets the keyboards of an address. Their list is left to
// whoever erases the address.
func (s *Store) eraseKeyboardsOf(ctx context.Context, at news.Address) error {
	ids, err := s.client.SMembers(ctx, s.addressKey("keyboards", at)).Result()
	if err != nil {
		return err
	}
	for _, id := range ids {
		k, raw, err := s.keyboard(ctx, id)
		if errors.Is(err, goredis.Nil) || err == nil && k.Address != at {
			continue
		}
		if err != nil {
			return err
		}
		if err := deleteKeyboard.run(ctx, s, s.keyboardKeys(keyboardTag(id)), id, raw).Err(); err != nil {
			return err
		}
	}
	return nil
}

// moveKeyboards carries the keyboards of an address over to another one.
func (s *Store) moveKeyboards(ctx context.Context, from, to news.Address) error {
	ids, err := s.client.SMembers(ctx, s.addressKey("keyboards", from)).Result()
	if err != nil || len(ids) == 0 {
		return err
	}
	for _, id := range ids {
		if err := s.moveKeyboard(ctx, id, from, to); err != nil {
			return err
		}
	}
	return s.unlistKeyboards(ctx, from, ids)
}

func (s *Store) moveKeyboard(ctx context.Context, id string, from, to news.Address) error {
	for range storage.MostTries {
		k, raw, err := s.keyboard(ctx, id)
		if errors.Is(err, goredis.Nil) || err == nil && k.Address != from {
			return nil
		}
		if err != nil {
			return err
		}
		k.Address = to
		if err := s.listKeyboard(ctx, k); err != nil {
			return err
		}
		if err := s.putKeyboard(ctx, k, raw); !errors.Is(err, errChanged) {
			return err
		}
	}
	return errGivenUp
}

// PruneKeyboards is storage.Buttons'.
func (s *Store) PruneKeyboards(ctx context.Context, t time.Time) (int, error) {
	type step struct{ seen, gone int }
	gone := 0
	for i := 0; i < shards; {
		did, err := do(ctx, s, func() (did step, err error) {
			did.seen, did.gone, err = s.pruneKeyboards(ctx, shard("k", i), t)
			return did, err
		})
		if gone += did.gone; err != nil {
			return gone, named(err, "prune keyboards")
		}
		if did.seen < pruneStep {
			i++
		}
	}
	return gone, nil
}

// pruneKeyboards forgets some of the old ones under one tag. Their addresses
// forget them first: what is broken off then is found again by its age.
func (s *Store) pruneKeyboards(ctx context.Context, t tag, before time.Time) (seen, gone int, err error) {
	keys := s.keyboardKeys(t)
	ids, err := s.before(ctx, keys[2], before, 0)
	if err != nil || len(ids) == 0 {
		return 0, 0, err
	}
	values, err := s.client.HMGet(ctx, keys[0], ids...).Result()
	if err != nil {
		return 0, 0, err
	}
	var args []any
	lists := map[news.Address][]string{}
	for i, id := range ids {
		// Somebody else may have pruned it meanwhile.
		raw, ok := values[i].(string)
		if !ok {
			continue
		}
		k, err := readKeyboard(raw)
		if err != nil {
			return 0, 0, err
		}
		args = append(args, id, raw)
		lists[k.Address] = append(lists[k.Address], id)
	}
	for at, some := range lists {
		if err := s.unlistKeyboards(ctx, at, some); err != nil {
			return 0, 0, err
		}
	}
	gone, err = deleteKeyboard.run(ctx, s, keys, args...).Int()
	return len(ids), gone, err
}

// unlistKeyboards takes keyboards off the list of an address.
func (s *Store) unlistKeyboards(ctx context.Context, at news.Address, ids []string) error {
	h, args := s.home(at), []any{member(at)}
	for _, id := range ids {
		args = append(args, id)
	}
	return dropKeyboards.verdict(ctx, s, []string{h.keyboards, h.addresses, h.subscribers, h.deliveries, h.shown}, args...)
}

// AllKeyboards is storage.Buttons'.
func (s *Store) AllKeyboards(ctx context.Context) iter.Seq2[storage.Keyboard, error] {
	page := func(ctx context.Context, after string) (found []storage.Keyboard, next string, err error) {
		ids, err := s.members(ctx, s.everyShard("k", "keyboards", "ids"), after, pageSize)
		if err != nil {
			return nil, "", err
		}
		found, err = readEach(ctx, s, ids, func(id string) string { return s.key(keyboardTag(id), "keyboards") }, readKeyboard)
		return found, nextAfter(ids, pageSize), err
	}
	return list[storage.Keyboard]{noun: "keyboards", page: page}.from(ctx, s, "")
}
