package reprint_test

import (
	"strings"
	"testing"
	"time"

	"readout/digest/compose/reprint"
)

const (
	release = "The Harbour Board of Veldland will close the old lock for repairs from May to August. Ships of up to nine metres can use the new lock in the meantime, which is open day and night. " +
		"Larger ones have to lie in the bay and unload there. The board regrets the delay that this will cause and asks captains to announce themselves two days ahead of their arrival. "
	morning = "Mayor Ida Brandt opened the market hall in Ghent at nine o'clock."
	evening = "Judge Carl Winter closed the last session in Lyon at eight o'clock."
)

var tuesday = time.Date(2031, 3, 4, 10, 0, 0, 0, time.UTC)

func TestAlike(t *testing.T) {
	t.Parallel()
	opened := reprint.Text{Source: "wire", Title: "Lock to close", Body: release, Published: tuesday}
	for _, c := range []struct {
		name    string
		a, b    reprint.Text
		release bool
	}{
		{"the same words in capitals", opened, with(opened, strings.ToUpper(release)), true},
		{"without punctuation", opened, with(opened, strings.NewReplacer(".", "", ",", "").Replace(release)), true},
		{"inside a longer text", opened, with(opened, longer(1)+release+longer(2)), true},
		{"inside a text four times as long", opened, with(opened, longer(1)+longer(2)+release+longer(3)+kanji(60)), true},
		{"another text", opened, with(opened, longer(1)), false},
		{"one form filled in twice", with(opened, release+morning), with(opened, release+evening), false},
		{"a name put right", with(opened, release+morning), with(opened, release+strings.Replace(morning, "Ida", "Eda", 1)), true},
		{"the next number of a series", titled(opened, "Port notice 12", longer(1)), titled(opened, "Port notice 13", longer(2)), false},
		{"another toll in the title", titled(opened, "Storm hurts 12", release), titled(opened, "Storm hurts 13", release+"More follows."), true},
		{"half of the words next week", opened, later(with(opened, half(release)+longer(3)[:80])), false},
		{"half of the words next day", opened, with(opened, half(release)+longer(3)[:80]), true},
		{"nearly all next week", opened, later(with(opened, release+"More follows.")), true},
		{"few words of one outlet under two titles", with(opened, morning), titled(opened, "Market", morning), false},
		{"few words of two outlets", with(opened, morning), from("post", titled(opened, "Market", morning)), true},
		{"few words, one of them another", with(opened, morning), with(opened, strings.Replace(morning, "nine", "ten", 1)), false},
		{"the opening under the same title", opened, with(opened, release[:150]), true},
		{"the opening under another title", opened, titled(opened, "Notice", release[:150]), false},
		{"the opening with a word more", opened, with(opened, release[:150]+"indeed"), false},
		{"hardly a word under two titles", with(opened, "Read more."), from("post", titled(opened, "Market", "Read more.")), false},
		{"titles alone", with(opened, ""), from("post", titled(opened, "LOCK TO CLOSE", "")), true},
		{"nothing at all", reprint.Text{}, reprint.Text{}, false},
		{"ideographs with a line more", with(opened, kanji(60)), with(opened, kanji(70)), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if like := reprint.Of(c.a).Alike(reprint.Of(c.b)); like > 0 != c.release {
				t.Errorf("%.2f alike", like)
			}
			shelf := reprint.NewShelf()
			shelf.Add(reprint.Of(reprint.Text{Body: body(1)}))
			shelf.Add(reprint.Of(c.a))
			if n, found := shelf.Find(reprint.Of(c.b)); found != c.release || found && n != 1 {
				t.Errorf("found %v, number %d", found, n)
			}
		})
	}
}

func with(t reprint.Text, body string) reprint.Text { t.Body = body; return t }

func titled(t reprint.Text, title, body string) reprint.Text {
	t.Title, t.Body = title, body
	return t
}

func from(source string, t reprint.Text) reprint.Text { t.Source = source; return t }

func later(t reprint.Text) reprint.Text { t.Published = t.Published.Add(7 * 24 * time.Hour); return t }

func half(s string) string { return firstHalf(0, s) }

// longer is one of some texts without a name that share half of their words.
func longer(n int) string {
	own := []string{
		"boats lie in rows and wait for better weather while their crews play cards and mend nets in the long shed on the pier",
		"nobody may fish off the northern breakwater as long as divers look for the anchor that a ferry lost there in spring",
		"cranes on both quays are painted green again because seamen took the red ones for lights in the fog of last autumn",
	}[n-1]
	return "the board thanks all who use the port for their patience and gives notice that " + own +
		"; questions are answered at the gate between eight and noon on every working day. "
}

func kanji(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteRune(rune(0x4e00 + i*i*7%4000))
	}
	return b.String()
}
