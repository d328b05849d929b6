// Package sandbox is a strict stand-in for Telegram: a Bot API server in
// memory, an http.Handler that needs nothing but the standard library. It
// refuses what Telegram refuses, with Telegram's own codes and texts, shows
// messages as Telegram would show them, and keeps a log of all that arrived,
// so that a test can count what came twice and what never came. It knows no
// bot in particular.
//
// A bot speaks to it under /bot<token>/<method>, by JSON, form or multipart.
// A test plays everybody else, either by the methods of Server or by the same
// acts as JSON over HTTP under /sandbox/ (docs/sandbox.md lists them):
//
//	AddChat       makes a chat: private, group, supergroup, channel
//	Say           speaks as a user, a channel or an anonymous administrator
//	Revise        changes what a user said
//	Press         presses a button under a message of the bot
//	Answer        tells how the bot answered a press
//	Block, Unblock, Deactivate            what a person does in private
//	Invite, Expel, Promote, Restrict, Slow, Disband   what happens to the bot in a chat
//	OpenTopic, CloseTopic, ReopenTopic, DeleteTopic
//	Migrate       turns a group into a supergroup
//	Inject, ClearFaults                   the faults of networks and servers
//	Chat          shows a chat: its state and its last messages with buttons
//	Wait          waits for the bot's next message or edit in a chat
//	Arrivals, Repeats, Violations, Calls, Menus, MenuFor, File   what arrived, and how
//	Audit         counts deliveries that came, came twice, or never came
//	Sightings     finds the token in a log
//
// All methods of a Server may be called at once by many goroutines.
package sandbox

import (
	"net/http"
	"sync"
	"time"
)

// DefaultToken is the token of a server whose options name none. It has the
// shape of a real one and belongs to nobody.
const DefaultToken = "1000000001:SandboxSandboxSandboxSandboxSandbox"

// Options say what kind of Telegram is played. The zero value is useful.
type Options struct {
	// Token is what the bot has to know; empty means DefaultToken.
	Token string
	// Name is the bot's username; empty means sandbox_bot.
	Name string
	// Now is the clock of all dates, ages and limits; nil means the machine's.
	Now func() time.Time
	// Limits turns Telegram's limits of pace on: 30 messages a second, one a
	// second in a chat, 20 a minute in a group or channel, by Now.
	Limits bool
	// HearsAll lets the bot hear everything in groups, as with privacy mode
	// switched off. Without it, a bot that is no administrator there hears
	// commands, mentions of it, replies to it and service messages.
	HearsAll bool
	// CallbackLife is how long a press may be answered; zero means a minute.
	CallbackLife time.Duration
	// FirstUpdate is the id of the first update; zero means 500000001. A server
	// that is started anew beside a bot that remembers takes a higher one, as
	// the bot knows those it has handled.
	FirstUpdate int
}

// Server is one Telegram with one bot. Use New.
type Server struct {
	options Options
	methods map[string]method
	control http.Handler

	mu sync.Mutex
	// changed is closed and made anew whenever something happened that
	// somebody may wait for.
	changed chan struct{}
	closed  bool

	me        User
	users     map[int64]User
	chats     map[int64]*chat
	lastID    int // Of messages outside supergroups and channels.
	lastFile  int
	files     map[string]File
	updates   queue
	callbacks map[string]*callback
	presses   int
	menus     menus
	faults    []*Fault
	held      map[int64]time.Time // Until when a chat was told to be left alone; 0 is all.
	pace      pace
	arrivals  []Arrival
	wrongs    []Violation
	counts    map[CallCount]int
}

// New makes a Telegram in which nobody has spoken to the bot yet.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = DefaultToken
	}
	if o.Name == "" {
		o.Name = "sandbox_bot"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.FirstUpdate == 0 {
		o.FirstUpdate = 500_000_001
	}
	if o.CallbackLife == 0 {
		o.CallbackLife = time.Minute
	}
	s := &Server{
		options: o, methods: methods(), changed: make(chan struct{}),
		me:    User{ID: ownID(o.Token), IsBot: true, FirstName: o.Name, Username: o.Name},
		users: map[int64]User{}, chats: map[int64]*chat{}, files: map[string]File{},
		updates: newQueue(o.FirstUpdate), callbacks: map[string]*callback{}, menus: newMenus(),
		held: map[int64]time.Time{}, counts: map[CallCount]int{},
	}
	s.control = s.controls()
	return s
}

// Token is what a bot writes into its addresses to be heard here.
func (s *Server) Token() string { return s.options.Token }

// Bot is the one bot of this server, as others see it.
func (s *Server) Bot() User { return s.me }

// Close ends all waiting, of the bot for updates and of tests for messages,
// so that an HTTP server around it can stop. What comes later is still served
// but never waits.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.updates.hook != nil {
		s.updates.hook.end()
	}
	s.wake()
}

// wake lets all who wait look again. The lock is held.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) now() time.Time { return s.options.Now() }
