package redis_test

import (
	"context"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage/redis"
)

// meddler writes a delivery otherwise whenever it was read.
type meddler struct{ client *goredis.Client }

func (meddler) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (m meddler) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		err := next(ctx, cmd)
		if read, is := cmd.(*goredis.StringCmd); is && cmd.Name() == "hget" && strings.Contains(cmd.Args()[1].(string), ":deliveries:") && err == nil {
			m.client.HSet(ctx, cmd.Args()[1].(string), cmd.Args()[2], read.Val()+" ")
		}
		return err
	}
}

func (meddler) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return next
}

// A part of a delivery that others write without end is given up.
func TestAPartIsGivenUp(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	options, err := goredis.ParseURL(address)
	done(t, err)
	client := goredis.NewClient(options)
	t.Cleanup(func() { client.Close() })
	plain := open(t, address, redis.Options{})
	at, ctx := news.Address{Chat: 1}, t.Context()
	_, err = plain.UpdateSubscriber(ctx, at, func(sub *news.Subscriber) error {
		sub.Due = news.Slot{Date: "2031-03-04", Time: 480, At: noon}
		return nil
	})
	done(t, err)
	claims, err := plain.ClaimDue(ctx, noon, "desk", time.Minute, 1)
	done(t, err)
	d := deliveryTo(at, 0)
	_, err = plain.BeginDelivery(ctx, claims[0], d, editionOf(9))
	done(t, err)
	// This one remembers nothing.
	s, err := redis.OpenHooked(ctx, address, redis.Options{}, meddler{client})
	done(t, err)
	defer s.Close()
	if err := s.MarkPart(ctx, claims[0], d.Key, 0, news.Part{State: news.Sent}); err == nil || !strings.Contains(err.Error(), "given up") {
		t.Errorf("others write without end: %v", err)
	}
}
