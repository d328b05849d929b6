package telegram

import (
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
)

const (
	// longestUpdate is how many bytes of an update are read; Telegram's are far
	// smaller.
	longestUpdate = 1 << 20
	// secretHeader is where Telegram shows the secret of a webhook.
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
)

// door lets in what Telegram brings, by whatever path: it is the secret that
// counts.
func (l *listener) door() http.Handler {
	secret := []byte(hookSecret(l.client.token))
	var told atomic.Bool
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		if subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), secret) != 1 {
			if !told.Swap(true) {
				l.client.log.Warn("somebody without the secret calls at the webhook, or what stands before it takes the header away")
			}
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(l.admit(w, r))
	})
}

// admit handles the update that a call of Telegram's holds, and returns the
// status that answers it: with anything but 200 it is brought again.
func (l *listener) admit(w http.ResponseWriter, r *http.Request) int {
	if r.ContentLength > longestUpdate {
		return http.StatusRequestEntityTooLarge
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestUpdate))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return http.StatusRequestEntityTooLarge
	case err != nil:
		return http.StatusBadRequest
	case !l.brought(r.Context(), raw):
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}
