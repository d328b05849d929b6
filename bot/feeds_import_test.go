package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"readout/bot"
	"readout/digest/news"
)

// drawer holds files by their ids.
type drawer map[string]string

func (d drawer) File(_ context.Context, id string, _ int64) ([]byte, error) {
	if text, ok := d[id]; ok {
		return []byte(text), nil
	}
	return nil, errors.New("it is gone")
}

const listOfThree = `<opml version="2.0"><body>
<outline text="Coast"><outline text="Veld" xmlUrl="https://veld.example/feed"/></outline>
<outline text="Post again" xmlUrl="http://www.harbourpost.example/feed/?utm_source=reader"/>
<outline text="Disk" xmlUrl="file:///srv/feed.xml"/>
</body></opml>`

// listOf is a list of so many feeds.
func listOf(n int) string {
	var b strings.Builder
	b.WriteString("<opml><body>")
	for i := range n {
		fmt.Fprintf(&b, `<outline text="f" xmlUrl="https://many.example/%d"/>`, i)
	}
	return b.String() + "</body></opml>"
}

// officeWith is a room of an admin who sends files.
func officeWith(t *testing.T, files drawer) *room {
	t.Helper()
	r := open(t)
	r.staff(bot.Options{Admins: []int64{root}, Door: news.Open, Files: files})
	r.as = persona(t, "Root")
	return r
}

// sendFile sends a file.
func (r *room) sendFile(id string, size int64) bot.Reply {
	m := r.as
	m.File = &bot.Attachment{ID: id, Name: id + ".opml", Size: size}
	return r.send(m)
}

// A list that is sent is shown before anything is added, and a press of its
// button adds it: its folders are topics, what is read already stays, whatever
// its address was decorated with.
func TestAListOfFeedsIsTakenOver(t *testing.T) {
	t.Parallel()
	r := officeWith(t, drawer{"mine": listOfThree})
	reply := r.sendFile("mine", 500)
	r.mustHold(reply, "*2 feeds* in the list, *1* of them new", "Coast", "1 (Disk): its address is not http or https")
	if _, err := r.store.Source(t.Context(), "veld-example-feed"); err == nil {
		t.Fatal("added before anybody agreed")
	}
	reply = r.press(reply.Buttons[0][0].Command)
	r.mustHold(reply, "*1 feed* added, *1* were there", "*1 topic*")
	s, err := r.store.Source(t.Context(), "veld-example-feed")
	if err != nil || s.Title != "Veld" {
		t.Errorf("%v: %+v", err, s)
	}
	topic, err := r.store.Topic(t.Context(), "coast")
	if err != nil || len(topic.Sources) != 1 || topic.Sources[0] != s.ID {
		t.Errorf("%v: %+v", err, topic)
	}
	r.mustHold(r.say("/feeds_import mine"), "*0* of them new")
}

// A long list is told of while it comes in, and each word of it takes the
// place of the last.
func TestALongListShowsHowFarItIs(t *testing.T) {
	t.Parallel()
	const feeds = 600
	r := officeWith(t, drawer{"long": listOf(feeds)})
	reply := r.press(r.sendFile("long", 0).Buttons[0][0].Command)
	var told []string
	for ; reply.Next != nil; reply = reply.Next(t.Context()) {
		told = append(told, reply.Blocks[0].Text.String())
	}
	if got := strings.Join(told, "; "); got != "0 of 600 feeds are through …; 250 of 600 feeds are through …; 500 of 600 feeds are through …" {
		t.Errorf("told %q", got)
	}
	r.mustHold(reply, "*600 feeds* added, *0* were there")
}

func TestWhatIsNoListOfFeedsIsRefused(t *testing.T) {
	t.Parallel()
	r := officeWith(t, drawer{"words": "Dear all,", "feed": `<rss version="2.0"><channel/></rss>`, "none": "<opml><body/></opml>", "torn": listOfThree[:150]})
	before := plain(r.say("/feeds"))
	for said, want := range map[string]string{
		"/feeds_import":                    "Send me the list as a file",
		"/feeds_import words":              "no list of feeds that I can read",
		"/feeds_import feed":               "no list of feeds that I can read",
		"/feeds_import torn":               "no list of feeds that I can read",
		"/feeds_import none":               "There is no feed in this list",
		"/feeds_import lost":               "The list cannot be read: it is gone",
		"/feeds_import <opml><body/>":      "no list of feeds that I can read",
		"/feeds_import " + listOfThree:     "*2 feeds* in the list",
		"/feeds_import " + listOf(70):      "too long to be kept here: send it as a file",
		"/feeds_import words; yes":         "no list of feeds that I can read",
		"/feeds_import <opml></opml>; yes": "There is no feed in this list",
	} {
		r.mustHold(r.say(said), want)
	}
	r.mustHold(r.sendFile("words", 3<<20), "too large for a list of feeds")
	if after := plain(r.say("/feeds")); after != before {
		t.Errorf("something was added: %s", after)
	}
}

// Files of others are not even looked at, and in a group no file is answered.
func TestOnlyAdminsSendLists(t *testing.T) {
	t.Parallel()
	r := officeWith(t, drawer{"mine": listOfThree})
	r.as = persona(t, "Ada")
	r.mustHold(r.sendFile("mine", 0), "cannot do anything with files")
	r.mustHold(r.say("/feeds_import mine; yes"), "Only those who run this bot")
	r.as = persona(t, "Root")
	r.as.Kind, r.as.At = "group", news.Address{Chat: -5}
	if reply := r.sendFile("mine", 0); len(reply.Blocks) > 0 {
		t.Errorf("said %v", reply.Blocks)
	}
}
