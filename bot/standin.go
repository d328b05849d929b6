package bot

import (
	"context"
	"strings"
	"time"

	"readout/storage"
)

// Known stands in for storage's until that lands.
type Known struct {
	Name      string
	Spellings []string
	Reports   int
	Latest    time.Time
}

// Who stands in for storage's until that lands.
func Who(ctx context.Context, s storage.Store, typed string) ([]Known, error) {
	uses, err := s.FindNames(ctx, strings.Fields(plain(typed)), false, 20)
	var out []Known
next:
	for _, u := range uses {
		for i := range out {
			if sameName(out[i].Name, u.Name) {
				out[i].Spellings, out[i].Reports = append(out[i].Spellings, u.Name), out[i].Reports+u.Reports
				if len(u.Name) > len(out[i].Name) {
					out[i].Name = u.Name
				}
				continue next
			}
		}
		out = append(out, Known{u.Name, []string{u.Name}, u.Reports, u.Latest})
	}
	return out, err
}
