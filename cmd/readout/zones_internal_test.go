package main

import (
	"bytes"
	"os"
	"testing"
)

// T3: the program holds the database of zones itself, for machines that have
// none.
func TestT3ZonesAreInTheProgram(t *testing.T) {
	t.Parallel()
	file, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// Each zone begins with these words in the format of the database.
	if n := bytes.Count(program, []byte("TZif2")) + bytes.Count(program, []byte("TZif3")) + bytes.Count(program, []byte("TZif4")); n < 400 {
		t.Errorf("the program holds %d zones", n)
	}
}
