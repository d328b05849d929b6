package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// File is the whole content of a file that somebody sent, of at most so many
// bytes. Its errors are in words for people, or the context's.
func (c *Client) File(ctx context.Context, id string, most int64) ([]byte, error) {
	calling, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	result, bad := c.call(calling, request{method: "getFile", params: tgbotapi.Params{"file_id": id}})
	if bad != nil {
		return nil, c.noFile(ctx, bad)
	}
	var file tgbotapi.File
	if err := json.Unmarshal(result, &file); err != nil || !isFilePath(file.FilePath) {
		return nil, errors.New("Telegram does not say where it is")
	}
	if int64(file.FileSize) > most {
		return nil, tooLargeError{}
	}
	b, err := c.download(calling, file.FilePath, most)
	if err != nil {
		return nil, c.noFile(ctx, err)
	}
	return b, nil
}

// noFile logs why a file could not be had, which is nothing for people. That it
// took too long is one such cause, where whoever asked would have waited on.
func (c *Client) noFile(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if own := (tooLargeError{}); errors.As(err, &own) {
		return own
	}
	c.log.Warn("file not read", slog.String("error", c.redact(err.Error())))
	return errors.New("Telegram does not hand it out")
}

// tooLargeError is about a file that goes on beyond what was asked for.
type tooLargeError struct{}

func (tooLargeError) Error() string { return "it is too large" }

// isFilePath reports whether a path can stand behind the address of files. A
// Bot API server on this machine may name a place on its disk instead, which is
// not ours to read.
func isFilePath(path string) bool {
	return path != "" && !strings.HasPrefix(path, "/") && !strings.Contains(path, "..") && !strings.ContainsAny(path, "?#%\\ ")
}

// download reads a file where the Bot API keeps it.
func (c *Client) download(ctx context.Context, path string, most int64) ([]byte, error) {
	if !c.may() {
		return nil, errSilent
	}
	address := fmt.Sprintf(strings.TrimSuffix(c.url, "/bot%s/%s")+"/file/bot%s/%s", c.token, path)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, bare(err)
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return nil, bare(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the file is answered with %s", answer.Status)
	}
	b, err := io.ReadAll(io.LimitReader(answer.Body, most+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	if int64(len(b)) > most {
		return nil, tooLargeError{}
	}
	return b, nil
}
