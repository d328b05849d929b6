package bot_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// deliver serves the reader's due slot at a moment, as the desk would.
func (r *room) deliver(at time.Time, lines ...string) {
	r.t.Helper()
	r.finish(r.begin(at, lines...))
}

// begin begins the delivery of the reader's due slot at a moment.
func (r *room) begin(at time.Time, lines ...string) (storage.Claim, news.Delivery) {
	r.t.Helper()
	ctx := r.t.Context()
	claims, err := r.store.ClaimDue(ctx, at, "test", time.Minute, 10)
	if err != nil || len(claims) != 1 {
		r.t.Fatalf("%d claims at %v: %v", len(claims), at, err)
	}
	var blocks []news.Block
	for i, words := range lines {
		blocks = append(blocks, news.Block{Kind: news.Item, Number: i + 1, Text: news.Say(words), Proofs: []news.Proof{{Outlet: "Veld Courier", Published: at, Sentence: "Proof of " + words}}})
	}
	e := news.NewEdition(blocks, nil, at)
	due := claims[0].Subscriber.Due
	d := news.Delivery{Key: news.DeliveryKey{Address: r.as.At, Date: due.Date, Slot: due.Time.String()}, Edition: e.ID, Begun: at, Parts: []news.Part{{To: len(blocks)}}}
	if _, err := r.store.BeginDelivery(ctx, claims[0], d, e); err != nil {
		r.t.Fatal(err)
	}
	if err := r.store.MarkShown(ctx, storage.Shown{Address: r.as.At, Message: "m" + due.Time.String(), Edition: e.ID, At: at}); err != nil {
		r.t.Fatal(err)
	}
	return claims[0], d
}

// finish ends a delivery that arrived and plans the next slot.
func (r *room) finish(claim storage.Claim, d news.Delivery) {
	r.t.Helper()
	r.end(claim, d, news.Sent)
}

// end ends a delivery in whatever state and plans the next slot.
func (r *room) end(claim storage.Claim, d news.Delivery, as news.PartState) {
	r.t.Helper()
	part := d.Parts[0]
	part.State = as
	if err := r.store.MarkPart(r.t.Context(), claim, d.Key, 0, part); err != nil {
		r.t.Fatal(err)
	}
	err := r.store.FinishDelivery(r.t.Context(), claim, d.Key, d.Begun, func(s *news.Subscriber) error {
		s.Plan(d.Begun)
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *room) subscriber() news.Subscriber {
	r.t.Helper()
	s, err := r.store.Subscriber(r.t.Context(), r.as.At)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

func (r *room) mustHold(reply bot.Reply, words ...string) {
	r.t.Helper()
	for _, w := range words {
		if got := plain(reply); !strings.Contains(got, w) {
			r.t.Errorf("%q is missing from\n%s", w, got)
		}
	}
}

func TestANewcomersFirstDigestGoesADayBack(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/met")
	if _, err := r.store.Subscriber(t.Context(), here); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a look-up made a subscriber: %v", err)
	}
	r.say("/start")
	dayAgo, err := r.store.SeqBefore(t.Context(), now.AddDate(0, 0, -1))
	if err != nil {
		t.Fatal(err)
	}
	s := r.subscriber()
	if !s.Joined.Equal(now) || s.Schedule.Zone != "Asia/Baku" || s.ZoneChosen || s.Name != "Ada" || !s.Due.IsZero() {
		t.Errorf("joined as %+v", s)
	}
	r.say("/subscribe energy")
	if s := r.subscriber(); !s.Due.At.Equal(time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)) || s.Cursor != dayAgo || !s.Since.Equal(now.AddDate(0, 0, -1)) {
		t.Errorf("due %v from %d, %v", s.Due, s.Cursor, s.Since)
	}
}

// A ban holds whatever else was noted of why nothing can be sent.
func TestTheBannedAreNotWelcomedBack(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*room) string{
		"let in again":   func(r *room) string { return plain(r.befall("returned")) },
		"start":          func(r *room) string { return plain(r.say("/start")) },
		"their own data": func(r *room) string { r.say("/stop leave"); return "(silence)\n" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			r.say("/subscribe energy")
			if err := r.store.SaveGuest(t.Context(), news.Guest{ID: here.Chat, Standing: news.Banned, Since: now}); err != nil {
				t.Fatal(err)
			}
			if _, err := r.store.UpdateSubscriber(t.Context(), here, func(s *news.Subscriber) error { s.Gone = "blocked"; return nil }); err != nil {
				t.Fatal(err)
			}
			if got := act(r); got != "(silence)\n" {
				t.Errorf("the banned hear %s", got)
			}
			if s := r.subscriber(); s.Active() || name != "start" && s.Gone != "banned" {
				t.Errorf("they are gone for %q", s.Gone)
			}
		})
	}
}

