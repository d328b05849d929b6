package compose

import "fmt"

// counted writes "1 line" or "3 lines".
func counted(n int, noun string) string {
	return fmt.Sprintf("%d %s", n, plural(n, noun, noun+"s"))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// one counts a condition, and puts what fulfils it after what does not.
func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
