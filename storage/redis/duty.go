package redis

import (
	"context"
	_ "embed"
	"errors"

	"readout/digest/news"
	"readout/storage"
)

//go:embed scripts/save_duty.lua
var saveDutyLua string

var saveDuty = newScript(marksLua, saveDutyLua)

func (s *Store) dutyKey() string { return s.key(metaTag, "duty") }

// Duty is storage.Duties'.
func (s *Store) Duty(ctx context.Context) (news.Duty, error) {
	d, err := do(ctx, s, func() (news.Duty, error) {
		d, _, err := s.duty(ctx)
		return d, err
	})
	return d, named(err, "duty")
}

// duty reads the duty and its version, which is "" where it was never saved.
func (s *Store) duty(ctx context.Context) (d news.Duty, version string, err error) {
	values, err := s.client.HMGet(ctx, s.dutyKey(), "version", "duty").Result()
	if err != nil {
		return d, "", err
	}
	version, _ = values[0].(string)
	if raw, ok := values[1].(string); ok {
		d, err = decoded[news.Duty](raw)
	}
	return storage.KeptDuty(d), version, err
}

// UpdateDuty is storage.Duties'. Like UpdateSubscriber it makes the change
// between reading and saving, and again where somebody else saved meanwhile.
func (s *Store) UpdateDuty(ctx context.Context, change func(*news.Duty) error) (news.Duty, error) {
	for range storage.MostTries {
		var version string
		d, err := do(ctx, s, func() (d news.Duty, err error) {
			d, version, err = s.duty(ctx)
			return d, err
		})
		if err != nil {
			return news.Duty{}, named(err, "update duty")
		}
		if err := change(&d); err != nil {
			return news.Duty{}, err
		}
		d = storage.KeptDuty(d)
		err = s.act(ctx, func() error { return s.saveDuty(ctx, version, d) })
		if !errors.Is(err, errChanged) {
			return d, named(err, "update duty")
		}
	}
	return news.Duty{}, named(errGivenUp, "update duty")
}

func (s *Store) saveDuty(ctx context.Context, version string, d news.Duty) error {
	value, err := encode(d)
	if err != nil {
		return err
	}
	return saveDuty.verdict(ctx, s, []string{s.dutyKey(), s.key(metaTag, "marks")}, version, mark(), value)
}
