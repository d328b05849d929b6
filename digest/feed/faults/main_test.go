package faults_test

import (
	"testing"

	"go.uber.org/goleak"
)

// L5: nothing that was begun for a request goes on after it.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