func TestComingBackRepeatsNothing(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.serve()
	served := r.subscriber()
	r.say("/unsubscribe energy")
	r.say("/subscribe energy")
	if s := r.subscriber(); s.Cursor != served.Cursor || !s.Since.Equal(served.Since) {
		t.Errorf("from %d, %v; was served up to %d, %v", s.Cursor, s.Since, served.Cursor, served.Since)
	}
}

// serve moves the reader's cursor as a delivery at this moment would.
func (r *room) serve() {
	r.t.Helper()
	head, err := r.store.Head(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	_, err = r.store.UpdateSubscriber(r.t.Context(), here, func(s *news.Subscriber) error {
		s.Cursor, s.Since = head, r.now
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

func TestNoDateHasASlotTwiceWhateverTheZoneDoes(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.now = time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)
	r.deliver(r.now, "one")
	r.now = r.now.Add(time.Minute)
	// It is 04:01 in London: 08:00 of the same date is ahead, and was served.
	r.mustHold(r.say("/timezone London"), "Next digest: *tomorrow, Fri 17 Nov, 08:00* (London)")
	// A new time of that date was not.
	r.mustHold(r.say("/time 8:00 9:00"), "Next digest: *today, Thu 16 Nov, 09:00* (London)")
	r.mustHold(r.say("/timezone Baku"), "Next digest: *today, Thu 16 Nov, 09:00* (Baku)")
}

func TestWhatIsDueAtThisMomentStaysDue(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.now = time.Date(2023, 11, 16, 4, 0, 5, 0, time.UTC)
	coming := "The digest of *today, Thu 16 Nov, 08:00* is on its way, or here already. The next: *tomorrow, Fri 17 Nov, 08:00* (Baku)."
	r.mustHold(r.say("/hide football"), coming)
	r.mustHold(r.say("/time 8:00"), coming)
	r.mustHold(r.say("/time 18:00"), "Next digest: *today, Thu 16 Nov, 18:00*")
}

// The desk finds a delivery that it has begun by the slot that is due.
func TestADigestOnItsWayKeepsItsSlot(t *testing.T) {
	t.Parallel()
	for typed, answer := range map[string]string{
		"/time 18:00":      "is on its way, or here already. The next: *today, Thu 16 Nov, 18:00* (Baku)",
		"/timezone London": "The digest of *today, Thu 16 Nov, 08:00* is on its way, or here already. The next: *tomorrow, Fri 17 Nov, 08:00* (London)",
		"/days sat":        "is on its way, or here already. The next: *Sat 18 Nov, 08:00* (Baku)",
		"/pause 3d":        "Paused until *Sun 19 Nov, 08:00*. The digest that is on its way still comes.",
		"/stop leave":      "no digest comes any more",
		"/hide football":   "The next: *tomorrow, Fri 17 Nov, 08:00* (Baku)",
	} {
		t.Run(typed, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			r.say("/subscribe energy")
			r.now = time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)
			claim, delivery := r.begin(r.now, "one")
			before := r.subscriber().Due
			r.mustHold(r.say(typed), answer)
			if got := r.subscriber().Due; got != before {
				t.Errorf("due %v, was %v", got, before)
			}
			r.finish(claim, delivery)
			if got := r.subscriber().Due; got == before {
				t.Errorf("still due %v", got)
			}
		})
	}
}

// A new time of today that is still ahead brings another digest of today.
func TestASecondDigestOfADateIsToldOf(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.now = time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)
	r.deliver(r.now, "one")
	r.now = r.now.Add(time.Hour)
	r.mustHold(r.say("/time 18:00"), "Next digest: *today, Thu 16 Nov, 18:00*", "That of *08:00* has come already; this one holds what is new since.")
	for _, typed := range []string{"/time 8:00 18:00", "/time 7:00"} {
		if got := plain(r.say(typed)); strings.Contains(got, "has come already") {
			t.Errorf("%s is answered\n%s", typed, got)
		}
	}
}

