package tally

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// fill puts the counts into the column of the first table that has it. Every
// number that was counted must have a row of its own.
func (l *Tally) fill(text string) (string, error) {
	lines := strings.Split(text, "\n")
	at, column := -1, -1
	for i, line := range lines {
		if column = slices.Index(cells(line), l.options.Column); column >= 0 {
			at = i + 2 // after the rule
			break
		}
	}
	if at < 0 {
		return "", fmt.Errorf("there is no column %q", l.options.Column)
	}
	rows := map[string]bool{}
	for ; at < len(lines) && strings.HasPrefix(lines[at], "|"); at++ {
		row := cells(lines[at])
		if column >= len(row) {
			return "", fmt.Errorf("row %q is too short", row[0])
		}
		rows[row[0]] = true
		row[column] = l.sum(row[0]).String()
		lines[at] = "| " + strings.Join(row, " | ") + " |"
	}
	for _, number := range slices.Sorted(maps.Keys(l.counts)) {
		if !rows[number] {
			return "", fmt.Errorf("there is no row %s", number)
		}
	}
	return strings.Join(lines, "\n"), nil
}

// cells are those of a line of a table, nil for any other line.
func cells(line string) []string {
	inner, ok := strings.CutPrefix(line, "|")
	if !ok {
		return nil
	}
	inner = strings.TrimSuffix(strings.TrimSpace(inner), "|")
	all := strings.Split(inner, "|")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// String is "12 of 12", those held of those tried; "" of none.
func (c count) String() string {
	if c.tried == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", c.held, c.tried)
}

// sum is the count of a number, or of all numbers of a range ("F1-F8").
func (l *Tally) sum(row string) count {
	l.mu.Lock()
	defer l.mu.Unlock()
	from, to, isRange := strings.Cut(row, "-")
	if !isRange {
		return l.counts[row]
	}
	var all count
	for number, c := range l.counts {
		if number[0] == from[0] && order(from) <= order(number) && order(number) <= order(to) {
			all.tried += c.tried
			all.held += c.held
		}
	}
	return all
}

// order is the number after the letter; 0 where there is none.
func order(number string) int {
	n, _ := strconv.Atoi(number[1:])
	return n
}
