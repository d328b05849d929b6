package bot_test

import (
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest/news"
	"readout/storage"
)

func TestACountryWithoutMeetingsOffersItsPeopleAndOtherPlaces(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := article(t, "oslo", "Veld Courier", "Talks in Oslo", now, "Ida Moll met Ivo Dahl in Oslo.").
		person("Ida Moll", "Prime Minister of Norway").person("Ivo Dahl").
		meeting("met", news.Meeting{Participants: []string{"Ida Moll", "Ivo Dahl"}, Place: "Oslo", PlaceBasis: news.Stated})
	if _, err := r.store.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{p.r}, Source: "test"}); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/met norway"), "Nobody called *norway*, and no meeting in a place of that name, seen in *6 articles*",
		"a city works better than its country: `/met Oslo`", "[Oslo: /met place:Oslo]", `[Of Ida Moll: /met person:"Ida Moll"]`)
	r.mustHold(r.say("/met place:Norway"), "No meeting in *Norway*, by that name, seen", "[Oslo: /met place:Oslo]")
	r.mustHold(r.press(`/met person:"Ida Moll"`), "*Ida Moll* (Prime Minister of Norway) – *Ivo Dahl*")
	if got := plain(r.say("/met Prado in Lyon")); strings.Contains(got, "Places are found") {
		t.Errorf("a place that the archive knows is explained: %s", got)
	}
}

// Whatever /timezone tells a reader to type, it takes, wherever the archive's
// meetings are.
func TestEveryZoneThatIsSuggestedIsTaken(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.now = r.now.Add(time.Hour)
	r.meetings(1)
	for _, typed := range []string{"/timezone", "/timezone Asia/Atlantis", "/timezone Tbilsi", "/timezone UTC+4", "/start", "/help timezone"} {
		for _, command := range suggested(r.say(typed)) {
			if got := plain(r.say(command)); strings.HasPrefix(command, "/timezone ") && !strings.Contains(command, "[") && !strings.HasPrefix(got, "Your clock is now") {
				t.Errorf("%s suggests %s, which is answered %s", typed, command, got)
			}
		}
	}
}

// suggested are the commands of a reply: those of its buttons, and those to be
// typed.
func suggested(r bot.Reply) []string {
	var commands []string
	for _, row := range r.Buttons {
		for _, b := range row {
			commands = append(commands, b.Command)
		}
	}
	for _, block := range r.Blocks {
		for _, run := range block.Text {
			if run.Style == news.Code {
				commands = append(commands, run.Words)
			}
		}
	}
	return commands
}

func TestAnOutletWithAShortNameCanBeHidden(t *testing.T) {
	t.Parallel()
	r := open(t)
	if err := r.store.SaveSource(t.Context(), news.Source{ID: "vc", Title: "VC", URL: "https://vc.example/rss"}); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/hide VC"), "*VC* is now kept out")
	r.mustHold(r.say("/hide EU"), "*EU* is too short to hide")
	r.mustHold(r.say("/hide 中国"), "*中国* is now kept out")
}
