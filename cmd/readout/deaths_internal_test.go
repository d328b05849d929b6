package main

import (
	"fmt"
	"time"

	"readout/bot/telegram/sandbox"
)

// death is a way in which the program is killed around a delivery.
type death struct {
	name string
	// befalls runs the program until it is dead.
	befalls func(r *attempt, round int)
	// twice is how many parts may come twice for it.
	twice int
	// leaves checks what else must be so when all is over; nil is nothing.
	leaves func(r *attempt)
}

// deaths are all of them, by the numbers of the matrix of crashes.
func deaths() []death {
	return []death{
		{name: planned, befalls: once(planned)},
		{name: queued, befalls: once(queued)},
		{name: begun, befalls: eachPart(begun)},
		{name: half, befalls: eachPart(half)},
		{name: stored, befalls: eachPart(stored), twice: 1},
		{name: answered, befalls: eachPart(answered), twice: 1},
		{name: noted, befalls: eachPart(noted)},
		// Telegram tells of a move, and what is said, while a part may be on its
		// way.
		{name: moving, befalls: whileItMoves, twice: 1},
		{name: settling, befalls: whileItSettles, twice: 1, leaves: wantSettled},
		{name: stopping, befalls: eachPart(stopping), twice: 1},
		{name: "K14 it takes up what the last one left", befalls: againWhileTakingUp, twice: 1},
	}
}

func once(step string) func(*attempt, int) {
	return func(r *attempt, _ int) { r.die(step + ":1") }
}

// eachPart kills at a step of the parts by turns; a digest has three at least.
func eachPart(step string) func(*attempt, int) {
	return func(r *attempt, round int) { r.die(fmt.Sprintf("%s:%d", step, round%3+1)) }
}

// theGroup is a group that will become a supergroup.
const theGroup = -4343

// whileItMoves has the reader be a group that becomes a supergroup after the
// first part of its digest.
func whileItMoves(r *attempt, round int) {
	store, err := openStore(r.Context(), r.store)
	if err != nil {
		r.Fatal(err)
	}
	err = store.MoveChat(r.Context(), r.reader.Chat, theGroup)
	store.Close()
	if err != nil {
		r.Fatal(err)
	}
	r.reader.Chat = theGroup
	r.die(noted + ":1")
	to, err := r.telegram.Migrate(theGroup, 0)
	if err != nil {
		r.Fatal(err)
	}
	r.die(moving + moments[round%3] + ":1")
	r.before, r.reader.Chat = theGroup, to
}

// whileItSettles has the reader hide a word while the digest comes.
func whileItSettles(r *attempt, round int) {
	r.aside = "football is now kept out"
	_, err := r.telegram.Say(sandbox.Speech{Chat: r.reader.Chat, From: sandbox.User{ID: r.reader.Chat}, Text: "/hide football"})
	if err != nil {
		r.Fatal(err)
	}
	r.die(settling + moments[round%3] + ":1")
}

// wantSettled holds that the wish is followed.
func wantSettled(r *attempt) {
	store, err := openArchive(r.Context(), r.store)
	if err != nil {
		r.Fatal(err)
	}
	defer store.Close()
	s, err := store.Subscriber(r.Context(), r.reader)
	if err != nil || fmt.Sprint(s.Hidden) != "[football]" {
		r.Errorf("hidden %q, %v", s.Hidden, err)
	}
	if want := time.Date(2031, 3, 5, 8, 0, 0, 0, time.UTC); !s.Due.At.Equal(want) {
		r.Errorf("due %s", s.Due.At)
	}
}

// againWhileTakingUp kills a second process while it takes up what the first
// left in the window in which nobody can know.
func againWhileTakingUp(r *attempt, round int) {
	r.die(fmt.Sprintf("%s:%d", stored, round%3+1))
	var recovering []string
	for _, act := range []string{ending, owning} {
		for _, moment := range moments {
			recovering = append(recovering, act+moment)
		}
	}
	r.die(recovering[round%len(recovering)] + ":1")
	if d := r.delivery(); !d.Finished.IsZero() {
		r.Errorf("finished while being taken up: %+v", d)
	}
}
