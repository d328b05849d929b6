package configs

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

//go:embed readout.yaml
var example []byte

// Example is the documented file that is also the default.
func Example() string { return string(example) }

// Load reads the settings: the default, over it the file at path (or, where
// that is "", the one that READOUT_CONFIG names, if any), over both the
// environment. An error is one line.
func Load(path string, env func(string) string) (Config, error) {
	var c Config
	if err := c.read(example); err != nil {
		return Config{}, fmt.Errorf("the default configuration: %w", err)
	}
	if path == "" {
		path = env("READOUT_CONFIG")
	}
	if path != "" {
		if err := c.readFile(path); err != nil {
			return Config{}, fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := c.environment(env); err != nil {
		return Config{}, err
	}
	return c, nil
}

// Parse reads a file's text over the default, without the environment.
func Parse(text []byte) (Config, error) {
	var c Config
	if err := c.read(example); err != nil {
		return Config{}, fmt.Errorf("the default configuration: %w", err)
	}
	if err := c.read(text); err != nil {
		return Config{}, err
	}
	return c, nil
}

func (c *Config) readFile(path string) error {
	text, err := os.ReadFile(path)
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		return fmt.Errorf("cannot be read: %w", cause.Err)
	}
	return c.read(text)
}

// read takes what a file sets over what was set before.
func (c *Config) read(text []byte) error {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return oneLine(err)
	}
	if len(file.Docs) > 1 {
		return errors.New("more than one document: keep everything above the line ---")
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	if err := grammar(settings()).check(file.Docs[0].Body, ""); err != nil {
		return err
	}
	if err := yaml.NodeToValue(file.Docs[0].Body, c); err != nil {
		return oneLine(err)
	}
	return c.link()
}

// oneLine tells the place and the message of a YAML error without the excerpt.
func oneLine(err error) error {
	if fault := yaml.Error(nil); errors.As(err, &fault) {
		return fmt.Errorf("%s: %s", place(fault.GetToken()), fault.GetMessage())
	}
	return errors.New(strings.ReplaceAll(err.Error(), "\n", " "))
}
