package bot

import "context"

// errorsShown is how many lines a message holds.
const errorsShown = 20

// errors shows the last warnings and errors of the log, newest first.
func (b *Bot) errors(_ context.Context, c call) (Reply, error) {
	if b.operation == nil {
		return Reply{}, elsewhere()
	}
	if !c.private() {
		// Numbers of chats and names of feeds may stand there.
		return Reply{}, complain(say("The log is not for everybody here."), say("Send `/errors` to me in a private chat."))
	}
	all := b.operation.Warnings()
	if len(all) == 0 {
		return answer(say("No warning and no error since the start.")).with(row(press("Health", "/health"))), nil
	}
	r := answer(say("The last warnings and errors, newest first:"))
	for _, w := range all[:min(len(all), errorsShown)] {
		kind := "warning"
		if w.Error {
			kind = "*error*"
		}
		at := w.At.In(c.reader.Schedule.Location())
		r = r.and(append(say("%s, %s: ", momentIn(at, c.today()), kind), say("%s", shorten(w.Text, 300))...))
	}
	return r.with(row(press("Health", "/health"), press("Feeds", "/feeds failing"))), nil
}
