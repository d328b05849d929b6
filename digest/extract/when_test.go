package extract

// The resolver of dates is no part of what the package offers, so these tests
// look at it from inside.

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
)

// published is a Tuesday.
const published = "2023-11-14"

func article(day, text string) news.Article {
	at, _ := time.Parse(time.DateOnly, day)
	return news.Article{Published: at, Text: text}
}

// timesIn are the times of the last sentence, "2023-11-14" or "2023-11-14 to
// 2023-11-15", with the words that tell them in front.
func timesIn(day, text string, t tense) []string {
	d := prepare(article(day, text))
	var found []string
	for _, w := range whensIn(d, d.sentences[len(d.sentences)-1], t) {
		days := string(w.start)
		if w.end != w.start {
			days += " to " + string(w.end)
		}
		found = append(found, d.said(w.from, w.to)+" = "+days)
	}
	return found
}

func TestDatesWithoutAYearAreTheNearest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		tense tense
		want  string
	}{
		{"They met on November 12.", past, "November 12 = 2023-11-12"},
		{"They met on Nov. 12 in Lyon.", past, "Nov. 12 = 2023-11-12"},
		{"They met on 12 November.", past, "12 November = 2023-11-12"},
		{"They met on the 12th of November.", past, "12th of November = 2023-11-12"},
		{"They met on November 12th.", past, "November 12th = 2023-11-12"},
		{"They met on January 20.", past, "January 20 = 2023-01-20"},
		{"They will meet on January 20.", future, "January 20 = 2024-01-20"},
		{"They will meet on August 3.", future, "August 3 = 2024-08-03"},
		{"They met on August 3.", past, "August 3 = 2023-08-03"},
		{"They met on November 16.", past, "November 16 = 2023-11-16"},
		{"The forum of December 20 was discussed.", anyTense, "December 20 = 2023-12-20"},
	} {
		if got := timesIn(published, c.text, c.tense); cmp.Diff([]string{c.want}, got) != "" {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDatesWithAYearNeedNoHelp(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"He came on January 5, 2024.":                  "January 5, 2024 = 2024-01-05",
		"He came on 5 January 2019.":                   "5 January 2019 = 2019-01-05",
		"He came on 2019-01-05.":                       "2019-01-05 = 2019-01-05",
		"He came on 05.01.2019.":                       "05.01.2019 = 2019-01-05",
		"He came on September 4 this year.":            "September 4 this year = 2023-09-04",
		"He came on September 4 last year.":            "September 4 last year = 2022-09-04",
		"He came on the 4th of May of 2019.":           "4th of May of 2019 = 2019-05-04",
		"The talks of Monday, November 13 were short.": "Monday, November 13 = 2023-11-13",
		"They talked on Monday (13 November).":         "Monday (13 November = 2023-11-13",
	} {
		if got := timesIn(published, text, past); cmp.Diff([]string{want}, got) != "" {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
	if got := timesIn("", "He came on January 5, 2024, a Friday, before today.", past); cmp.Diff([]string{"January 5, 2024 = 2024-01-05"}, got) != "" {
		t.Errorf("without a day of publication: %q", got)
	}
}

func TestRangesOfDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The forum runs on November 14-15.":                 "November 14-15 = 2023-11-14 to 2023-11-15",
		"The forum runs on November 14–16.":                 "November 14–16 = 2023-11-14 to 2023-11-16",
		"The forum runs on 14-15 November.":                 "14-15 November = 2023-11-14 to 2023-11-15",
		"The forum runs on 14–16 November 2025.":            "14–16 November 2025 = 2025-11-14 to 2025-11-16",
		"The forum runs from 3 to 5 December.":              "3 to 5 December = 2023-12-03 to 2023-12-05",
		"The forum runs from November 30 to December 12.":   "November 30 to December 12 = 2023-11-30 to 2023-12-12",
		"The forum runs from 30 November to 12 December.":   "30 November to 12 December = 2023-11-30 to 2023-12-12",
		"The forum runs from December 30 to January 2.":     "December 30 to January 2 = 2023-12-30 to 2024-01-02",
		"The forum ran on November 12 and 13.":              "November 12 and 13 = 2023-11-12 to 2023-11-13",
		"On November 12 and 13 people of the city marched.": "November 12 = 2023-11-12",
		"The forum ran from Monday to Wednesday.":           "Monday to Wednesday = 2023-11-13 to 2023-11-15",
		"The forum ran on Sunday and Monday in Lyon.":       "Sunday and Monday = 2023-11-12 to 2023-11-13",
	} {
		if got := timesIn(published, text, anyTense); cmp.Diff([]string{want}, got) != "" {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestWeekdaysFollowTheTense(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		tense tense
		want  string
	}{
		{"They met on Monday.", past, "Monday = 2023-11-13"},
		{"They met on Tuesday.", past, "Tuesday = 2023-11-14"},
		{"They met on Wednesday.", past, "Wednesday = 2023-11-08"},
		{"They met on Friday.", anyTense, "Friday = 2023-11-10"},
		{"They met last Friday.", past, "Friday = 2023-11-10"},
		{"They met last Tuesday.", past, "Tuesday = 2023-11-07"},
		{"They will meet on Friday.", future, "Friday = 2023-11-17"},
		{"They will meet on Monday.", future, "Monday = 2023-11-20"},
		{"They will meet on Tuesday.", future, "Tuesday = 2023-11-21"},
		{"They will meet next Tuesday.", future, "Tuesday = 2023-11-21"},
		{"They are to meet this Friday.", anyTense, "Friday = 2023-11-17"},
		{"They met on Monday's eve.", past, "Monday = 2023-11-13"},
	} {
		if got := timesIn(published, c.text, c.tense); cmp.Diff([]string{c.want}, got) != "" {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDaysToldFromToday(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"They meet today.":                       "today = 2023-11-14",
		"They spoke this morning.":               "this morning = 2023-11-14",
		"They spoke last night.":                 "last night = 2023-11-13",
		"They spoke yesterday.":                  "yesterday = 2023-11-13",
		"They meet tomorrow.":                    "tomorrow = 2023-11-15",
		"They met the day before yesterday.":     "day before yesterday = 2023-11-12",
		"They met three days ago.":               "three days ago = 2023-11-11",
		"They met 10 days ago.":                  "10 days ago = 2023-11-04",
		"They met a week ago.":                   "a week ago = 2023-11-06 to 2023-11-12",
		"They met two years ago.":                "two years ago = 2021-01-01 to 2021-12-31",
		"They meet in two days.":                 "in two days = 2023-11-16",
		"They meet this week.":                   "this week = 2023-11-13 to 2023-11-19",
		"They meet next week.":                   "next week = 2023-11-20 to 2023-11-26",
		"They met last month.":                   "last month = 2023-10-01 to 2023-10-31",
		"They meet later this month.":            "this month = 2023-11-14 to 2023-11-30",
		"They meet early next year.":             "next year = 2024-01-01 to 2024-12-31",
		"They meet this weekend.":                "this weekend = 2023-11-18 to 2023-11-19",
		"They meet in the coming days.":          "coming days = 2023-11-14 to 2023-11-17",
		"They met over the past two weeks.":      "past two weeks = 2023-10-31 to 2023-11-14",
		"They met in October.":                   "October = 2023-10-01 to 2023-10-31",
		"They met in late October 2019.":         "October 2019 = 2019-10-01 to 2019-10-31",
		"They met in mid-October.":               "mid-October = 2023-10-01 to 2023-10-31",
		"They met in 2015.":                      "2015 = 2015-01-01 to 2015-12-31",
		"He left on July 5. They met that day.":  "that day = 2023-07-05",
		"On Sunday he left. The same day it was": "same day = 2023-11-12",
	} {
		if got := timesIn(published, text, anyTense); cmp.Diff([]string{want}, got) != "" {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsNoTime(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"They may march on the sat nav.", "On 30 February nothing happened.", "He has 2023 people in 1999 tons.",
		"On November 31 nothing happened.", "That day was the same.", "We met in 3000 years.", "",
		"May 0.", "November", "ago days", "in in in", "from - to",
	} {
		if text == "" {
			continue
		}
		if got := timesIn(published, text, anyTense); len(got) > 0 {
			t.Errorf("%q gives %q", text, got)
		}
	}
	if got := timesIn("", "They met on Monday, last week, November 12, today and a year ago.", past); len(got) > 0 {
		t.Errorf("without a day of publication: %q", got)
	}
}

func TestTodayIsTheDatelinesWhenItIsNear(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"RIGA, Latvia, November 13. They met today.":     "today = 2023-11-13",
		"RIGA, Latvia, November 2. They met today.":      "today = 2023-11-14",
		"RIGA, Latvia, November 13. They met Monday.":    "Monday = 2023-11-13",
		"LYON — They met today.":                         "today = 2023-11-14",
		"RIGA, Latvia, February 30. They were on 5 May.": "5 May = 2023-05-05",
	} {
		if got := timesIn(published, text, past); cmp.Diff([]string{want}, got) != "" {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// FuzzWhen holds that every time is a sane stretch of days within its sentence.
func FuzzWhen(f *testing.F) {
	f.Add("From 14 to 15 November 2023 and on Monday, in two weeks, the same day.", published)
	f.Add("0 0 0 Monday. 0 0", "0000-01-01")
	f.Add("29 February. 31 Nov. 0 May 14-3 June 9999-99-99", "2024-02-29")
	f.Fuzz(func(t *testing.T, text, day string) {
		if len(text) > 2000 {
			return
		}
		d := prepare(article(day, text))
		for _, s := range d.sentences {
			for _, w := range whensIn(d, s, anyTense) {
				_, ok := news.ParseDay(string(w.start))
				_, ok2 := news.ParseDay(string(w.end))
				if !ok || !ok2 || w.start > w.end || w.from < s.from || w.from >= w.to || w.to > s.to || w.grain == 0 {
					t.Errorf("%+v in %q", w, strings.TrimSpace(s.Of(d.text)))
				}
			}
		}
	})
}
