package redis_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

// breaking is a connection that ends at one exchange with the server: before
// it, or with late when it was done and the answer is on its way. A pipeline
// or a transaction is one exchange.
type breaking struct {
	left *atomic.Int64
	late bool
}

func (b breaking) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (b breaking) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		return b.exchange([]goredis.Cmder{cmd}, func() error { return next(ctx, cmd) })
	}
}

func (b breaking) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		return b.exchange(cmds, func() error { return next(ctx, cmds) })
	}
}

var errBroken = errors.New("connection broken")

func (b breaking) exchange(cmds []goredis.Cmder, next func() error) error {
	left := b.left.Add(-1)
	if left > 0 {
		return next()
	}
	if left == 0 && b.late {
		_ = next()
	}
	for _, cmd := range cmds {
		cmd.SetErr(errBroken)
	}
	return errBroken
}

func listed[T any](t testing.TB, list iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for x, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

// everything is all that the lists of a store tell, those of the archive
// aside.
func everything(t testing.TB, s *redis.Store) map[string]any {
	t.Helper()
	ctx := t.Context()
	next, err := s.NextDue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{
		"subscribers": listed(t, s.AllSubscribers(ctx)), "deliveries": listed(t, s.AllDeliveries(ctx)),
		"shown": listed(t, s.AllShown(ctx)), "editions": listed(t, s.AllEditions(ctx)), "keyboards": listed(t, s.AllKeyboards(ctx)),
		"topics": listed(t, s.AllTopics(ctx)), "guests": listed(t, s.AllGuests(ctx)), "next due": next,
	}
}

func day(n int) time.Time { return noon.AddDate(0, 0, n) }

func editionOf(n int) news.Edition {
	return news.NewEdition([]news.Block{{Kind: news.Note, Text: news.Say(fmt.Sprint("note ", n))}}, nil, noon)
}

func deliveryTo(at news.Address, n int) news.Delivery {
	return news.Delivery{
		Key: news.DeliveryKey{Address: at, Date: news.DayOf(day(n), time.UTC), Slot: "08:00"}, Edition: editionOf(n).ID,
		Window: news.Window{Since: day(n - 1), At: day(n)}, Parts: []news.Part{{To: 1}}, Begun: day(n),
	}
}

// settle puts something of everything under two threads of a chat, of which
// one is due and claimed.
func settle(t testing.TB, s *redis.Store, chat int64) storage.Claim {
	t.Helper()
	ctx := t.Context()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for thread := range 2 {
		at := news.Address{Chat: chat, Thread: thread}
		_, err := s.UpdateSubscriber(ctx, at, func(sub *news.Subscriber) error {
			sub.Name, sub.Cursor = fmt.Sprint("Readers ", at), 7
			if thread == 1 {
				sub.Due = news.Slot{Date: "2031-03-04", Time: 480, At: noon}
			}
			return nil
		})
		check(err)
		check(s.SaveTopic(ctx, news.Topic{ID: news.TopicID(fmt.Sprint("own-", chat, "-", thread)), Owner: at}))
		check(s.SaveKeyboard(ctx, storage.Keyboard{ID: fmt.Sprint("k", chat, thread), Address: at, Commands: []string{"more"}, Made: noon}))
		check(s.SaveEdition(ctx, editionOf(thread)))
		check(s.MarkShown(ctx, storage.Shown{Address: at, Message: fmt.Sprint("m", thread), Edition: editionOf(thread).ID, At: noon}))
		check(s.RestoreDeliveries(ctx, []news.Delivery{deliveryTo(at, -3), deliveryTo(at, -2)}))
	}
	check(s.SaveGuest(ctx, news.Guest{ID: chat, Standing: news.Admin, Since: noon}))
	claims, err := s.ClaimDue(ctx, noon, "holder", time.Minute, 1)
	check(err)
	return claims[0]
}

// TestBrokenOffAtEveryStep breaks the connection at every exchange of an act,
// before and after it, does the act again, and holds that all is as if it had
// been done at once.
func TestBrokenOffAtEveryStep(t *testing.T) {
	t.Parallel()
	at := news.Address{Chat: -5, Thread: 1}
	for name, act := range map[string]func(ctx context.Context, s *redis.Store, c storage.Claim) error{
		"move":   func(ctx context.Context, s *redis.Store, _ storage.Claim) error { return s.MoveChat(ctx, -5, -100777) },
		"delete": func(ctx context.Context, s *redis.Store, _ storage.Claim) error { return s.DeleteSubscriber(ctx, at) },
		"update": func(ctx context.Context, s *redis.Store, _ storage.Claim) error {
			_, err := s.UpdateSubscriber(ctx, at, func(sub *news.Subscriber) error { sub.Cursor = 8; return nil })
			return err
		},
		"begin": func(ctx context.Context, s *redis.Store, c storage.Claim) error {
			_, err := s.BeginDelivery(ctx, c, deliveryTo(at, 0), editionOf(9))
			return err
		},
		"mark": func(ctx context.Context, s *redis.Store, c storage.Claim) error {
			return s.MarkPart(ctx, c, deliveryTo(at, -2).Key, 0, news.Part{To: 1, State: news.Sent, Message: "m7"})
		},
		"finish": func(ctx context.Context, s *redis.Store, c storage.Claim) error {
			return s.FinishDelivery(ctx, c, deliveryTo(at, -2).Key, day(1), func(sub *news.Subscriber) error {
				sub.Cursor++
				sub.Due = news.Slot{Date: "2031-03-05", At: day(1)}
				return nil
			})
		},
		"keyboard": func(ctx context.Context, s *redis.Store, _ storage.Claim) error {
			return s.SaveKeyboard(ctx, storage.Keyboard{ID: "new", Address: at, Made: noon})
		},
		"bind": func(ctx context.Context, s *redis.Store, _ storage.Claim) error {
			return s.BindKeyboard(ctx, "k-51", news.Address{Chat: 9}, "m8")
		},
		"prune": func(ctx context.Context, s *redis.Store, _ storage.Claim) error {
			_, err := s.PruneEditions(ctx, day(9))
			return err
		},
		"prune keyboards": func(ctx context.Context, s *redis.Store, _ storage.Claim) error {
			_, err := s.PruneKeyboards(ctx, day(9))
			return err
		},
		"restore": func(ctx context.Context, s *redis.Store, _ storage.Claim) error {
			return errors.Join(
				s.RestoreSubscribers(ctx, []news.Subscriber{{Address: at, Cursor: 3}, {Address: news.Address{Chat: 9}, Due: news.Slot{At: noon}}}),
				s.RestoreEditions(ctx, []news.Edition{editionOf(1), editionOf(4)}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := imitation(t)
			attempt := func(prefix string, n int64, late bool) (all map[string]any, broken bool) {
				s := open(t, address, redis.Options{Prefix: prefix})
				c := settle(t, s, -5)
				weak := openBreaking(t, address, prefix, n, late)
				defer weak.Close()
				err := act(t.Context(), weak, c)
				if broken = err != nil; broken {
					if !strings.Contains(err.Error(), errBroken.Error()) {
						t.Errorf("%s: %v", prefix, err)
					}
					// A claim that the broken act ended is lost for its repetition.
					if err := act(t.Context(), s, c); err != nil && !errors.Is(err, storage.ErrLost) {
						t.Errorf("%s again: %v", prefix, err)
					}
				}
				return everything(t, s), broken
			}
			whole, _ := attempt("whole:", 1<<30, false)
			for _, late := range []bool{false, true} {
				stride := int64(1)
				if strings.HasPrefix(name, "prune") {
					// They are long, and the steps of all their tags alike.
					if stride = 3; !late {
						continue
					}
				}
				for n := int64(1); ; n += stride {
					all, broken := attempt(fmt.Sprint(n, late, ":"), n, late)
					if diff := cmp.Diff(whole, all, cmpopts.EquateEmpty()); diff != "" {
						t.Errorf("broken off at exchange %d (late: %v), done again (-want +got):\n%s", n, late, diff)
					}
					if !broken {
						break
					}
				}
			}
		})
	}
}

// openBreaking opens a store whose connection ends at the nth exchange after
// that.
func openBreaking(t testing.TB, address, prefix string, n int64, late bool) *redis.Store {
	t.Helper()
	hook := breaking{left: new(atomic.Int64), late: late}
	hook.left.Store(1 << 30)
	s, err := redis.OpenHooked(t.Context(), address, redis.Options{Prefix: prefix}, hook)
	if err != nil {
		t.Fatal(err)
	}
	hook.left.Store(n)
	return s
}

// TestMoveLeftBehind breaks a move off at every exchange, and holds that
// whoever asks when somebody is due learns of the reader, as whoever delivers
// asks that first; and that the reader is given out once.
func TestMoveLeftBehind(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	for n := int64(1); ; n++ {
		o := redis.Options{Prefix: fmt.Sprint(n, ":")}
		s := open(t, address, o)
		old := settle(t, s, -5)
		weak := openBreaking(t, address, o.Prefix, n, true)
		err := weak.MoveChat(t.Context(), -5, -100777)
		weak.Close()
		if next, err := s.NextDue(t.Context()); err != nil || !next.Equal(noon) {
			t.Errorf("after a move broken off at exchange %d: next due %v, %v", n, next, err)
		}
		claims, claimErr := s.ClaimDue(t.Context(), noon, "next", time.Minute, 9)
		if claimErr != nil || len(claims) != 1 || claims[0].Subscriber.Address != (news.Address{Chat: -100777, Thread: 1}) {
			t.Errorf("after a move broken off at exchange %d: %+v, %v", n, claims, claimErr)
		}
		if lost := s.MarkPart(t.Context(), old, deliveryTo(news.Address{Chat: -5, Thread: 1}, -2).Key, 0, news.Part{}); !errors.Is(lost, storage.ErrLost) {
			t.Errorf("the earlier holder: %v", lost)
		}
		if subs := listed(t, s.AllSubscribers(t.Context())); len(subs) != 2 || subs[0].Address.Chat != -100777 {
			t.Errorf("subscribers: %+v", subs)
		}
		if err == nil {
			break
		}
	}
}
