package telegram

import (
	"context"
	"flag"
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

// A plan for many readers, by the code that plans and paces them, in virtual
// time: how late their digests come. Docs/scale.md has the table of a million;
// with -readers N any number is tried.
func TestScale(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		cities  []string
		perBot  float64
		rate    float64
		workers int
		bots    int
	}{
		{"one city, 8 workers", oneCity, 25, allRate, 8, 1},
		{"one city, 4 bots", oneCity, 25, allRate, 8, 4},
		{"one city, 16 bots", oneCity, 25, allRate, 8, 16},
		{"one city, paid, 8 workers", oneCity, 80, paidRate, 8, 1},
		{"one city, paid", oneCity, 500, paidRate, 128, 1},
		{"one city, paid, 4 bots", oneCity, 500, paidRate, 128, 4},
		{"one city, 1000 a second", oneCity, 1000, 1000, 256, 1},
		{"the world, 8 workers", theWorld, 25, allRate, 8, 1},
		{"the world, 4 bots", theWorld, 25, allRate, 8, 4},
		{"the world, paid", theWorld, 500, paidRate, 128, 1},
		{"the world, 1000 a second", theWorld, 1000, 1000, 256, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			readers := *scaleReaders / c.bots
			due := slots(t, readers, c.cities)
			synctest.Test(t, func(t *testing.T) {
				p := newPace(false)
				p.gate = newGate(c.rate, allBurst)
				late := serve(t.Context(), p, due, c.workers)
				least := lateAt(c.perBot, due)
				t.Logf("%9d readers on each of %2d: half within %9s, 99 in 100 within %9s, the last after %9s (%.2f of what the rate takes)", readers, c.bots,
					late[len(late)/2].Round(time.Second), late[len(late)*99/100].Round(time.Second), late[len(late)-1].Round(time.Second), late[len(late)-1].Seconds()/least.Seconds())
				if last := late[len(late)-1]; last > least+least/20+3*time.Second {
					t.Errorf("the last of %d digests was %v late, at %v a second it takes %v", readers, last, c.perBot, least)
				}
			})
		})
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
