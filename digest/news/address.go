package news

import "strings"

// SameAddress reports whether two addresses are one, by their AddressKey.
func SameAddress(a, b string) bool { return AddressKey(a) == AddressKey(b) }

// AddressKey is equal for addresses that are one, whatever their scheme, a
// "www." before the host, the slash at the end, and the parameters that say
// where a reader came from. What is no web address is its own key.
func AddressKey(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	key := strings.TrimPrefix(strings.ToLower(host), "www.") + "/" + strings.TrimSuffix(path, "/")
	if query = Untracked(query); query != "" {
		key += "?" + query
	}
	return key
}

// Untracked is the query of an address without the parameters that say where a
// reader came from, and without sessions.
func Untracked(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(strings.ToLower(part), "=")
		if name != "" && !isTracking(name, value) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name, value string) bool {
	switch name {
	case "fbclid", "gclid", "gbraid", "wbraid", "dclid", "yclid", "twclid", "msclkid", "mc_cid", "mc_eid", "igshid", "igsh",
		"cmpid", "ftag", "ocid", "icid", "itid", "partner", "mkt_tok", "_hsenc", "_hsmi", "xtor", "wt.mc_id", "s_cid", "smid",
		"ref_src", "phpsessid", "jsessionid", "sessionid":
		return true
	case "source", "src", "ref", "from", "via", "medium", "campaign":
		return value == "rss" || value == "feed" || value == "atom" || value == "newsletter"
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "at_") || strings.HasPrefix(name, "ns_")
}
