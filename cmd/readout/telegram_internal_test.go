package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a script, or a test, waits for the bot. It is generous,
// as tests share machines.
const patience = time.Minute

// stage is the people and chats of a script, played through the sandbox at
// $TELEGRAM_API_URL.
type stage struct {
	address string
	seen    map[int64]int // the last arrival of each chat that was looked at
	thread  int           // the last one opened
}

// onStage finds free addresses for the sandbox and for a webhook.
func onStage(env *testscript.Env) error {
	var free [2]string
	for i := range free {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer listener.Close()
		free[i] = listener.Addr().String()
	}
	address := free[0]
	env.Setenv("HOOK", free[1])
	env.Values["stage"] = &stage{address: address, seen: map[int64]int{}}
	env.Setenv("SANDBOX", address)
	// Scripts run side by side; one that looks at health asks for a port.
	env.Setenv("READOUT_LISTEN", "off")
	env.Setenv("TELEGRAM_API_URL", "http://"+address)
	return nil
}

// stageCommands are what a script can play:
//
//	act PATH JSON                any act of docs/sandbox.md
//	say CHAT[/THREAD] [USER] TEXT   somebody says something
//	press CHAT LABEL [USER]      presses a button, on the newest message that has it
//	sees CHAT REGEXP             waits for a message or an edit in that chat, after those seen before
//	asks CHAT TEXT REGEXP        says it in private, again and again, until the answer is like that
//	unseen CHAT REGEXP           nothing like it ever came there
//	claim USER                   sends the code that the bot printed, for the first admin
//	until FILE REGEXP            waits until a file holds something
//	takeup CHAT USER             follows the newest invitation that came to a chat
//	tidy                         Telegram lost nothing, and every press was answered
func stageCommands() map[string]func(*testscript.TestScript, bool, []string) {
	commands := map[string]func(*stage, []string) error{
		"act": (*stage).act, "say": (*stage).say, "press": (*stage).press,
		"sees": (*stage).sees, "unseen": (*stage).unseen, "tidy": (*stage).tidy, "takeup": (*stage).takeUp,
		"asks": (*stage).asks,
	}
	wrapped := map[string]func(*testscript.TestScript, bool, []string){"claim": claimFirst, "until": until}
	for name, command := range commands {
		wrapped[name] = func(ts *testscript.TestScript, _ bool, args []string) {
			s := ts.Value("stage").(*stage)
			ts.Check(command(s, args))
			ts.Setenv("THREAD", strconv.Itoa(s.thread))
		}
	}
	return wrapped
}

func (s *stage) act(args []string) error {
	var done struct {
		Thread int `json:"thread"`
	}
	err := s.post(args[0], json.RawMessage(args[1]), &done)
	if done.Thread != 0 {
		s.thread = done.Thread
	}
	return err
}

// takeUp follows the newest link of an invitation.
func (s *stage) takeUp(args []string) error {
	_, came, err := s.in(args[0])
	if err != nil {
		return err
	}
	for i := len(came) - 1; i >= 0; i-- {
		if link := regexp.MustCompile(`\?start=(inv_[\w-]+)`).FindStringSubmatch(came[i].Text); link != nil {
			return s.say([]string{args[1], "/start " + link[1]})
		}
	}
	return errors.New("no invitation came")
}

// claimFirst sends the code that the bot printed.
func claimFirst(ts *testscript.TestScript, _ bool, args []string) {
	code := await(ts, "printed.txt", `/claim (\S+)`)[1]
	ts.Check(ts.Value("stage").(*stage).say([]string{args[0], "/claim " + code}))
}

// until FILE REGEXP waits until a file holds something.
func until(ts *testscript.TestScript, _ bool, args []string) { await(ts, args[0], args[1]) }

func await(ts *testscript.TestScript, file, want string) []string {
	pattern := regexp.MustCompile(want)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		text, _ := os.ReadFile(ts.MkAbs(file))
		if found := pattern.FindStringSubmatch(string(text)); found != nil {
			return found
		}
	}
	ts.Fatalf("%s does not come to hold %s", file, want)
	return nil
}

func (s *stage) say(args []string) error {
	chat, thread, err := place(args[0])
	if err != nil {
		return err
	}
	speech := map[string]any{"thread": thread, "text": args[len(args)-1]}
	user := chat
	if len(args) == 3 {
		speech["chat"] = chat
		if user, err = strconv.ParseInt(args[1], 10, 64); err != nil {
			return err
		}
	}
	speech["from"] = map[string]any{"id": user, "first_name": fmt.Sprintf("Person %d", user), "language_code": "en"}
	return s.post("say", speech, nil)
}

