package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/cmd/readout/operation"
	"readout/configs"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// runCommand is the bot on Telegram.
type runCommand struct {
	settingsFlags
	clockFlag
}

// errNoToken says what to do where there is no token.
var errNoToken = errors.New("there is no token: ask @BotFather in Telegram for a bot and put its token into TELEGRAM_BOT_TOKEN, or a file's name into TELEGRAM_BOT_TOKEN_FILE; without one, try readout chat --sample")

func (c runCommand) Run(ctx context.Context, sys system) error {
	err := c.serve(ctx, sys)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		// It was asked to end before it had begun.
		return nil
	}
	return err
}

func (c runCommand) serve(ctx context.Context, sys system) error {
	clock, err := c.clock(sys.clock)
	if err != nil {
		return err
	}
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	if config.Token == "" {
		return errNoToken
	}
	log, finish, err := newLog(sys, config)
	if err != nil {
		return err
	}
	defer finish()
	log, warnings := watched(log, config.Token, clock)
	store, err := openStore(ctx, config.Store)
	if err != nil {
		return err
	}
	if server := serverOf(store); server != "" {
		log.Info("store found", slog.String("server", server))
	}
	for _, doubt := range doubts(store) {
		log.Warn("store: " + doubt)
	}
	if sys.tap != nil {
		store = sys.tap(store)
	}
	defer store.Close()
	if err := seed(ctx, store, config, clock()); err != nil {
		return err
	}
	s := &service{store: store, clock: clock, log: log, config: config, out: sys.out, api: sys.api, lease: sys.lease, exit: exitBy(sys.exit)}
	if c.Now == "" {
		s.earliest = built()
	}
	s.watch = operation.New(operation.Options{Progress: operation.NewProgress(), Warnings: warnings, Store: store, Clock: clock, Version: version()})
	return s.operate(ctx, s.run)
}

// service is the bot in one process of perhaps several on one store.
type service struct {
	store  storage.Store
	clock  func() time.Time
	log    *slog.Logger
	config configs.Config
	out    io.Writer
	api    *http.Client  // nil is an ordinary one
	lease  time.Duration // 0 is leaseLength
	tenure tenure
	claim  string // see claimCode
	// earliest is a moment that is past; zero where the clock is a trial's.
	earliest time.Time
	watch    *operation.Watch
	exit     func(code int)
}

// run reads feeds, and speaks to Telegram while no other process does, until
// the context ends.
func (s *service) run(ctx context.Context) error {
	habits := deskOptions(s.config)
	habits.Observer, habits.Earliest = s.watch.Progress, s.earliest
	desk := digest.New(s.store, newReader(s.config, s.clock), s.log, habits)
	ctx, cancel := context.WithCancel(ctx)
	var reading sync.WaitGroup
	defer reading.Wait()
	defer cancel()
	reading.Go(func() { desk.Read(ctx, s.clock) })
	client, err := s.connect(ctx)
	if err != nil || client == nil {
		return err
	}
	fmt.Fprintf(s.out, "Readout is @%s, and keeps everything in %s. Ctrl-C ends it.\n", client.Name(), configs.StoreName(s.config.Store))
	h := holder{leases: s.store, name: "telegram " + client.Name(), owner: owner(), log: s.log, length: cmp.Or(s.lease, leaseLength), tenure: &s.tenure, asked: s.watch.Progress.LeaseAsked}
	return h.hold(ctx, func(ctx context.Context) error {
		s.watch.Progress.Leading(true)
		defer s.watch.Progress.Leading(false)
		return s.speak(ctx, client, desk)
	})
}

// connect asks Telegram who we are. While it cannot be reached it is asked
// again; a token that it refuses is an error. It is nil where the context ends
// before.
func (s *service) connect(ctx context.Context) (*telegram.Client, error) {
	for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, time.Minute) {
		client, err := telegram.Connect(ctx, telegram.Options{
			Token: s.config.Token, URL: s.config.Telegram.APIURL, Store: s.store, Log: s.log, HTTP: s.api, Clock: s.clock,
			Observer: s.watch.Progress, Paid: s.config.Telegram.PaidBroadcast, MaySpeak: s.tenure.holds,
		})
		if err == nil {
			return client, nil
		}
		if errors.Is(err, telegram.ErrToken) {
			return nil, fmt.Errorf("%w: look for a typing error, or ask @BotFather for a new one", err)
		}
		if ctx.Err() == nil {
			s.log.Error("Telegram cannot be reached; trying again", slog.Any("error", err), slog.Duration("in", wait))
			pause(ctx, wait)
		}
	}
	return nil, nil
}

