package extract

import (
	"embed"
	"strings"
)

// The word lists are plain text for people to add to; the head of each file
// explains its lines. Nothing writes to them.
//
//go:embed lists/*.txt
var listFiles embed.FS

// rows are the lines of a list that hold something, cut into cells at "|".
// What follows "#" is a remark.
func rows(list string) [][]string {
	data, err := listFiles.ReadFile("lists/" + list + ".txt")
	if err != nil {
		panic("extract: the list is built in: " + err.Error())
	}
	var found [][]string
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		found = append(found, cells)
	}
	return found
}

// cell is the i-th cell of a row, and "" where the row is shorter.
func cell(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return row[i]
}

// items are the things named in a cell, which commas part.
func items(cell string) []string {
	var found []string
	for item := range strings.SplitSeq(cell, ",") {
		if item = strings.TrimSpace(item); item != "" {
			found = append(found, item)
		}
	}
	return found
}
