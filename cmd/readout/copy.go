package main

import (
	"context"
	"fmt"

	"readout/configs"
)

// copyCommand moves everything from one store to another.
type copyCommand struct {
	From string `required:"" help:"The store to read: sqlite:FILE or redis://HOST:PORT/NUMBER." placeholder:"URL"`
	To   string `required:"" help:"The store to fill. It must be empty." placeholder:"URL"`
	Add  bool   `help:"Complete a copy that was broken off: what is there already is replaced."`
}

func (c copyCommand) Run(ctx context.Context, sys system) error {
	for flag, url := range map[string]string{"--from": c.From, "--to": c.To} {
		if _, _, err := configs.ParseStore(url); err != nil {
			return usageError{flag + ": " + err.Error()}
		}
	}
	if c.From == c.To {
		return usageError{"--from and --to are the same store"}
	}
	from, err := openArchive(ctx, c.From)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := openStore(ctx, c.To)
	if err != nil {
		return err
	}
	defer to.Close()
	words, err := transfer(ctx, sys, from, to, c.Add)
	if err != nil {
		return fmt.Errorf("copy to %s: %w", configs.StoreName(c.To), err)
	}
	_, err = fmt.Fprintf(sys.out, "equal: %s\n", words)
	return err
}
