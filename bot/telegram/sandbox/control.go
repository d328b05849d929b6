package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// controls are the acts of Server as JSON over HTTP.
func (s *Server) controls() http.Handler {
	mux := http.NewServeMux()
	s.speaking(mux)
	s.changing(mux)
	s.looking(mux)
	mux.HandleFunc("/sandbox/", func(w http.ResponseWriter, r *http.Request) {
		tell(w, http.StatusNotFound, complaint{"no such act: " + r.Method + " " + r.URL.Path})
	})
	return mux
}

// speaking are the acts of people.
func (s *Server) speaking(mux *http.ServeMux) {
	mux.Handle("POST /sandbox/say", act(s.Say))
	mux.Handle("POST /sandbox/edit", act(s.Revise))
	mux.Handle("POST /sandbox/press", act(s.Press))
	mux.Handle("POST /sandbox/block", act(func(w who) (done, error) { return fine(s.Block(w.User)) }))
	mux.Handle("POST /sandbox/unblock", act(func(w who) (done, error) { return fine(s.Unblock(w.User)) }))
	mux.Handle("POST /sandbox/deactivate", act(func(w who) (done, error) { return fine(s.Deactivate(w.User)) }))
}

// changing are the acts upon chats and upon the server.
func (s *Server) changing(mux *http.ServeMux) {
	mux.Handle("POST /sandbox/chats", act(s.AddChat))
	mux.Handle("POST /sandbox/invite", act(func(w who) (done, error) { return fine(s.Invite(w.Chat, w.By)) }))
	mux.Handle("POST /sandbox/expel", act(func(w who) (done, error) { return fine(s.Expel(w.Chat, w.By)) }))
	mux.Handle("POST /sandbox/promote", act(func(w who) (done, error) { return fine(s.Promote(w.Chat, w.By)) }))
	mux.Handle("POST /sandbox/restrict", act(func(w who) (done, error) { return fine(s.Restrict(w.Chat, w.By, w.What...)) }))
	mux.Handle("POST /sandbox/slow", act(func(w slow) (done, error) { return fine(s.Slow(w.Chat, w.Seconds)) }))
	mux.Handle("POST /sandbox/disband", act(func(w who) (done, error) { return fine(s.Disband(w.Chat)) }))
	mux.Handle("POST /sandbox/seat", act(func(w seat) (done, error) { return fine(s.Seat(w.Chat, w.Person)) }))
	mux.Handle("POST /sandbox/topics", act(s.changeTopicBy))
	mux.Handle("POST /sandbox/migrate", act(func(m migration) (migration, error) {
		to, err := s.Migrate(m.Chat, m.To)
		return migration{m.Chat, to}, err
	}))
	mux.Handle("POST /sandbox/faults", act(func(f Fault) (done, error) { return fine(s.Inject(f)) }))
	mux.Handle("DELETE /sandbox/faults", look(func(*http.Request) (any, error) {
		s.ClearFaults()
		return done{true}, nil
	}))
}

// looking shows what is there.
func (s *Server) looking(mux *http.ServeMux) {
	mux.Handle("GET /sandbox/chat", look(func(r *http.Request) (any, error) {
		id, err := number(r.URL.Query(), "id")
		if err != nil {
			return nil, err
		}
		last, err := number(r.URL.Query(), "last")
		if last == 0 {
			last = 20
		}
		return either(s.Chat(id, int(last)))(err)
	}))
	mux.Handle("GET /sandbox/log", look(func(r *http.Request) (any, error) {
		id, err := number(r.URL.Query(), "chat")
		return struct {
			Arrivals []Arrival `json:"arrivals"`
			Repeats  []Arrival `json:"repeats"`
		}{s.Arrivals(id), s.Repeats(id)}, err
	}))
	mux.Handle("POST /sandbox/audit", act(s.Audit))
	mux.Handle("POST /sandbox/menu", act(s.MenuFor))
	mux.Handle("POST /sandbox/sightings", http.HandlerFunc(s.sightingsBy))
	mux.Handle("GET /sandbox/calls", look(func(*http.Request) (any, error) { return s.Calls(), nil }))
	mux.Handle("GET /sandbox/violations", look(func(*http.Request) (any, error) { return s.Violations(), nil }))
	mux.Handle("GET /sandbox/menus", look(func(*http.Request) (any, error) { return s.Menus(), nil }))
	mux.Handle("GET /sandbox/unanswered", look(func(*http.Request) (any, error) { return s.Unanswered(), nil }))
	mux.Handle("GET /sandbox/answer", look(func(r *http.Request) (any, error) {
		return there(s.Answer(r.URL.Query().Get("id")))
	}))
	mux.Handle("GET /sandbox/file", look(func(r *http.Request) (any, error) {
		return there(s.File(r.URL.Query().Get("id")))
	}))
	mux.Handle("GET /sandbox/wait", look(s.waitBy))
}

