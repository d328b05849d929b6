package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"readout/digest/news"
	"readout/storage"
)

func isMissing(err error) bool { return errors.Is(err, storage.ErrNotFound) }

// errAsItIs ends a change that changes nothing.
var errAsItIs = errors.New("as it is")

// goAway notes for a chat and all its threads why nothing can be sent there,
// and plans no digest for it. What it was served up to stays. A ban outlasts
// other reasons.
func (b *Bot) goAway(ctx context.Context, chat int64, now time.Time, reason string) error {
	threads, err := b.threads(ctx, chat)
	if err != nil {
		return err
	}
	_, err = b.each(ctx, threads, now, func(s *news.Subscriber, _ lately) error {
		if s.Gone == reason || s.Gone == banned {
			return errAsItIs
		}
		s.Gone = reason
		s.Plan(now)
		return nil
	})
	return err
}

// comeBack ends the reasons for which nothing could be sent to these addresses,
// where over says that they are, and plans the next digests. It returns the
// subscribers that came back by it.
func (b *Bot) comeBack(ctx context.Context, to []news.Address, now time.Time, over func(gone string) bool) ([]news.Subscriber, error) {
	return b.each(ctx, to, now, func(s *news.Subscriber, late lately) error {
		if s.Gone == "" || !over(s.Gone) {
			return errAsItIs
		}
		before := *s
		s.Gone = ""
		plan(s, before, now, late)
		return nil
	})
}

// allBack is comeBack for a chat and all its threads.
func (b *Bot) allBack(ctx context.Context, chat int64, now time.Time, over func(gone string) bool) ([]news.Subscriber, error) {
	threads, err := b.threads(ctx, chat)
	if err != nil {
		return nil, err
	}
	return b.comeBack(ctx, threads, now, over)
}

// each changes the subscribers among these addresses, each in one act, and
// returns those that were changed.
func (b *Bot) each(ctx context.Context, addresses []news.Address, now time.Time, change func(*news.Subscriber, lately) error) ([]news.Subscriber, error) {
	var changed []news.Subscriber
	for _, at := range addresses {
		late, err := b.lately(ctx, at, now)
		if err != nil {
			return nil, err
		}
		s, err := b.store.UpdateSubscriber(ctx, at, func(s *news.Subscriber) error {
			if s.Joined.IsZero() {
				return errAsItIs
			}
			return change(s, late)
		})
		if errors.Is(err, errAsItIs) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("change subscriber %s: %w", at, err)
		}
		changed = append(changed, s)
	}
	return changed, nil
}

// threads are the addresses of a chat that have a subscriber. A person's chat,
// whose number is above zero, has no threads.
func (b *Bot) threads(ctx context.Context, chat int64) ([]news.Address, error) {
	if chat > 0 {
		return []news.Address{{Chat: chat}}, nil
	}
	var all []news.Address
	for s, err := range b.store.AllSubscribers(ctx) {
		if err != nil {
			return nil, fmt.Errorf("subscribers: %w", err)
		}
		if s.Address.Chat > chat {
			break
		}
		if s.Address.Chat == chat {
			all = append(all, s.Address)
		}
	}
	return all, nil
}
