package bot

import "readout/digest/news"

// complaint is trouble that the reader can mend: what is wrong, what to do
// about it, and perhaps buttons that do it. Any other error is ours.
type complaint struct {
	wrong, hint news.Text
	rows        [][]Button
}

func complain(wrong, hint news.Text, rows ...[]Button) error {
	return complaint{wrong: wrong, hint: hint, rows: rows}
}

func (c complaint) Error() string { return c.wrong.String() }

func (c complaint) reply() Reply { return answer(c.wrong, c.hint).with(c.rows...) }
