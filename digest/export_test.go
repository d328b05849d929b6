package digest

import (
	"time"

	"readout/digest/news"
)

// Safely reads an article by something that may panic.
func Safely(a news.Article, read func(news.Article) news.Facts) (news.Facts, any) {
	return safely(a, read)
}

// Again looks for the digest of a reader who has an equal.
func Again(s news.Subscriber, now time.Time) func() {
	room := newsroom{now: now, press: &press{made: map[string]func() print{}}}
	o := order{reader: s, window: news.Window{Until: 300, Since: s.Since, At: now}, zone: s.Schedule.Location(), now: now, next: now.Add(24 * time.Hour)}
	first := func() print { return print{} }
	room.press.add(string(room.sameness(o)), first)
	return func() { room.print(o, nil) }
}
