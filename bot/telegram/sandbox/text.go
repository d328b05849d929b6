package sandbox

import "unicode/utf8"

// Limits of texts.
const (
	maxRaw      = 32768 // Bytes before markup is read.
	maxText     = 4096
	maxCaption  = 1024
	maxEntities = 100  // Later ones vanish.
	maxWeight   = 9500 // Bytes of all entities together, about.
)

// words are where a call says them and how they are called when refused.
type words struct {
	text, entities string // Names of parameters.
	limit          int
	empty          bool // Nothing may be said.
	long           string
}

var (
	messageText    = words{text: "text", entities: "entities", limit: maxText, long: "message is too long"}
	messageCaption = words{
		text: "caption", entities: "caption_entities", limit: maxCaption, empty: true, long: "message caption is too long",
	}
)

// form is a text and its form.
type form struct {
	text     string
	entities []Entity
}

// formatted reads what a call says, before it is known where.
func formatted(p params, w words) (form, *refusal) {
	text := p.text(w.text)
	switch {
	case text == "" && w.empty:
		return form{}, nil
	case text == "":
		return form{}, bad("message text is empty")
	case !utf8.ValidString(text):
		return form{}, bad("strings must be encoded in UTF-8")
	case len(text) > maxRaw:
		return form{}, bad("text is too long")
	}
	switch lower(p.text("parse_mode")) {
	case "", "none":
		f := form{text: text}
		no := p.object(w.entities, &f.entities)
		if no == nil {
			no = f.check()
		}
		return f, no
	case "html":
		text, entities, no := markup(text)
		return form{text, entities}, no
	case "markdown", "markdownv2":
		return form{}, bad("the sandbox does not read %s, only HTML and entities", p.text("parse_mode"))
	}
	return form{}, bad("unsupported parse_mode")
}

// check drops given entities that lie outside the text or within a character.
func (f *form) check() *refusal {
	border := map[int]bool{}
	at := 0
	for _, r := range f.text {
		border[at] = true
		at += units(r)
	}
	border[at] = true
	kept := []Entity{}
	for _, e := range f.entities {
		if e.Offset < 0 || e.Length < 0 || !border[e.Offset] || !border[e.end()] {
			return bad("entity beginning at UTF-16 offset %d ends in a middle of a UTF-16 symbol", e.Offset)
		}
		if !e.isFound() {
			kept = append(kept, e)
		}
	}
	f.entities = kept
	sortEntities(f.entities)
	return nil
}

// settle brings a text into its normal form and holds it against the limits.
func (f *form) settle(w words) *refusal {
	if f.text == "" && w.empty {
		return nil
	}
	f.text, f.entities = normal(f.text, f.entities)
	if f.text == "" && !w.empty {
		return bad("text must be non-empty")
	}
	if utf8.RuneCountInString(f.text) > w.limit {
		return bad("%s", w.long)
	}
	if weight(f.entities) > maxWeight {
		return bad("ENTITIES_TOO_LONG")
	}
	return nil
}

// weight is about how many bytes entities have on their way.
func weight(entities []Entity) int {
	n := 0
	for _, e := range entities {
		n += 12 + len(e.URL) + len(e.Language) + len(e.EmojiID)
	}
	return n
}