func TestStatusTellsWhatBecameOfTheLastDigest(t *testing.T) {
	t.Parallel()
	for state, want := range map[news.PartState]string{
		news.Sent:    "Last digest: *today, Fri 17 Nov, 08:00*.",
		news.Refused: "The digest of *today, Fri 17 Nov, 08:00* could not be delivered.\nLast digest: *yesterday, Thu 16 Nov, 08:00*.",
		news.Unknown: "The digest of *today, Fri 17 Nov, 08:00* may not have arrived.\nLast digest: *yesterday, Thu 16 Nov, 08:00*.",
		news.Waiting: "The digest of *today, Fri 17 Nov, 08:00* was too late to be sent; the next holds its news.\nLast digest: *yesterday, Thu 16 Nov, 08:00*.",
	} {
		t.Run(cmp.Or(string(state), "waiting"), func(t *testing.T) {
			t.Parallel()
			r := open(t)
			r.say("/subscribe energy")
			r.now = time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)
			r.deliver(r.now, "one")
			r.now = r.now.AddDate(0, 0, 1)
			claim, d := r.begin(r.now, "two")
			r.mustHold(r.say("/status"), "The digest of *today, Fri 17 Nov, 08:00* is on its way.\nLast digest: *yesterday, Thu 16 Nov, 08:00*.")
			r.end(claim, d, state)
			r.mustHold(r.say("/status"), want)
		})
	}
}

func TestPastDigestsAreShownAsTheyWereSent(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.say("/time 8:00 18:00")
	r.deliver(time.Date(2023, 11, 15, 14, 0, 0, 0, time.UTC), "evening line")
	r.deliver(time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC), "morning line")
	r.now = time.Date(2023, 11, 16, 10, 0, 0, 0, time.UTC)
	r.mustHold(r.say("/digest yesterday"), "1 evening line", "[16 Nov, 08:00: /digest 2023-11-16 08:00]")
	r.mustHold(r.say("1"), "Proof of evening line")
	r.mustHold(r.say("/digest 2023-11-16 08:00"), "1 morning line")
	r.mustHold(r.say("/digest today"), "1 morning line")
	r.mustHold(r.say("/digest monday"), "No digest was sent here on *Mon 13 Nov*", "[15 Nov, 18:00: /digest 2023-11-15 18:00]")
	r.mustHold(r.say("/status"), "Last digest: *today, Thu 16 Nov, 08:00*")
	// A number in reply to a message opens that message's line.
	m := r.as
	m.Text, m.Shows = "1", "m18:00"
	r.mustHold(r.send(m), "Proof of evening line")
	// Another chat sees none of it.
	m.At = news.Address{Chat: 43}
	r.mustHold(r.send(m), "Nothing with numbered lines")
}

// asked notes what it is asked for and answers with what the desk makes of it.
type asked struct {
	bot.Desk
	request digest.Request
}

func (a *asked) Preview(ctx context.Context, q digest.Request, now time.Time) (news.Digest, error) {
	a.request = q
	return a.Desk.Preview(ctx, q, now)
}

// How far back there is anything is the desk's to say.
func TestALongSpanIsAnsweredWithWhatThereIs(t *testing.T) {
	t.Parallel()
	r := open(t)
	desk := &asked{Desk: digest.New(r.store, nil, slog.New(slog.DiscardHandler), digest.Options{Lookback: 13 * 24 * time.Hour})}
	r.bot = bot.New(bot.Options{Store: r.store, Desk: desk, Door: news.Open})
	r.say("/subscribe energy")
	r.mustHold(r.say("/digest 300d"), "since 2 Nov", "Ana Prado")
	if want := now.AddDate(0, 0, -300); !desk.request.Since.Equal(want) {
		t.Errorf("asked since %v, want %v", desk.request.Since, want)
	}
}

