package sandbox

import "fmt"

// refusal is an answer that is not ok.
type refusal struct {
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.Code, r.Description) }

func bad(format string, args ...any) *refusal {
	return &refusal{Code: 400, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(format string, args ...any) *refusal {
	return &refusal{Code: 403, Description: "Forbidden: " + fmt.Sprintf(format, args...)}
}

func conflict(what string) *refusal {
	return &refusal{Code: 409, Description: "Conflict: " + what}
}

func tooMany(seconds int) *refusal {
	return &refusal{
		Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds), RetryAfter: seconds,
	}
}
