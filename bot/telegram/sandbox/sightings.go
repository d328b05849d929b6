package sandbox

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
)

// leastSecret is the shortest beginning of a token's secret half that gives it
// away.
const leastSecret = 12

// Sightings are the lines of a text, such as a bot's log, in which its token
// stands: as it is, without the id before it or cut off, escaped for an
// address, or in hexadecimal or base64. A test should want none.
func (s *Server) Sightings(text string) []string {
	_, secret, _ := strings.Cut(s.options.Token, ":")
	forms := []string{
		s.options.Token, url.QueryEscape(s.options.Token), secret[:min(leastSecret, len(secret))],
		hex.EncodeToString([]byte(s.options.Token)), strings.ToUpper(hex.EncodeToString([]byte(s.options.Token))),
		base64.StdEncoding.EncodeToString([]byte(s.options.Token)), base64.RawURLEncoding.EncodeToString([]byte(s.options.Token)),
	}
	lines := []string{}
	for line := range strings.Lines(text) {
		for _, form := range forms {
			if form != "" && strings.Contains(line, form) {
				lines = append(lines, strings.TrimRight(line, "\r\n"))
				break
			}
		}
	}
	return lines
}
