package redis

import (
	"context"
	"fmt"
	"log/slog"

	goredis "github.com/redis/go-redis/v9"
)

// LogDriver sends the driver's own remarks, which it would write to the
// standard error, to a logger, as debug: what matters of them comes back as
// errors of the store. The driver has one logger for the whole process, so
// this is for a program's main alone.
func LogDriver(log *slog.Logger) { goredis.SetLogger(driverLog{log}) }

type driverLog struct{ log *slog.Logger }

// Printf is what the driver calls.
func (d driverLog) Printf(ctx context.Context, format string, args ...any) {
	d.log.DebugContext(ctx, "redis driver", slog.String("says", fmt.Sprintf(format, args...)))
}
