package redis

import (
	"context"
	"errors"
	"sync"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
)

// topicList is all topics as this process read them last, as they are written.
// Every write of a topic, whoever's, gives the list another version.
type topicList struct {
	mu      sync.Mutex
	version string
	values  []string
}

// mostTopics is how many bytes of topics are remembered at most; more of them
// are read anew each time.
const mostTopics = 1 << 20

func (l *topicList) at(version string) (values []string, is bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.values, version != "" && l.version == version
}

func (l *topicList) keep(version string, values []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version, l.values = version, values
}

// topicReading lists topics once: those remembered where the server says that
// they are still the same, else page by page, to be remembered if nobody
// wrote one meanwhile.
type topicReading struct {
	store   *Store
	version string // "" where nothing will be remembered
	values  []string
	size    int
}

func (r *topicReading) page(ctx context.Context, after string) ([]news.Topic, string, error) {
	s := r.store
	if after == "" {
		var err error
		if r.version, err = s.topicVersion(ctx); err != nil {
			return nil, "", err
		}
		if values, is := s.topicList.at(r.version); is {
			found, err := each(values, decoded[news.Topic])
			return found, "", err
		}
	}
	values, next, err := s.topics().page(ctx, s, after)
	if err != nil {
		return nil, "", err
	}
	found, err := each(values, decoded[news.Topic])
	if err == nil {
		err = r.collect(ctx, values, next == "")
	}
	return found, next, err
}

// collect adds a page, and after the last remembers all of them.
func (r *topicReading) collect(ctx context.Context, values []string, last bool) error {
	for _, v := range values {
		r.size += len(v)
	}
	if r.version == "" || r.size > mostTopics {
		r.version, r.values = "", nil
		return nil
	}
	r.values = append(r.values, values...)
	if !last {
		return nil
	}
	now, err := r.store.topicVersion(ctx)
	if err == nil && now == r.version {
		r.store.topicList.keep(r.version, r.values)
	}
	return err
}

// topicVersion is the list's; "" where no topic was ever written.
func (s *Store) topicVersion(ctx context.Context) (string, error) {
	version, err := s.client.Get(ctx, s.topicVersionKey()).Result()
	if errors.Is(err, goredis.Nil) {
		return "", nil
	}
	return version, err
}
