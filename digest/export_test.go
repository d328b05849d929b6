package digest

import "readout/digest/news"

// Safely reads an article by something that may panic.
func Safely(a news.Article, read func(news.Article) news.Facts) (news.Facts, any) {
	return safely(a, read)
}
