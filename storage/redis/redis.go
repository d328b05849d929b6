package redis

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
)

// Options are a store's habits. The zero value of each means its default.
type Options struct {
	// Prefix begins every key, so that several bots can share a server
	// ("readout:"). It may hold no braces.
	Prefix string
	// Timeout bounds how long one attempt at a command waits for its answer
	// (3 s). A command is tried up to four times, as far as its context lets.
	Timeout time.Duration

	hooks []goredis.Hook // what the tests watch commands with
}

// memoSize is about how many bytes are remembered of readers and of what is on
// its way to them: some thousands of readers.
const memoSize = 4 << 20

// Store is a storage.Store on Redis.
type Store struct {
	client    goredis.UniversalClient
	form      shape
	prefix    string
	server    Server
	closed    atomic.Bool
	memo      *memo
	topicList topicList
	homes     [shards]home
	// indexing has room for the one who works off the journal.
	indexing chan struct{}
}

var _ storage.Store = (*Store)(nil)

// Open connects to what an address names, and asks each server there whether
// it will keep what it is given: one that may evict keys is refused, and so is
// one that holds what a newer version of this program wrote. What is doubtful
// but no reason to refuse stands in Server. Claims do not end with the process
// that held them, but with their lease, as others may be at work beside this
// one. The addresses are
//
//	redis://[user:password@]host[:port][/number]          one server
//	redis+sentinel://[user:password@]host[:port],.../master[/number]
//	        the server that these sentinels hold to be the master; what they
//	        themselves want to hear is ?sentinel_username= and &sentinel_password=
//	redis+cluster://[user:password@]host[:port],...       a cluster, by some of its nodes
//
// and the same with rediss, which speaks TLS.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	client, form, hosts, err := connect(address, o)
	if err != nil {
		return nil, err
	}
	s := &Store{client: client, form: form, prefix: o.Prefix, indexing: make(chan struct{}, 1), memo: newMemo(memoSize)}
	if s.prefix == "" {
		s.prefix = "readout:"
	}
	for n := range s.homes {
		s.homes[n] = s.homeOf(n)
	}
	err = s.start(ctx)
	if err == nil {
		err = s.workOffAll(ctx)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("open redis at %s: %w", hosts, err)
	}
	return s, nil
}

// Close ends the store. Closing again is fine.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	return named(s.client.Close(), "close store")
}

// do runs commands for as long as their context lasts. The client alone would
// wait for an answer until its own timeout, deaf to a context that is
// cancelled; act goes on without being waited for, so all that it brings must
// be in its result.
func do[T any](ctx context.Context, s *Store, act func() (T, error)) (T, error) {
	var none T
	if s.closed.Load() {
		return none, storage.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return none, err
	}
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := act()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		if r.err != nil {
			return none, s.blame(ctx, r.err)
		}
		return r.value, nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// act is do for commands that bring nothing.
func (s *Store) act(ctx context.Context, act func() error) error {
	_, err := do(ctx, s, func() (struct{}, error) { return struct{}{}, act() })
	return err
}

var (
	// errChanged tells that what an act rests on was changed by somebody else
	// since it was read.
	errChanged = errors.New("changed meanwhile")
	errNoPart  = errors.New("no such part")
	// errGivenUp is what comes of an act that others get in the way of for ever.
	errGivenUp = fmt.Errorf("given up: it was changed by others each of %d times", storage.MostTries)
)

// blame tells the causes of a failure apart that the client words as it
// likes: nothing there, the promise's own errors, a closed store, an ended
// context, and the rest.
func (s *Store) blame(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, goredis.Nil):
		return storage.ErrNotFound
	case refused(err):
		return storage.ErrLost
	case errors.Is(err, storage.ErrNotFound), errors.Is(err, storage.ErrLost), errors.Is(err, storage.ErrFull), errors.Is(err, errChanged), errors.Is(err, errNoPart), errors.Is(err, errGivenUp):
		return err
	case s.closed.Load():
		return storage.ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	case deadlinePassed(ctx):
		return context.DeadlineExceeded
	}
	return fmt.Errorf("redis: %w", err)
}

// deadlinePassed reports what the context itself may tell a moment later: the
// connection has the same deadline, and a timer of its own.
func deadlinePassed(ctx context.Context) bool {
	deadline, ok := ctx.Deadline()
	return ok && time.Until(deadline) <= 0 //nolint:forbidigo // A deadline is of this machine's clock.
}

// named puts the act and its noun before an error, if there is one.
func named(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
