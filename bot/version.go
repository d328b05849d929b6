package bot

import "context"

// version says which program this is.
func (b *Bot) version(context.Context, call) (Reply, error) {
	if b.operation == nil {
		return Reply{}, elsewhere()
	}
	return answer(say("Readout %s.", b.operation.Version())), nil
}