func TestExportHoldsWhatIsKeptAndEraseLeavesNothing(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.say("/follow Prado")
	r.deliver(time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC), "one")
	r.deliver(time.Date(2023, 11, 17, 4, 0, 0, 0, time.UTC), "two")
	r.now = r.now.AddDate(0, 0, 2)
	mine := news.Topic{ID: "mine", Name: "Mine", Owner: here}
	if err := r.store.SaveTopic(t.Context(), mine); err != nil {
		t.Fatal(err)
	}
	r.say("/met place:Lyon")
	m := r.as
	// Pressed under a digest, it still exports what was shown last.
	m.Text, m.Pressed, m.Shows = "/export_me", true, "m08:00"
	reply := r.send(m)
	r.mustHold(reply, "*2 past digests*")
	if reply.File == nil {
		t.Fatal("no file")
	}
	var got struct {
		Subscriber news.Subscriber `json:"subscriber"`
		Topics     []news.Topic    `json:"own_topics"`
		Deliveries []struct {
			Key     news.DeliveryKey `json:"key"`
			Brought news.Edition     `json:"brought"`
		} `json:"deliveries"`
		Shown news.Edition `json:"shown_last"`
	}
	if err := json.Unmarshal(reply.File.Bytes, &got); err != nil {
		t.Fatal(err)
	}
	if got.Subscriber.Followed[0] != "Ana Prado" || len(got.Topics) != 1 || len(got.Deliveries) != 2 {
		t.Fatalf("exported %s", reply.File.Bytes)
	}
	if d := got.Deliveries[0]; d.Key.Date != "2023-11-17" || d.Brought.Blocks[0].Text.String() != "two" || !strings.HasPrefix(got.Shown.Blocks[0].Text.String(), "Meetings in Lyon") {
		t.Errorf("exported %s", reply.File.Bytes)
	}
	r.press("/delete_me")
	r.subscriber()
	r.press("/delete_me yes")
	if _, err := r.store.Subscriber(t.Context(), here); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the subscriber is still there: %v", err)
	}
	if _, err := r.store.Topic(t.Context(), mine.ID); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the private topic is still there: %v", err)
	}
	r.mustHold(r.say("1"), "Nothing with numbered lines")
	r.mustHold(r.say("/export_me"), "Nothing is kept of this chat.")
}

func TestOurTroubleIsLoggedAndNeverShown(t *testing.T) {
	t.Parallel()
	r := open(t)
	var log strings.Builder
	b := bot.New(bot.Options{Store: r.store, Desk: lastNews{r.store}, Door: news.Open, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err := r.store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"/start", "/met Prado", "/digest", "3", "who is Prado"} {
		m := r.as
		m.Text = text
		got := plain(b.Answer(t.Context(), now, m))
		if got != "Something went wrong here, not with you; it was noted.\nPlease try again in a moment.\n" {
			t.Errorf("%q is answered %q", text, got)
		}
	}
	if !strings.Contains(log.String(), "store closed") || !strings.Contains(log.String(), "chat=42") {
		t.Errorf("logged %q", log.String())
	}
}

// meetings gives the archive one more meeting an hour, each of other people.
func (r *room) meetings(n int) {
	r.t.Helper()
	var reports []news.Report
	for i := range n {
		at := now.Add(time.Duration(i-n) * time.Hour)
		one, other := fmt.Sprintf("Ana Number%d", i), fmt.Sprintf("Ivo Count%d", i)
		p := article(r.t, fmt.Sprint("talks", i), "Veld Courier", fmt.Sprint("Talks ", i), at, one+" met "+other+" in Oslo.").
			person(one).person(other).
			meeting("met", news.Meeting{Participants: []string{one, other}, Place: "Oslo", PlaceBasis: news.Stated, Day: news.DayOf(at, time.UTC), DayBasis: news.Stated})
		reports = append(reports, p.r)
	}
	if _, err := r.store.SaveReports(r.t.Context(), storage.Intake{Reports: reports, Source: "test"}); err != nil {
		r.t.Fatal(err)
	}
}

func TestLongListsShowTenAndTheRestWhenAsked(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.meetings(60)
	reply := r.say("/met Oslo")
	r.mustHold(reply, "10 *Ana Number50*", "[30 more: /more]", "[Older: /met Oslo after:")
	if strings.Contains(plain(reply), "\n11 ") {
		t.Error("more than ten lines are shown at once")
	}
	r.mustHold(r.say("37"), "*Ana Number23*")
	r.mustHold(r.press("/more"), "11 *Ana Number49*", "30 *Ana Number30*", "[10 more: /more 2]")
	r.mustHold(r.press("/more 2"), "40 *Ana Number20*")
	r.mustHold(r.press("/more 3"), "That was all.")
	for _, row := range reply.Buttons {
		if row[0].Label == "Older" {
			r.mustHold(r.press(row[0].Command), "1 *Ana Number19*", "[10 more: /more]")
		}
	}
}

func TestExamplesNamePeopleOfTheArchive(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.meetings(3)
	r.mustHold(r.say("/help met"), "[/met Number2: /met Number2] [/met Number2, Count2: /met Number2, Count2] [/met Oslo: /met Oslo]")
	r.mustHold(r.say("/follow"), "`/follow Number2`")
	r.mustHold(r.say("/who Prado"), "*Ana Prado*")
}

func TestUncertainFactsAreMarked(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := article(t, "rumour", "Harbour Post", "Rumour", now, "Ida Moll may go to Riga. Ida Moll goes to Oslo.").person("Ida Moll").
		visit("Riga", news.Visit{Visitors: []string{"Ida Moll"}, To: "Riga", Status: news.Planned}).
		visit("Oslo", news.Visit{Visitors: []string{"Ida Moll"}, To: "Oslo", Status: news.Planned})
	p.r.Facts.Visits[0].Confidence = 40
	if _, err := r.store.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{p.r}}); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/visits Riga"), "Harbour Post ~(uncertain)~")
	if got := plain(r.say("/visits Oslo")); strings.Contains(got, "uncertain") {
		t.Errorf("a sure visit is marked: %s", got)
	}
}

