package storage

import "readout/digest/news"

// ReadPlainArticle and ReadPlainFacts are false for JSON that is left to
// json.Unmarshal.
func ReadPlainArticle(raw string) (news.Article, bool) { return readPlain(raw, (*reading).article) }
func ReadPlainFacts(raw string) (news.Facts, bool)     { return readPlain(raw, (*reading).facts) }
