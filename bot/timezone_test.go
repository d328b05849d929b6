package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"readout/digest"
	"readout/digest/news"
)

// editions is a courier that notes when what it brings was due and came.
type editions struct {
	now  time.Time
	came map[news.DeliveryKey]int
	at   []time.Time
}

func (*editions) Parts(e news.Edition) []news.Part { return []news.Part{{To: len(e.Blocks)}} }

func (*editions) Serves(news.Address) bool { return true }

func (*editions) Ready(context.Context, news.Address) (news.Receipt, bool) {
	return news.Receipt{}, true
}

func (c *editions) Send(_ context.Context, d news.Delivery, _ news.Edition, _ int) news.Receipt {
	c.came[d.Key]++
	c.at = append(c.at, c.now)
	return news.Receipt{Outcome: news.Arrived, Message: fmt.Sprint(len(c.at))}
}

// T4: a reader changes zones twice within the hour before and after a digest:
// no date has two, and no more than one day goes without.
func TestT4ZonesChangedAroundADigest(t *testing.T) {
	t.Parallel()
	zones := []string{"Asia/Baku", "Europe/London", "America/New_York", "Pacific/Kiritimati", "Pacific/Honolulu"}
	for _, from := range zones {
		t.Run(from, func(t *testing.T) {
			t.Parallel()
			for i, to := range zones {
				for j, minutes := range [][2]int{{-60, 60}, {-30, 20}, {-50, -10}, {5, 40}, {0, 1}} {
					if to == from || (i+j)%3 == 0 {
						continue
					}
					r := open(t)
					r.say("/subscribe energy")
					back := zones[(i+j)%len(zones)]
					t.Run(fmt.Sprintf("%s, then %s at %v", to, back, minutes), func(t *testing.T) { r.wander(t, []string{from, to, back}, minutes) })
				}
			}
		})
	}
}

// wander lives a few days in the first zone, changes to the others some minutes
// off a digest, and lives on.
func (r *room) wander(t *testing.T, zones []string, minutes [2]int) {
	t.Helper()
	desk := digest.New(r.store, nil, slog.New(slog.DiscardHandler), digest.Options{})
	post := &editions{came: map[news.DeliveryKey]int{}}
	until := func(end time.Time) {
		for due := r.subscriber().Due.At; !due.After(end); due = r.subscriber().Due.At {
			post.now = due
			if err := desk.Deliver(t.Context(), func() time.Time { return due }, post); err != nil {
				t.Fatal(err)
			}
			if next := r.subscriber().Due.At; !next.After(due) {
				t.Fatalf("due at %s, and again at %s", due, next)
			}
		}
		r.now = end
	}
	r.say("/timezone " + zones[0])
	until(r.now.Add(48 * time.Hour))
	slot := r.subscriber().Due.At
	for i, zone := range zones[1:] {
		until(slot.Add(time.Duration(minutes[i]) * time.Minute))
		r.say("/timezone " + zone)
		if got := r.subscriber().Schedule.Zone; got != zone {
			t.Fatalf("the zone is %s, not %s", got, zone)
		}
	}
	until(slot.Add(96 * time.Hour))
	for key, times := range post.came {
		if times != 1 {
			t.Errorf("%s came %d times", key, times)
		}
	}
	for i, at := range post.at[1:] {
		if wait := at.Sub(post.at[i]); wait > 48*time.Hour {
			t.Errorf("%s without a digest before %s", wait, at)
		}
	}
	if len(post.at) < 4 {
		t.Errorf("%d digests in six days", len(post.at))
	}
}