func TestVisitsWithoutDaysComeLastAndOnlyWhileFresh(t *testing.T) {
	t.Parallel()
	r := open(t)
	var reports []news.Report
	for to, days := range map[string]int{"Riga": 6, "Oslo": 9, "Bonn": 15} {
		p := article(t, to, "Harbour Post", to, now.AddDate(0, 0, -days), "Ida Moll goes to "+to+".").person("Ida Moll").
			visit(to, news.Visit{Visitors: []string{"Ida Moll"}, To: to, Status: news.Planned})
		reports = append(reports, p.r)
	}
	if _, err := r.store.SaveReports(t.Context(), storage.Intake{Reports: reports}); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string][]string{
		"/visits":          {"Azerbaijan", "Tbilisi", "Riga"},
		"/visits upcoming": {"Azerbaijan", "Tbilisi", "Oslo", "Riga"},
	} {
		var got []string
		for _, block := range r.say(typed).Blocks {
			for _, to := range []string{"Azerbaijan", "Tbilisi", "Riga", "Oslo", "Bonn"} {
				if block.Number > 0 && strings.Contains(block.Text.String(), " to "+to) {
					got = append(got, to)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", typed, got, want)
		}
	}
	r.mustHold(r.say("/visits"), "days not given, reported 9 Nov, planned")
}

func TestAnEmptyDigestLeavesTheNumbersGood(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.serve()
	r.say("/met")
	r.mustHold(r.say("/digest"), "0 lines")
	r.mustHold(r.say("2"), "Nadia Sabel")
}

func TestSearchGoesOnWhereAPageEnded(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.meetings(25)
	seen := map[string]bool{}
	reply := r.say("/search talks from:Courier")
	for pages := 1; ; pages++ {
		for _, b := range reply.Blocks {
			if b.Number > 0 {
				seen[b.Text.String()] = true
			}
		}
		if len(reply.Buttons) == 0 || pages > 5 {
			break
		}
		reply = r.press(reply.Buttons[0][0].Command)
	}
	if len(seen) != 25 {
		t.Errorf("%d articles were shown, want 25", len(seen))
	}
}

// A topic means the same to look-ups as to digests.
func TestLookUpsReadTopicsAsDigestsDo(t *testing.T) {
	t.Parallel()
	r := open(t)
	p := article(t, "gas", "Harbour Post", "Gas talks", now, "Moll met the envoy of the \"Sea Council\". Moll travels to Riga on 20 November.").
		person("Moll").visit("Riga", news.Visit{Visitors: []string{"Moll"}, To: "Riga", Start: "2023-11-20", Status: news.Planned})
	if _, err := r.store.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{p.r}}); err != nil {
		t.Fatal(err)
	}
	for name, topic := range map[string]news.Topic{
		"short form of a name":    {People: []string{"Ida Moll"}},
		"a phrase with its marks": {Any: []string{`envoy of the "Sea Council`}},
	} {
		topic.ID, topic.Name = "gas", "Gas"
		if err := r.store.SaveTopic(t.Context(), topic); err != nil {
			t.Fatal(err)
		}
		if !digest.Matches(topic, p.r) {
			t.Errorf("%s: no digest takes it", name)
		}
		r.mustHold(r.say("/search topic:gas"), "Gas talks")
		r.say("/subscribe gas")
		r.mustHold(r.say("/visits"), "*Riga*")
	}
}

