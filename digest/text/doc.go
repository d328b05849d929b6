// Package text cuts text into paragraphs, quotations, sentences and words that
// remember where they stood, says what kind of word each is, and folds words
// into the form in which they are searched and compared. In goes any string,
// out come pieces of it; nothing here fails.
package text
