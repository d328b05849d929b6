// Package configs reads the settings of the program. What comes in: the
// documented example readout.yaml, which is embedded and the default; a file
// of the operator's, which needs to hold only what differs; and the
// environment. What goes out: one checked Config, or one line that says what
// is wrong, where, and how to mend it. Only cmd reads it.
package configs
