package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"readout/bot"
	"readout/digest/news"
	"readout/storage"
)

// What a keyboard holds; Telegram takes 100 buttons, 8 in a row, and about ten
// thousand bytes.
const (
	mostButtons   = 96
	mostInRow     = 8
	longestLabel  = 60
	keyboardBytes = 9000
	// dataVersion leads the data of a button.
	dataVersion = "1"
)

// keys is what Telegram wants to know of a keyboard.
type keys struct {
	Rows [][]key `json:"inline_keyboard"`
}

type key struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// keyboardID is an id that is the same whenever the same thing is sent, and
// that nobody without the token can guess.
func (c *Client) keyboardID(seed string) string {
	sum := hmac.New(sha256.New, []byte(c.token))
	sum.Write([]byte(seed))
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12])
}

// keyboard lays buttons out for Telegram under an id, and says what they stand
// for. What is more than a keyboard holds is left out.
func keyboard(id string, rows [][]bot.Button) (keys, []string) {
	var out keys
	var commands []string
	buttons, bytes := 0, 0
	for _, row := range rows {
		var line []key
		for _, b := range row {
			k, ok := pressable(id, len(commands), b)
			size := len(k.Text) + len(k.Data) + len(k.URL) + 40
			if !ok || buttons == mostButtons || bytes+size > keyboardBytes {
				continue
			}
			if k.Data != "" {
				commands = append(commands, b.Command)
			}
			if len(line) == mostInRow {
				out.Rows, line = append(out.Rows, line), nil
			}
			line = append(line, k)
			buttons, bytes = buttons+1, bytes+size
		}
		if len(line) > 0 {
			out.Rows = append(out.Rows, line)
		}
	}
	return out, commands
}

// pressable is a button as Telegram takes it; the second result is false for
// one that leads nowhere.
func pressable(id string, place int, b bot.Button) (key, bool) {
	k := key{Text: label(b.Label)}
	if b.Command != "" {
		k.Data = dataVersion + ":" + id + ":" + strconv.Itoa(place)
		return k, true
	}
	k.URL = web(b.Link)
	return k, k.URL != ""
}

func label(s string) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	if blank(s) {
		return "…"
	}
	if clusters(s) > longestLabel {
		s = beginning(news.Say(s), longestLabel-1).String() + "…"
	}
	return s
}

// pressed parts the data of a button into its keyboard and its place there.
func pressed(data string) (id string, place int, ok bool) {
	parts := strings.Split(data, ":")
	if len(parts) != 3 || parts[0] != dataVersion {
		return "", 0, false
	}
	place, err := strconv.Atoi(parts[2])
	return parts[1], place, err == nil && place >= 0
}

// lay makes the keyboard of a message and keeps what its buttons stand for.
// The text is "" where there is none.
func (c *Client) lay(ctx context.Context, at news.Address, seed string, rows [][]bot.Button) (text string, k storage.Keyboard, err error) {
	k = storage.Keyboard{ID: c.keyboardID(seed), Address: at, Made: c.clock()}
	out, commands := keyboard(k.ID, rows)
	if len(out.Rows) == 0 {
		return "", k, nil
	}
	k.Commands = commands
	if len(commands) > 0 {
		if err := c.store.SaveKeyboard(ctx, k); err != nil {
			return "", k, fmt.Errorf("save keyboard %s: %w", k.ID, err)
		}
	}
	markup, err := json.Marshal(out)
	if err != nil {
		return "", k, fmt.Errorf("keyboard %s: %w", k.ID, err)
	}
	return string(markup), k, nil
}

// laid notes where the keyboard was sent, and which message has it. Whoever had
// all that is kept of a chat erased meanwhile gets nothing back.
func (c *Client) laid(ctx context.Context, k storage.Keyboard, message string) error {
	if len(k.Commands) == 0 {
		return nil
	}
	if err := c.store.BindKeyboard(ctx, k.ID, k.Address, message); err != nil {
		return fmt.Errorf("bind keyboard %s: %w", k.ID, err)
	}
	return nil
}
