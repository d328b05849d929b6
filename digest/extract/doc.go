// Package extract reads one English article and notes who met whom, who said
// what and who went where. In goes a news.Article, out come news.Facts, each
// with the span that proves it, the rule that read it and how sure that is.
//
// The article is first cut up (document): paragraphs, quotations, sentences and
// words. Then the recognisers read it, one after the other, in the order of the
// table in recognisers.go; each may use what those before it have noted. Words
// are told apart by the lists in lists/, which are plain text.
//
// Where a text leaves a doubt, nothing is noted: a missing fact costs the
// reader less than a wrong one.
package extract
