package redis

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/mark_shown.lua
	markShownLua string
	//go:embed scripts/prune_shown.lua
	pruneShownLua string

	markShown  = newScript(markShownLua)
	pruneShown = newScript(vacateLua, pruneShownLua)
)

// messageField names a message in the hash of what was shown, beside the
// number of the one noted last.
func messageField(message string) string { return "m" + message }

// noted is what a message shows, and its place in the order of noting.
type noted struct {
	storage.Shown
	number int64
}

// readShown reads "<number> <instant> <edition>".
func readShown(at news.Address, field, raw string) (noted, error) {
	parts := strings.SplitN(raw, " ", 3)
	if len(parts) != 3 {
		return noted{}, fmt.Errorf("stored value is damaged: %q", raw)
	}
	number, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil {
		return noted{}, fmt.Errorf("stored value is damaged: %w", err)
	}
	when, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return noted{}, fmt.Errorf("stored value is damaged: %w", err)
	}
	return noted{storage.Shown{Address: at, Message: field[1:], Edition: news.EditionID(parts[2]), At: instant(when)}, number}, nil
}

// readAllShown reads all that was shown to an address, in the order in which it
// was noted.
func readAllShown(at news.Address, hash map[string]string) ([]noted, error) {
	var all []noted
	for field, raw := range hash {
		if !strings.HasPrefix(field, messageField("")) {
			continue
		}
		n, err := readShown(at, field, raw)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b noted) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.Message, b.Message))
	})
	return all, nil
}

// MarkShown is storage.Editions'. The edition is told of its use first, so
// that it is there as long as a message shows it.
func (s *Store) MarkShown(ctx context.Context, sh storage.Shown) error {
	return named(s.act(ctx, func() error { return s.putShown(ctx, sh) }), "mark shown to %s", sh.Address)
}

func (s *Store) putShown(ctx context.Context, sh storage.Shown) error {
	if err := s.useEdition(ctx, sh.Edition, sh.At); err != nil {
		return err
	}
	h := s.home(sh.Address)
	return markShown.verdict(ctx, s, []string{h.shown, h.showing, h.addresses}, member(sh.Address), sh.Message, millis(sh.At), string(sh.Edition))
}

// LastShown is storage.Editions'.
func (s *Store) LastShown(ctx context.Context, at news.Address, message string) (storage.Shown, error) {
	sh, err := do(ctx, s, func() (storage.Shown, error) {
		key := s.addressKey("shown", at)
		if message != "" {
			raw, err := s.client.HGet(ctx, key, messageField(message)).Result()
			if err != nil {
				return storage.Shown{}, err
			}
			n, err := readShown(at, messageField(message), raw)
			return n.Shown, err
		}
		hash, err := s.client.HGetAll(ctx, key).Result()
		if err != nil {
			return storage.Shown{}, err
		}
		return latest(at, hash)
	})
	return sh, named(err, "last shown to %s", at)
}

// latest is what was shown last; of several at one instant, what was noted
// last.
func latest(at news.Address, hash map[string]string) (storage.Shown, error) {
	all, err := readAllShown(at, hash)
	if err != nil {
		return storage.Shown{}, err
	}
	if len(all) == 0 {
		return storage.Shown{}, storage.ErrNotFound
	}
	last := slices.MaxFunc(all, func(a, b noted) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.number, b.number)) })
	return last.Shown, nil
}

// AllShown is storage.Editions'.
func (s *Store) AllShown(ctx context.Context) iter.Seq2[storage.Shown, error] {
	return list[storage.Shown]{noun: "what was shown", page: s.shownAfter}.from(ctx, s, "")
}

func (s *Store) shownAfter(ctx context.Context, after string) (found []storage.Shown, next string, err error) {
	addresses, next, err := s.addressesAfter(ctx, after, addressStep)
	if err != nil {
		return nil, "", err
	}
	hashes, err := s.hashes(ctx, len(addresses), func(i int) string { return s.addressKey("shown", addresses[i]) })
	if err != nil {
		return nil, "", err
	}
	for i, hash := range hashes {
		all, err := readAllShown(addresses[i], hash)
		if err != nil {
			return nil, "", err
		}
		for _, n := range all {
			found = append(found, n.Shown)
		}
	}
	return found, next, nil
}

// RestoreShown is storage.Restores'. Each is an act of its own, in their
// order.
func (s *Store) RestoreShown(ctx context.Context, shown []storage.Shown) error {
	return restore(ctx, s, "what was shown", shown, func(some []storage.Shown) error {
		for _, sh := range some {
			if err := s.putShown(ctx, sh); err != nil {
				return err
			}
		}
		return nil
	})
}

// pruneShown forgets old messages whose editions are gone.
func (s *Store) pruneShown(ctx context.Context, t tag, before time.Time) error {
	for kept := 0; ; {
		type step struct{ seen, kept int }
		did, err := do(ctx, s, func() (did step, err error) {
			old, err := s.before(ctx, s.key(t, "showing"), before, kept)
			if err != nil {
				return did, err
			}
			did.seen = len(old)
			err = eachAddress(old, func(at news.Address, messages []string) error {
				n, err := s.forgetShown(ctx, at, messages)
				did.kept += len(messages) - n
				return err
			})
			return did, err
		})
		if err != nil || did.seen < pruneStep {
			return err
		}
		kept += did.kept
	}
}

// forgetShown forgets of some messages those whose edition is gone, and
// returns how many.
func (s *Store) forgetShown(ctx context.Context, at news.Address, messages []string) (int, error) {
	h := s.home(at)
	values, err := s.fields(ctx, len(messages), func(i int) (string, string) { return h.shown, messageField(messages[i]) })
	if err != nil {
		return 0, err
	}
	args := []any{member(at)}
	for i, raw := range values {
		if raw == nil {
			continue
		}
		n, err := readShown(at, messageField(messages[i]), *raw)
		if err != nil {
			return 0, err
		}
		there, err := s.client.HExists(ctx, s.key(editionTag(n.Edition), "editions"), string(n.Edition)).Result()
		if err != nil {
			return 0, err
		}
		if !there {
			args = append(args, messages[i], *raw)
		}
	}
	return pruneShown.run(ctx, s, []string{h.shown, h.showing, h.addresses, h.subscribers, h.deliveries, h.keyboards}, args...).Int()
}
