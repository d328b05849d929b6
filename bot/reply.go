package bot

import "readout/digest/news"

// answer is a reply of paragraphs, a block each.
func answer(paragraphs ...news.Text) Reply {
	var r Reply
	for _, t := range paragraphs {
		if len(t) > 0 {
			r.Blocks = append(r.Blocks, news.Block{Kind: news.Note, Text: t})
		}
	}
	return r
}

// and adds paragraphs to a reply, a block each.
func (r Reply) and(paragraphs ...news.Text) Reply {
	r.Blocks = append(r.Blocks, answer(paragraphs...).Blocks...)
	return r
}

// titled puts a heading over a reply.
func (r Reply) titled(heading news.Text) Reply {
	r.Blocks = append([]news.Block{{Kind: news.Heading, Text: heading}}, r.Blocks...)
	return r
}

// with adds rows of buttons; empty rows are left out.
func (r Reply) with(rows ...[]Button) Reply {
	for _, row := range rows {
		if len(row) > 0 {
			r.Buttons = append(r.Buttons, row)
		}
	}
	return r
}

// row is buttons side by side.
func row(buttons ...Button) []Button { return buttons }

// press is a button that sends a command. A quotation that is open at the end
// of either is closed.
func press(label, command string) Button {
	return Button{Label: closed(label), Command: closed(command)}
}

// grid lays buttons out in rows of a width.
func grid(buttons []Button, width int) [][]Button {
	var rows [][]Button
	for len(buttons) > width {
		rows = append(rows, buttons[:width])
		buttons = buttons[width:]
	}
	if len(buttons) > 0 {
		rows = append(rows, buttons)
	}
	return rows
}

// chosen marks the label of the state that holds now.
func chosen(is bool, label string) string {
	if is {
		return "✓ " + label
	}
	return label
}
