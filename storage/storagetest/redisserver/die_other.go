//go:build !linux

package redisserver

import "os/exec"

// dieWithParent can be had on Linux alone. Elsewhere a test that is killed
// leaves its server behind.
func dieWithParent(*exec.Cmd) {}