// Bodies of acts that are less than their arguments.
type (
	who struct {
		User int64 `json:"user"`
		Chat int64 `json:"chat"`
		By   User  `json:"by"`
		// What is restricted.
		What []string `json:"what"`
	}
	seat struct {
		Chat int64 `json:"chat"`
		Person
	}
	slow struct {
		Chat    int64 `json:"chat"`
		Seconds int   `json:"seconds"`
	}
	migration struct {
		Chat int64 `json:"chat"`
		To   int64 `json:"to"`
	}
	topicAct struct {
		Chat   int64  `json:"chat"`
		Do     string `json:"do"` // open, close, reopen or delete.
		Thread int    `json:"thread"`
		Name   string `json:"name"`
	}
	done struct {
		OK bool `json:"ok"`
	}
	complaint struct {
		Error string `json:"error"`
	}
)

func fine(err error) (done, error) { return done{err == nil}, err }

func there[T any](found T, ok bool) (any, error) {
	if !ok {
		return nil, errors.New("there is none of that id")
	}
	return found, nil
}

// either keeps the first of two errors.
func either[T any](found T, err error) func(error) (any, error) {
	return func(first error) (any, error) { return found, errors.Join(first, err) }
}

func (s *Server) changeTopicBy(t topicAct) (topicAct, error) {
	var err error
	switch t.Do {
	case "open":
		t.Thread, err = s.OpenTopic(t.Chat, t.Name)
	case "close":
		err = s.CloseTopic(t.Chat, t.Thread)
	case "reopen":
		err = s.ReopenTopic(t.Chat, t.Thread)
	case "delete":
		err = s.DeleteTopic(t.Chat, t.Thread)
	default:
		err = fmt.Errorf("a topic cannot be told to %q: open, close, reopen, delete", t.Do)
	}
	return t, err
}

// waitBy waits for at most the timeout of the request, in seconds, 10 if it
// names none.
func (s *Server) waitBy(r *http.Request) (any, error) {
	q := r.URL.Query()
	var n [4]int64
	for i, name := range []string{"chat", "after", "since", "timeout"} {
		var err error
		if n[i], err = number(q, name); err != nil {
			return nil, err
		}
	}
	if n[3] <= 0 {
		n[3] = 10
	}
	ctx, stop := context.WithTimeout(r.Context(), time.Duration(min(n[3], 600))*time.Second)
	defer stop()
	return s.Wait(ctx, News{Chat: n[0], After: int(n[1]), Since: int(n[2])})
}

// longestLog is how many bytes of a log are looked through in one call.
const longestLog = 64 << 20

// sightingsBy looks through a body of any kind.
func (s *Server) sightingsBy(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestLog))
	if err != nil {
		tell(w, http.StatusBadRequest, complaint{"the log cannot be read: " + err.Error()})
		return
	}
	tell(w, http.StatusOK, s.Sightings(string(text)))
}

// number is a number of the query, 0 where there is none.
func number(q url.Values, name string) (int64, error) {
	if q.Get(name) == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(q.Get(name), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s is no number: %q", name, q.Get(name))
	}
	return n, nil
}

// act does what a JSON body says. Unknown fields are refused, so that a slip
// of the pen in a test is seen.
func act[In, Out any](do func(In) (Out, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in In
		body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
		body.DisallowUnknownFields()
		if err := body.Decode(&in); err != nil {
			tell(w, http.StatusBadRequest, complaint{"the body is not understood: " + err.Error()})
			return
		}
		out, err := do(in)
		if err != nil {
			tell(w, http.StatusBadRequest, complaint{err.Error()})
			return
		}
		tell(w, http.StatusOK, out)
	})
}

func look(at func(*http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen, err := at(r)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			tell(w, http.StatusRequestTimeout, complaint{err.Error()})
		case err != nil:
			tell(w, http.StatusBadRequest, complaint{err.Error()})
		default:
			tell(w, http.StatusOK, seen)
		}
	})
}

func tell(w http.ResponseWriter, status int, what any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// Who left will not be told.
	_, _ = w.Write(append(encode(what), '\n'))
}
