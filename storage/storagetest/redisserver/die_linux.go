package redisserver

import (
	"os/exec"
	"syscall"
)

// dieWithParent ends the server with the test, however that ends.
func dieWithParent(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