func place(word string) (chat int64, thread int, err error) {
	number, topic, in := strings.Cut(word, "/")
	if in {
		if thread, err = strconv.Atoi(topic); err != nil {
			return 0, 0, err
		}
	}
	chat, err = strconv.ParseInt(number, 10, 64)
	return chat, thread, err
}

// arrival is what of the sandbox's log matters here.
type arrival struct {
	Seq      int    `json:"seq"`
	Thread   int    `json:"thread"`
	Message  int    `json:"message"`
	Text     string `json:"text"`
	Keyboard struct {
		Rows [][]struct {
			Text string `json:"text"`
		} `json:"inline_keyboard"`
	} `json:"keyboard"`
}

func (s *stage) arrivals(chat int64) ([]arrival, error) {
	var log struct {
		Arrivals []arrival `json:"arrivals"`
	}
	err := s.get(fmt.Sprintf("log?chat=%d", chat), &log)
	return log.Arrivals, err
}

// in parts "-100123/7" and lists what came there, in all threads where none is
// named.
func (s *stage) in(word string) (chat int64, came []arrival, err error) {
	chat, thread, err := place(word)
	if err != nil {
		return 0, nil, err
	}
	all, err := s.arrivals(chat)
	for _, a := range all {
		if thread == 0 || a.Thread == thread {
			came = append(came, a)
		}
	}
	return chat, came, err
}

func (s *stage) press(args []string) error {
	chat, came, err := s.in(args[0])
	if err != nil {
		return err
	}
	tap := map[string]any{"chat": chat}
	if len(args) == 3 {
		user, err := strconv.ParseInt(args[2], 10, 64)
		if err != nil {
			return err
		}
		tap["from"] = map[string]any{"id": user, "first_name": fmt.Sprintf("Person %d", user)}
	}
	for i := len(came) - 1; i >= 0; i-- {
		for _, row := range came[i].Keyboard.Rows {
			for _, button := range row {
				if strings.Contains(button.Text, args[1]) {
					tap["message"], tap["label"] = came[i].Message, button.Text
					return s.post("press", tap, nil)
				}
			}
		}
	}
	return fmt.Errorf("no button %q in %s:\n%s", args[1], args[0], told(came))
}

func (s *stage) sees(args []string) error { return s.waits(args[0], args[1], patience) }

// asks is for what another chat's doing changes: nobody knows which of the two
// the bot takes up first.
func (s *stage) asks(args []string) error {
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if err = s.say(args[:2]); err != nil {
			return err
		}
		if err = s.waits(args[0], args[2], 3*time.Second); err == nil {
			return nil
		}
	}
	return err
}

// waits waits for an answer that is new.
func (s *stage) waits(where, like string, patience time.Duration) error {
	want, err := regexp.Compile("(?s)" + like)
	if err != nil {
		return err
	}
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		chat, came, err := s.in(where)
		if err != nil {
			return err
		}
		for _, a := range came {
			if a.Seq > s.seen[chat] && want.MatchString(a.Text) {
				s.seen[chat] = a.Seq
				return nil
			}
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s did not come to %s; there is:\n%s", like, where, told(came))
		}
	}
}

func (s *stage) unseen(args []string) error {
	unwanted, err := regexp.Compile("(?s)" + args[1])
	if err != nil {
		return err
	}
	_, came, err := s.in(args[0])
	for _, a := range came {
		if unwanted.MatchString(a.Text) {
			return fmt.Errorf("this came to %s: %q", args[0], a.Text)
		}
	}
	return err
}

func told(came []arrival) string {
	var lines strings.Builder
	for _, a := range came {
		fmt.Fprintf(&lines, "[%d] %s\n", a.Seq, a.Text)
		for _, row := range a.Keyboard.Rows {
			for _, button := range row {
				fmt.Fprintf(&lines, "    <%s>", button.Text)
			}
		}
		lines.WriteByte('\n')
	}
	return lines.String()
}

func (s *stage) tidy([]string) error {
	for _, what := range []string{"violations", "unanswered"} {
		var found []json.RawMessage
		if err := s.get(what, &found); err != nil {
			return err
		}
		if len(found) > 0 {
			return fmt.Errorf("%s: %s", what, found)
		}
	}
	return nil
}

func (s *stage) post(path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return s.ask(func() (*http.Response, error) {
		return http.Post("http://"+s.address+"/sandbox/"+path, "application/json", bytes.NewReader(text))
	}, into)
}

func (s *stage) get(path string, into any) error {
	return s.ask(func() (*http.Response, error) {
		return http.Get("http://" + s.address + "/sandbox/" + path)
	}, into)
}

// ask makes a request, for a while again where nobody listens yet.
func (s *stage) ask(request func() (*http.Response, error), into any) error {
	answer, err := request()
	for end := time.Now().Add(patience); err != nil && time.Now().Before(end); answer, err = request() {
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New(strings.TrimSpace(string(text)))
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(text, into)
}
