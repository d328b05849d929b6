package sandbox

import (
	"encoding/json"
	"strconv"
)

// Limits of keyboards.
const (
	maxButtons = 100
	maxRow     = 8
	maxMarkup  = 10 << 10
	maxData    = 64
)

// keyboard is what a call wants under its message. A keyboard that replaces
// the reader's own is checked and not kept, as Telegram does not show it.
func (s *Server) keyboard(p params) (*Keyboard, *refusal) {
	if !p.has("reply_markup") {
		return nil, nil
	}
	raw := p.text("reply_markup")
	var shape map[string]json.RawMessage
	if json.Unmarshal([]byte(raw), &shape) != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	if _, ok := shape["inline_keyboard"]; !ok {
		return nil, otherMarkup(shape)
	}
	var k Keyboard
	if json.Unmarshal([]byte(raw), &k) != nil {
		return nil, bad("can't parse reply keyboard markup JSON object")
	}
	if no := s.checkRows(&k); no != nil {
		return nil, no
	}
	if len(encode(k)) > maxMarkup {
		return nil, bad("reply markup is too long")
	}
	if len(k.Rows) == 0 {
		return nil, nil
	}
	return &k, nil
}

func otherMarkup(shape map[string]json.RawMessage) *refusal {
	for _, name := range []string{"keyboard", "remove_keyboard", "force_reply"} {
		if _, ok := shape[name]; ok {
			return nil
		}
	}
	if len(shape) == 0 {
		return nil
	}
	return bad("object expected as reply markup")
}

// checkRows drops empty rows, as Telegram does, and refuses wrong buttons.
func (s *Server) checkRows(k *Keyboard) *refusal {
	rows, total := [][]Button{}, 0
	for _, row := range k.Rows {
		for i := range row {
			if no := row[i].check(); no != nil {
				return no
			}
		}
		if len(row) > maxRow {
			s.wrong(Violation{Kind: "wide row", Detail: strconv.Itoa(len(row)) + " buttons in a row"})
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
		total += len(row)
	}
	if total > maxButtons {
		return bad("reply markup is too long")
	}
	k.Rows = rows
	return nil
}

func (b *Button) check() *refusal {
	const wrong = "can't parse inline keyboard button: "
	if b.Text == "" {
		return bad(wrong + "Field \"text\" must be of type String and non-empty")
	}
	switch {
	case b.URL != "":
		address, ok := checkedLink(b.URL)
		if !ok && userOf(b.URL) == 0 {
			return bad("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
		}
		if ok {
			b.URL = address
		}
	case b.Data != nil:
		if n := len(*b.Data); n == 0 || n > maxData {
			return bad("BUTTON_DATA_INVALID")
		}
	case b.CopyText == nil && b.WebApp == nil && b.Login == nil && b.Switch == nil && b.SwitchTo == nil && !b.Pay:
		return bad(wrong + "Text buttons are unallowed in the inline keyboard")
	}
	return nil
}

// labels are the words on the buttons, row by row.
func labels(k *Keyboard) []string {
	var list []string
	if k == nil {
		return nil
	}
	for _, row := range k.Rows {
		for _, b := range row {
			list = append(list, b.Text)
		}
	}
	return list
}
