package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// tokenShape is what the server takes for a token before it looks whose.
var tokenShape = regexp.MustCompile(`^[0-9]{1,19}:[A-Za-z0-9_-]{24,}$`)

// IsToken tells whether a text has the shape of a bot's token.
func IsToken(text string) bool { return tokenShape.MatchString(text) }

// ownID is the bot's id, which its token begins with.
func ownID(token string) int64 {
	number, _, _ := strings.Cut(token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id <= 0 {
		return 1_000_000_001
	}
	return id
}

// ServeHTTP answers both the bot and, under /sandbox/, the test.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/sandbox/") {
		s.control.ServeHTTP(w, r)
		return
	}
	if path, is := strings.CutPrefix(r.URL.Path, "/file/bot"); is {
		s.fetch(w, path)
		return
	}
	token, name, found := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !found || !strings.HasPrefix(r.URL.Path, "/bot") {
		refuse(w, &refusal{Code: 404, Description: "Not Found"})
		return
	}
	if token != s.options.Token {
		refuse(w, stranger(token))
		return
	}
	s.call(w, r, name)
}

// stranger is the answer to whoever is not this server's bot.
func stranger(token string) *refusal {
	if tokenShape.MatchString(token) {
		return &refusal{Code: 401, Description: "Unauthorized"}
	}
	return &refusal{Code: 404, Description: "Not Found"}
}

// call carries out one call of the bot, with the fault that was put in its
// way, if any.
func (s *Server) call(w http.ResponseWriter, r *http.Request, name string) {
	m, known := s.methods[strings.ToLower(name)]
	if !known {
		s.count(name, "404 Not Found: method not found")
		refuse(w, &refusal{Code: 404, Description: "Not Found: method not found"})
		return
	}
	if f := s.early(m.name); f != nil {
		s.cut(m.name, r, f)
	}
	p, err := read(r)
	if err != nil {
		s.misread(w, m.name, err)
		return
	}
	s.noteUnknown(m, p)
	f := s.late(m.name, p)
	if f != nil && !f.After && !s.before(w, r, m.name, f) {
		return
	}
	result, no := s.do(r, m, p)
	if f != nil && f.After {
		s.count(m.name, outcome(no)+", then "+f.Kind)
		s.after(w, r, f, envelope(result, no))
		return
	}
	s.count(m.name, outcome(no))
	answer(w, result, no)
}

// misread answers a call that could not be read, if somebody is still there.
func (s *Server) misread(w http.ResponseWriter, name string, err error) {
	var no *refusal
	if !errors.As(err, &no) {
		s.count(name, "connection lost")
		return
	}
	s.count(name, no.Error())
	refuse(w, no)
}

// do carries out a method. Only getUpdates does without the lock, since it
// waits.
func (s *Server) do(r *http.Request, m method, p params) (any, *refusal) {
	if m.waits != nil {
		return m.waits(s, r.Context(), p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if no := s.tooEarly(m.name, p); no != nil {
		return nil, no
	}
	return m.does(s, p)
}

func outcome(no *refusal) string {
	if no == nil {
		return "ok"
	}
	return no.Error()
}

// reply is what every answer is wrapped in.
type reply struct {
	OK          bool        `json:"ok"`
	Result      any         `json:"result,omitempty"`
	Code        int         `json:"error_code,omitempty"`
	Description string      `json:"description,omitempty"`
	Parameters  *parameters `json:"parameters,omitempty"`
}

type parameters struct {
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter int   `json:"retry_after,omitempty"`
}

// envelope is the body of an answer and its status.
func envelope(result any, no *refusal) sealed {
	if no == nil {
		return sealed{status: http.StatusOK, body: encode(reply{OK: true, Result: result})}
	}
	e := reply{Code: no.Code, Description: no.Description}
	if no.MigrateTo != 0 || no.RetryAfter != 0 {
		e.Parameters = &parameters{MigrateTo: no.MigrateTo, RetryAfter: no.RetryAfter}
	}
	return sealed{status: no.Code, retry: no.RetryAfter, body: encode(e)}
}

// sealed is an answer that could be sent.
type sealed struct {
	status, retry int
	body          []byte
}

func (a sealed) send(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	if a.retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(a.retry))
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	// Who left will not be told.
	_, _ = w.Write(a.body)
}

func answer(w http.ResponseWriter, result any, no *refusal) { envelope(result, no).send(w) }

func refuse(w http.ResponseWriter, no *refusal) { envelope(nil, no).send(w) }

// encode leaves <, > and & as they are, as Telegram does.
func encode(v any) []byte {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("an answer cannot be told: " + err.Error())
	}
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}
