// Package console is the same bot in a terminal. Lines come in, typed or from
// a pipe; answers and due digests go out. It implements digest.Courier.
//
// The rules of this user interface:
//   - Answers go to standard output and nothing else does; complaints of the
//     program and its log go to standard error.
//   - On a terminal the line being typed is never garbled: whatever arrives is
//     written above it.
//   - In a pipe nothing is echoed, nothing is waited for, and nothing but text
//     is written: no colours, no prompt, no cursor movements.
//   - Buttons are choices with letters, because a bare number opens a line.
//   - What an outlet wrote is shown, never obeyed: control characters are left
//     out.
//   - Ctrl-C, Ctrl-D and /quit all end it, without a question.
package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"readout/bot"
	"readout/digest/news"
)

// Reader is the address of whoever sits at the terminal.
func Reader() news.Address { return news.Address{Chat: 1} }

// User is whoever sits at the terminal, as the author of messages.
func User() bot.User { return bot.User{ID: Reader().Chat, Name: "you", Language: "en"} }

// Options say what a console speaks through.
type Options struct {
	In  io.Reader
	Out io.Writer
	// Styled allows bold, faint and links where In and Out are a terminal.
	Styled bool
	// Keep keeps a file that the bot hands out, and says where.
	Keep func(bot.File) (string, error)
}

// Console is one conversation.
type Console struct {
	options Options
	screen  screen

	mu      sync.Mutex
	choices []bot.Button // of the last message that had some
}

// New makes a console that line-edits where both ends are a terminal, and
// reads plain lines elsewhere.
func New(o Options) *Console {
	return &Console{options: o, screen: newScreen(o)}
}

// Run reads lines until there are no more and writes what answer makes of
// each. It returns nil at the end of the input, on /quit, and when the context
// ends.
func (c *Console) Run(ctx context.Context, answer func(context.Context, bot.Message) bot.Reply) error {
	restore, err := c.screen.open()
	if err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	defer restore()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lines, ended := c.lines(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case line, more := <-lines:
			if !more {
				return <-ended
			}
			if line == "/quit" {
				return nil
			}
			if m := c.message(line); m.Text != "" {
				c.showAll(ctx, answer(ctx, m))
			}
		}
	}
}

// lines hands out what is typed. The reader of standard input cannot be
// interrupted: after the context has ended it goes at the next line.
func (c *Console) lines(ctx context.Context) (<-chan string, <-chan error) {
	lines, ended := make(chan string), make(chan error, 1)
	go func() {
		defer close(lines)
		for {
			line, err := c.screen.readLine()
			if line = strings.TrimSpace(line); line != "" {
				select {
				case lines <- line:
				case <-ctx.Done():
				}
			}
			if err != nil || ctx.Err() != nil {
				ended <- readError(err)
				return
			}
		}
	}()
	return lines, ended
}

func readError(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("read input: %w", err)
}

// message is what a line says: itself, or the choice whose letter it is.
func (c *Console) message(line string) bot.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	m := bot.Message{At: Reader(), Kind: "private", From: User(), Text: line}
	if b, found := choice(c.choices, line); found {
		m.Text, m.Pressed = b.Command, true
	}
	return m
}

// showAll writes a reply, and then what the rest of its work comes to.
func (c *Console) showAll(ctx context.Context, r bot.Reply) {
	c.Show(r)
	for r.Next != nil && ctx.Err() == nil {
		r = r.Next(ctx)
		c.Show(r)
	}
}

// Show writes a reply and remembers its choices.
func (c *Console) Show(r bot.Reply) {
	kept := c.keep(r.File)
	if r.Notice != "" {
		r.Blocks = append([]news.Block{{Kind: news.Note, Text: news.Say(r.Notice)}}, r.Blocks...)
	}
	if len(r.Blocks) == 0 && len(r.Buttons) == 0 && kept == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	look := c.screen.look()
	page := look.page(r.Blocks)
	if kept != nil {
		page += look.page([]news.Block{{Kind: news.Note, Text: kept}})
	}
	if len(r.Buttons) > 0 || r.Edition != "" {
		// Choices stay good until others come, or other lines: "3 more"
		// means those shown last.
		c.choices = slices.Concat(r.Buttons...)
		page += look.rows(r.Buttons, page)
	}
	c.screen.write(page + "\n")
}

func (c *Console) keep(f *bot.File) news.Text {
	if f == nil || c.options.Keep == nil {
		return nil
	}
	where, err := c.options.Keep(*f)
	if err != nil {
		return news.Say(fmt.Sprintf("The file %s could not be written: %v.", f.Name, err))
	}
	return news.Say(fmt.Sprintf("Written to %s, %d bytes.", where, len(f.Bytes)))
}

// Interactive reports whether somebody sits at a terminal.
func (c *Console) Interactive() bool {
	_, is := c.screen.(*tty)
	return is
}
