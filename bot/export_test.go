package bot

import (
	"context"
	"time"

	"readout/digest/news"
)

// The parsers, for their tables.
var (
	ParseCommand = parseCommand
	ParseDays    = parseDays
	ParseNumber  = parseNumber
	ParsePage    = parsePage
	ParsePayload = parsePayload
	ParseSetting = parseSetting
	ParseSpan    = parseSpan
	ParseTimes   = parseTimes
	ParseTopics  = parseTopics
	ParseTwo     = parseTwo
	ParseDay     = parseDay
	Clean        = clean
	Nearest      = nearest
	Distance     = distance
)

// ParseQuestion is the command that a question stands for.
func ParseQuestion(text string) (string, bool) { return parseQuestion(questions(), text) }

// TopicWritten is what was typed of a topic, written as the command that saves
// it; false where it is no topic. Feeds are left out.
func TopicWritten(arg string) (string, bool) {
	r, err := parseRules(arg)
	delete(r.lists, "feeds")
	if err != nil || checkName(r.name) != nil {
		return "", false
	}
	t, err := (&Bot{}).onto(context.Background(), news.Topic{ID: news.TopicIDOf(r.name), Name: r.name}, r)
	return written(t.Name, t) + "; save", err == nil
}

// ParsePlace is the zone that a city means.
func ParsePlace(typed string) (zone string, err error) {
	p, err := parsePlace(typed)
	return p.zone, err
}

// ParsePause is when a pause of a reader in a zone ends.
func ParsePause(arg, zone string, now time.Time) (time.Time, error) {
	return parsePause(callOf(arg, zone, now))
}

// ParsePast is the date and slot of a past digest.
func ParsePast(arg string, now time.Time) (news.Day, string, bool) {
	return parsePast(callOf(arg, "UTC", now))
}

// Filtered is a parsed filter, for reading.
type Filtered struct {
	Words, Topic, From, Person, Place, After, Again string
	Since                                           time.Time
}

// ParseFilter is what a look-up asks for.
func ParseFilter(arg string, now time.Time) (Filtered, error) {
	f, err := parseFilter(callOf(arg, "UTC", now))
	return Filtered{f.words, f.topic, f.from, f.person, f.place, f.after, f.again, f.since}, err
}

// Zones are those that the cities lead to.
func Zones() []string {
	var zones []string
	for _, p := range gazetteer() {
		zones = append(zones, p.zone)
	}
	return zones
}

// Say marks up words as text for people.
func Say(format string, values ...any) news.Text { return say(format, values...) }

func callOf(arg, zone string, now time.Time) call {
	c := call{arg: arg, now: now, known: true}
	c.reader.Schedule.Zone = zone
	return c
}
