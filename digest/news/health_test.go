package news_test

import (
	"testing"
	"time"

	"readout/digest/news"
)

func TestHealth(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 3, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		source    news.Source
		condition news.Condition
		reason    string
		since     time.Time
	}{
		"never read":           {news.Source{}, news.Fine, "", time.Time{}},
		"read well":            {news.Source{State: news.Polling{Read: ago(time.Minute), PerDay: 24, LastNew: ago(time.Hour)}}, news.Fine, "", time.Time{}},
		"a quiet weekend":      {news.Source{State: news.Polling{PerDay: 24, LastNew: ago(60 * time.Hour)}}, news.Fine, "", time.Time{}},
		"quiet":                {news.Source{State: news.Polling{PerDay: 24, LastNew: ago(4 * day)}}, news.Quiet, "nothing new for 4 days, usually 24 a day", ago(4 * day)},
		"once a week":          {news.Source{State: news.Polling{PerDay: 1.0 / 7, LastNew: ago(40 * day)}}, news.Fine, "", time.Time{}},
		"once a week, quiet":   {news.Source{State: news.Polling{PerDay: 1.0 / 7, LastNew: ago(60 * day)}}, news.Quiet, "nothing new for 60 days, usually every 7 days", ago(60 * day)},
		"of unknown pace":      {news.Source{State: news.Polling{LastNew: ago(900 * day)}}, news.Fine, "", time.Time{}},
		"slow":                 {news.Source{State: news.Polling{Took: 12 * time.Second}}, news.Slow, "takes 12s to answer", time.Time{}},
		"failing":              {news.Source{State: news.Polling{Failures: 2, Reason: "404", FailingSince: ago(time.Hour), Took: time.Minute}}, news.Failing, "404", ago(time.Hour)},
		"suspended":            {news.Source{State: news.Polling{Failures: 3, Suspended: true, Reason: "gone", FailingSince: ago(day)}}, news.Suspended, "gone", ago(day)},
		"paused while failing": {news.Source{Paused: true, State: news.Polling{Failures: 3, Reason: "404"}}, news.Suspended, "paused by an admin", time.Time{}},
		"moved lately":         {news.Source{State: news.Polling{MovedFrom: "https://old.example/", MovedAt: ago(day)}}, news.Fine, "followed from https://old.example/", ago(day)},
		"moved long ago":       {news.Source{State: news.Polling{MovedFrom: "https://old.example/", MovedAt: ago(20 * day)}}, news.Fine, "", time.Time{}},
		"about to move":        {news.Source{State: news.Polling{Moved: "https://new.example/", MovedSince: ago(day)}}, news.Fine, "has moved to https://new.example/", ago(day)},
	} {
		if got := c.source.Health(now); got.Condition != c.condition || got.Reason != c.reason || !got.Since.Equal(c.since) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
