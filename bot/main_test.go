package bot_test

import (
	"testing"

	"go.uber.org/goleak"
)

// L5: nothing that an answer began goes on after it.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