func TestStatusNamesTheUnreadFeedsOfMyTopics(t *testing.T) {
	t.Parallel()
	r := open(t)
	if err := r.store.SaveTopic(t.Context(), news.Topic{ID: "post", Name: "Post", Sources: []news.SourceID{"test"}}); err != nil {
		t.Fatal(err)
	}
	r.say("/subscribe post")
	r.mustHold(r.say("/status"), "No feed is missing.")
	r.say("/subscribe energy")
	r.mustHold(r.say("/status"), "*Evening Gone* (403)")
}

func TestHostileMessagesAreAnsweredBriefly(t *testing.T) {
	t.Parallel()
	r := open(t)
	for name, text := range map[string]string{
		"10 KB in one word":     strings.Repeat("x", 10_000),
		"10 KB of words":        strings.Repeat("word ", 2_000),
		"a search of 2000":      "/search " + strings.Repeat("mines ", 2_000),
		"a name of 10 KB":       "/who " + strings.Repeat("ə", 10_000),
		"meetings of many":      "/met " + strings.Repeat("a, ", 3_000),
		"follow 10 KB":          "/follow " + strings.Repeat("y", 10_000),
		"subscribe to many":     "/subscribe " + strings.Repeat("energy, ", 1_000) + strings.Repeat("z", 3_000),
		"times without end":     "/time " + strings.Repeat("8:00 ", 800),
		"NUL and escape":        "/who \x00\x1b[2Jx",
		"right to left":         "/search \u202eevil\u202c",
		"broken UTF-8":          "/said \xff\xfe\xfd",
		"combining marks":       "/who e" + strings.Repeat("\u0301", 5_000),
		"a command of 10 KB":    "/" + strings.Repeat("q", 10_000),
		"quotation marks":       "/search " + strings.Repeat(`"`, 4_001),
		"conditions in a row":   "/search " + strings.Repeat("person:x ", 900),
		"a question of 10 KB":   "who is " + strings.Repeat("who is ", 1_500),
		"emoji":                 "/timezone 🏙️🏙️🏙️",
		"a city of 4 KB":        "/timezone " + strings.Repeat("city ", 800),
		"a settings value 4 KB": "/settings length " + strings.Repeat("v", 4_000),
	} {
		reply := r.say(text)
		got := plain(reply)
		if got == "(silence)\n" || strings.Contains(got, "Something went wrong") || len([]rune(got)) > 3_000 || strings.ContainsAny(got, "\x00\x1b\u202e") {
			t.Errorf("%s: answered %s", name, got)
		}
		for _, row := range reply.Buttons {
			for _, b := range row {
				if len([]rune(b.Label)) > 120 {
					t.Errorf("%s: a button is labelled %q", name, b.Label)
				}
			}
		}
	}
}

// A setting named without a state is asked for in words that stand alone.
func TestQuietHoursAreAskedFor(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.mustHold(r.say("/settings quiet"), "makes no sound. Yours: *never*", "/settings quiet 22:00-07:00")
	r.say("/settings quiet 23:00-06:00")
	r.mustHold(r.say("/settings quiet"), "Yours: *23:00–06:00*")
	r.mustHold(r.say("/settings quiet tonight"), "*tonight* are no hours")
}

// Who asks when the next digest comes is told that all are held.
func TestTheStatusTellsOfAHold(t *testing.T) {
	t.Parallel()
	r := open(t)
	const held = "All digests are *held*"
	if text := plain(r.say("/status")); strings.Contains(text, "held") {
		t.Errorf("before: %s", text)
	}
	if _, err := r.store.UpdateDuty(t.Context(), func(d *news.Duty) error { d.Hold(r.now, 1); return nil }); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/status"), held)
}

func TestSilenceIsKeptInTheSettings(t *testing.T) {
	t.Parallel()
	r := open(t)
	for state, want := range map[string]bool{"on": true, "off": false} {
		r.press("/settings silent " + state)
		if got := r.subscriber().Silent; got != want {
			t.Errorf("silent %s: kept as %v", state, got)
		}
	}
}
