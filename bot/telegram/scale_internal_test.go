package telegram

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest/news"
)

var scaleReaders = flag.Int("readers", 2000, "how many readers the mornings of TestScale have")

// answersIn is what Telegram takes to answer one request; one answer in
// strictEach asks the chat to wait a second.
const (
	answersIn  = 100 * time.Millisecond
	strictEach = 1000
)

// Mornings of many readers, by the code that plans their digests and paces
// them, in virtual time: how late they come. With -readers 1000000 they are
// those of docs/scale.md.
func TestScale(t *testing.T) {
	t.Parallel()
	for where, cities := range map[string][]string{"one city": oneCity, "the world": theWorld} {
		for _, c := range []struct {
			perSecond float64 // that Telegram takes of a bot
			chats     int     // that are sent to side by side
			bots      int
		}{
			{allRate, 32, 1}, {30, 32, 1}, {allRate, 32, 10},
			{paidRate, 256, 1}, {1000, 256, 1}, {paidRate, 256, 10},
		} {
			t.Run(fmt.Sprintf("%s/%v a second/%d bots", where, c.perSecond, c.bots), func(t *testing.T) {
				t.Parallel()
				due := slots(t, *scaleReaders/c.bots, cities)
				synctest.Test(t, func(t *testing.T) {
					p := newPace(false)
					p.gate = newGate(c.perSecond, allBurst)
					late := serve(t.Context(), p, due, c.chats)
					last, least := late[len(late)-1].Round(time.Second), lateAt(c.perSecond, due).Round(time.Second)
					t.Logf("%d readers on each: half within %v, 99 in 100 within %v, the last after %v; the rate alone %v", len(due),
						late[len(late)/2].Round(time.Second), late[len(late)*99/100].Round(time.Second), last, least)
					if last > least+least/20+5*time.Second {
						t.Errorf("the last digest came %v late", last)
					}
				})
			})
		}
	}
}

// Readers of one city, and of the cities of the world, each with the time of
// day that its readers chose.
var (
	oneCity  = []string{"Europe/Berlin"}
	theWorld = []string{
		"Asia/Tokyo", "Asia/Shanghai", "Asia/Kolkata", "Asia/Tashkent", "Asia/Baku", "Asia/Tbilisi", "Europe/Istanbul", "Europe/Moscow", "Europe/Kyiv", "Europe/Warsaw",
		"Europe/Berlin", "Europe/Paris", "Europe/London", "Africa/Lagos", "Africa/Nairobi", "America/Sao_Paulo", "America/New_York", "America/Chicago", "America/Mexico_City", "America/Los_Angeles",
	}
)

// hours are the times that readers choose: half of them the one that is set at
// first.
var hours = []news.TimeOfDay{8 * 60, 7 * 60, 8 * 60, 9 * 60, 8 * 60, 7*60 + 30, 8 * 60, 18 * 60}

// slots are when that many readers are due within a day, by their schedules,
// counted from the first of them on, in order: in one city all at once.
func slots(t *testing.T, readers int, cities []string) []time.Duration {
	t.Helper()
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	due := make([]time.Duration, readers)
	for i := range due {
		s := news.Subscriber{Topics: []news.TopicID{"all"}, Schedule: news.Schedule{Zone: cities[i%len(cities)], Times: hours[:1]}}
		if len(cities) > 1 {
			s.Schedule.Times = hours[i/len(cities)%len(hours):][:1]
		}
		if s.Plan(day); s.Due.IsZero() {
			t.Fatalf("reader %d has no slot", i)
		}
		due[i] = s.Due.At.Sub(day)
	}
	slices.Sort(due)
	for i := len(due) - 1; i >= 0; i-- {
		due[i] -= due[0]
	}
	return due
}

// lateAt is how late the last digest leaves where only the rate counts.
func lateAt(perSecond float64, due []time.Duration) time.Duration {
	each := time.Duration(float64(time.Second) / perSecond)
	var free, most time.Duration
	for _, at := range due {
		free = max(free, at) + each
		most = max(most, free-at)
	}
	return most
}

// serve sends one message to each reader who is due, to as many at a time as
// there are workers, and returns how late each left, the least first.
func serve(ctx context.Context, p *pace, due []time.Duration, workers int) []time.Duration {
	begun := time.Now()
	late := make([]time.Duration, len(due))
	next := make(chan int)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range next {
				late[i] = time.Since(begun) - due[i] + send(ctx, p, int64(i+1))
			}
		})
	}
	for i, at := range due {
		time.Sleep(time.Until(begun.Add(at)))
		next <- i
	}
	close(next)
	group.Wait()
	slices.Sort(late)
	return late
}

// send sends a message to a chat once Telegram takes it, and returns how long
// it waited.
func send(ctx context.Context, p *pace, chat int64) time.Duration {
	begun := time.Now()
	for try := 0; ; try++ {
		left, err := p.wait(ctx, chat, bulk, 0)
		if err != nil {
			return 0
		}
		if left > 0 {
			time.Sleep(left)
			continue
		}
		waited := time.Since(begun)
		time.Sleep(answersIn)
		if chat%strictEach != 0 || try > 0 {
			p.arrived()
			return waited
		}
		p.hit(chat, time.Second)
	}
}
