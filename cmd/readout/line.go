package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/alecthomas/kong"
)

// commands is the command line. The order is that of --help.
type commands struct {
	Chat    chatCommand    `cmd:"" help:"Talk to the whole bot in this terminal."`
	Run     runCommand     `cmd:"" help:"Be the bot on Telegram: read feeds, answer, deliver."`
	Extract extractCommand `cmd:"" help:"Show what is found in articles."`
	Digest  digestCommand  `cmd:"" help:"Print one digest."`
	Feeds   feedsCommands  `cmd:"" help:"Look at feeds, and move lists of them."`
	Export  exportCommand  `cmd:"" help:"Print meetings, statements or visits as a table."`
	Backup  backupCommand  `cmd:"" help:"Write everything into a file, while the bot runs."`
	Restore restoreCommand `cmd:"" help:"Put a backup back into an empty store."`
	Copy    copyCommand    `cmd:"" help:"Move everything from one store to another."`
	Sandbox sandboxCommand `cmd:"" help:"Be Telegram, to try and test a bot without it."`
	Faults  faultsCommand  `cmd:"" help:"Serve the faults of the web, to try feeds and readers on."`
	Check   checkCommand   `cmd:"" help:"Tell what works and what does not, and how to mend it."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

type feedsCommands struct {
	Check  feedsCheckCommand  `cmd:"" help:"Show what would be taken from feeds, without keeping it."`
	Import feedsImportCommand `cmd:"" help:"Add the feeds of an OPML file. Its folders become topics."`
	Export feedsExportCommand `cmd:"" help:"Print all feeds as OPML."`
}

// errSilent fails a command that has said why already.
var errSilent = errors.New("failed")

// usageError is a fault of the command line that its grammar does not catch.
type usageError struct{ fault string }

func (e usageError) Error() string { return e.fault }

// run carries out one command line and returns the exit code. It looks at
// nothing but its arguments, so a test can run the whole program.
func run(ctx context.Context, args []string, sys system) int {
	left := false
	var line commands
	parser, err := kong.New(&line,
		kong.Name("readout"),
		kong.Description("Reads news feeds and tells who met whom, who said what and who travels where."),
		kong.Writers(sys.out, sys.err),
		kong.Exit(func(int) { left = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(sys),
	)
	if err != nil {
		panic("the command line is wrong in itself: " + err.Error())
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	chosen, err := parser.Parse(args)
	switch {
	case left:
		return fine
	case err != nil:
		return complain(sys, usageError{err.Error()})
	}
	return complain(sys, chosen.Run())
}

// complain tells an error in one line and gives the exit code.
func complain(sys system, err error) int {
	var wrong usageError
	switch {
	case err == nil:
		return fine
	case errors.Is(err, errSilent):
		return failed
	case errors.As(err, &wrong):
		fmt.Fprintf(sys.err, "readout: %v (see readout --help)\n", err)
		return usage
	}
	fmt.Fprintf(sys.err, "readout: %v\n", err)
	return failed
}
