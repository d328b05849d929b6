package bot

import (
	"context"
	"fmt"

	"readout/digest/news"
)

// hold stops all digests, or lets them go on. Reading and answers go on
// meanwhile, and so does a digest that is on its way.
func (b *Bot) hold(ctx context.Context, c call) (Reply, error) {
	var change func(*news.Duty) error
	switch plain(c.arg) {
	case "":
	case "on":
		change = func(d *news.Duty) error { d.Hold(c.now, c.From.ID); return nil }
	case "off":
		change = func(d *news.Duty) error { d.Release(c.now); return nil }
	default:
		return Reply{}, complain(say("Digests are held or not: *%s* is neither.", echo(c.arg)), say("`/hold on` or `/hold off`"), holdRow())
	}
	duty, err := b.store.Duty(ctx)
	if err == nil && change != nil {
		duty, err = b.store.UpdateDuty(ctx, change)
	}
	if err != nil {
		return Reply{}, fmt.Errorf("hold: %w", err)
	}
	state, err := b.holdIn(ctx, c, duty)
	if err != nil {
		return Reply{}, err
	}
	r := answer(state)
	if due, err := b.store.CountDue(ctx, c.now); err == nil && due > 0 {
		r = r.and(say("Due by now: *%s*.", count(due, "digest")))
	}
	r = r.and(say("News is read and people are answered all the while. What is held for longer than a digest may be late joins the next."))
	r.Edit = c.Pressed
	return r.with(holdRow()), nil
}

func holdRow() []Button {
	return row(press("Hold all digests", "/hold on"), press("Let them go on", "/hold off"))
}

// holdIn says whether digests are held, since when and by whom.
func (b *Bot) holdIn(ctx context.Context, c call, d news.Duty) (news.Text, error) {
	if d.Held.IsZero() {
		return say("Digests are delivered."), nil
	}
	by := say("you")
	if d.By != c.From.ID {
		admin, err := b.guest(ctx, d.By)
		if err != nil {
			return nil, err
		}
		by = naming(admin)
	}
	since := momentIn(d.Held.In(c.reader.Schedule.Location()), c.today())
	return append(append(say("Digests are *held* for everybody, since *%s*, by ", since), by...), say(".")...), nil
}

// held is what a reader is told of a hold; nothing where there is none.
func (b *Bot) held(ctx context.Context) ([]news.Text, error) {
	duty, err := b.store.Duty(ctx)
	if err != nil {
		return nil, fmt.Errorf("duty: %w", err)
	}
	if duty.Held.IsZero() {
		return nil, nil
	}
	return []news.Text{say("All digests are *held* for now by whoever runs this bot; they come when they are let go on.")}, nil
}
