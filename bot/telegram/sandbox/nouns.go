package sandbox

import "encoding/json"

// User is a person or a bot, in the words of the Bot API.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

// Chat is a place where messages stand, in the words of the Bot API. Type is
// private, group, supergroup or channel.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

// Types of chats.
const (
	private    = "private"
	group      = "group"
	supergroup = "supergroup"
	channel    = "channel"
)

// Message is what stands in a chat, in the words of the Bot API.
type Message struct {
	ID              int             `json:"message_id"`
	Thread          int             `json:"message_thread_id,omitempty"`
	From            *User           `json:"from,omitempty"`
	SenderChat      *Chat           `json:"sender_chat,omitempty"`
	Date            int64           `json:"date"`
	Chat            Chat            `json:"chat"`
	ForwardOrigin   json.RawMessage `json:"forward_origin,omitempty"`
	IsTopicMessage  bool            `json:"is_topic_message,omitempty"`
	IsAutoForward   bool            `json:"is_automatic_forward,omitempty"`
	ReplyTo         *Message        `json:"reply_to_message,omitempty"`
	EditDate        int64           `json:"edit_date,omitempty"`
	AuthorSignature string          `json:"author_signature,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	LinkPreview     json.RawMessage `json:"link_preview_options,omitempty"`
	Document        *Document       `json:"document,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	Keyboard        *Keyboard       `json:"reply_markup,omitempty"`

	NewMembers    []User      `json:"new_chat_members,omitempty"`
	LeftMember    *User       `json:"left_chat_member,omitempty"`
	TopicCreated  *TopicTitle `json:"forum_topic_created,omitempty"`
	TopicClosed   *struct{}   `json:"forum_topic_closed,omitempty"`
	TopicReopened *struct{}   `json:"forum_topic_reopened,omitempty"`
	MigrateTo     int64       `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom   int64       `json:"migrate_from_chat_id,omitempty"`

	// byBot marks the bot's own posts, which in a channel look like all others.
	byBot bool
	// paid marks those that were sent at the price of a paid broadcast.
	paid bool
}

// TopicTitle is what a forum says when a topic is made.
type TopicTitle struct {
	Name      string `json:"name"`
	IconColor int    `json:"icon_color"`
}

// Document is a file under a message.
type Document struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	Type     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size"`
}

// Entity is a stretch of a text that has a form. Offset and length count
// UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *User  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
	EmojiID  string `json:"custom_emoji_id,omitempty"`
	UnixTime int64  `json:"unix_time,omitempty"`
	Format   string `json:"date_time_format,omitempty"`
}

// end is the first unit behind it.
func (e Entity) end() int { return e.Offset + e.Length }

// Keyboard is what stands under a message that can be pressed.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Button is one of a keyboard. Exactly one of the fields but Text, Icon and
// Style is its act.
type Button struct {
	Text     string          `json:"text"`
	Data     *string         `json:"callback_data,omitempty"`
	URL      string          `json:"url,omitempty"`
	CopyText json.RawMessage `json:"copy_text,omitempty"`
	WebApp   json.RawMessage `json:"web_app,omitempty"`
	Login    json.RawMessage `json:"login_url,omitempty"`
	Switch   *string         `json:"switch_inline_query,omitempty"`
	SwitchTo *string         `json:"switch_inline_query_current_chat,omitempty"`
	Pay      bool            `json:"pay,omitempty"`
	Icon     string          `json:"icon_custom_emoji_id,omitempty"`
	Style    string          `json:"style,omitempty"`
}