// speak answers and delivers until the context ends.
func (s *service) speak(ctx context.Context, client *telegram.Client, desk *digest.Desk) error {
	// Whoever delivered before this process holds the lease no more: what it
	// had under way is taken up at once.
	s.insist(ctx, "end the claims of others", func() error { return s.store.EndClaims(ctx) })
	var admins []int64
	s.insist(ctx, "read who are admins", func() (err error) {
		admins, err = s.admins(ctx)
		return err
	})
	if ctx.Err() != nil {
		return nil
	}
	claim := ""
	if len(admins) == 0 {
		claim = s.claimCode()
	}
	b := bot.New(bot.Options{
		Store: s.store, Desk: desk, Zone: s.config.Zone, Name: client.Name(), Log: s.log,
		Admins: s.config.Admins, Door: news.Door(s.config.Access), Claim: claim,
		About:     "readout " + version() + ", kept in " + configs.StoreName(s.config.Store),
		Operation: operator{watch: s.watch, clock: s.clock, rate: client.Rate}, Files: client,
	})
	if claim != "" {
		fmt.Fprintf(s.out, "The bot has no admin yet. To become it, send the bot in a private chat: /claim %s\n", claim)
	}
	ctx, cancel := context.WithCancel(ctx)
	var delivering sync.WaitGroup
	defer delivering.Wait()
	defer cancel()
	delivering.Go(func() { desk.Serve(ctx, s.clock, client) })
	delivering.Go(func() { s.menus(ctx, client, b.Commands()) })
	delivering.Go(func() { s.watch.Alarm(ctx, s.alert(client, admins)) })
	return s.hear(ctx, client, b)
}

// hear takes updates in until the context ends: it asks for them, or has them
// brought where the configuration says where to.
func (s *service) hear(ctx context.Context, client *telegram.Client, who telegram.Answerer) error {
	hook := s.config.Telegram.Webhook
	if hook.URL == "" {
		return client.Listen(ctx, who)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", hook.Listen)
	if err != nil {
		return fmt.Errorf("webhook: %w: name another address with TELEGRAM_WEBHOOK_LISTEN", err)
	}
	fmt.Fprintf(s.out, "Telegram brings updates to %s; they are taken at http://%s\n", hook.URL, listener.Addr())
	return client.Receive(ctx, telegram.Webhook{URL: hook.URL, Listener: listener}, who)
}

// claimCode is the code that makes the first admin, the same for as long as the
// process lives.
func (s *service) claimCode() string {
	if s.claim == "" {
		s.claim = rand.Text()[:12]
	}
	return s.claim
}

// menus sets Telegram's menus beside the work, and again where that failed or
// somebody has become an admin.
func (s *service) menus(ctx context.Context, client *telegram.Client, commands []bot.Command) {
	var set []int64
	done, told := false, false
	for ; ctx.Err() == nil; pause(ctx, time.Minute) {
		admins, err := s.admins(ctx)
		if err != nil || done && slices.Equal(admins, set) {
			continue
		}
		err = client.Menus(ctx, commands, admins)
		if err != nil && !told && ctx.Err() == nil {
			told = true
			s.log.Warn("menus not set; trying again every minute", slog.Any("error", err))
		}
		done, set = err == nil, admins
	}
}

// insist does what a store in trouble may refuse, until it is done or the
// context ends.
func (s *service) insist(ctx context.Context, what string, act func() error) {
	for ctx.Err() == nil {
		err := act()
		if err == nil {
			return
		}
		s.log.Error("store in trouble; trying again", slog.String("to", what), slog.Any("error", err))
		pause(ctx, time.Second)
	}
}

// admins are those of the configuration and those who became it in the chat.
func (s *service) admins(ctx context.Context) ([]int64, error) {
	admins := slices.Clone(s.config.Admins)
	for g, err := range s.store.AllGuests(ctx) {
		if err != nil {
			return nil, fmt.Errorf("read guests: %w", err)
		}
		if g.Standing == news.Admin && !slices.Contains(admins, g.ID) {
			admins = append(admins, g.ID)
		}
	}
	return admins, nil
}
