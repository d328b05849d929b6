package telegram

import (
	"encoding/json"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
	"readout/digest/news"
)

// Accounts that stand for somebody else.
const (
	anonymousAdmin = 1087968824 // an admin who writes as the group
	linkedChannel  = 777000     // posts of the channel that a group belongs to
	asChannel      = 136817688  // somebody who writes as a channel
)

// update is what we read of one; others of its fields, and kinds that we do not
// know, are none of our business.
type update struct {
	ID       int                         `json:"update_id"`
	Message  *message                    `json:"message"`
	Post     *message                    `json:"channel_post"`
	Press    *press                      `json:"callback_query"`
	Standing *tgbotapi.ChatMemberUpdated `json:"my_chat_member"`
	Member   *tgbotapi.ChatMemberUpdated `json:"chat_member"`
}

// tells reports whether an update is about the chat itself, and no words of
// anybody's.
func (u update) tells() bool {
	m := u.Message
	return u.Standing != nil || m != nil && (m.MigrateToChatID != 0 || m.MigrateFromChatID != 0 || m.Reopened != nil)
}

// message is the library's, with what has come since.
type message struct {
	tgbotapi.Message
	Thread  int             `json:"message_thread_id"`
	InTopic bool            `json:"is_topic_message"`
	Origin  json.RawMessage `json:"forward_origin"`
	// Reopened stands in the message that a topic was opened again.
	Reopened *struct{} `json:"forum_topic_reopened"`
}

// press is somebody's press of a button.
type press struct {
	tgbotapi.CallbackQuery
	Message *message `json:"message"`
}

// wanted are the kinds of updates that Telegram is asked for.
const wanted = `["message","channel_post","callback_query","my_chat_member","chat_member"]`

// at is where a message was written. Only in a forum's topic does its thread
// mean anything, and the general topic has none.
func (m *message) at() news.Address {
	a := news.Address{Chat: m.Chat.ID}
	if m.InTopic {
		a.Thread = m.Thread
	}
	return a
}

// kind is a chat's, in the bot's words.
func kind(c *tgbotapi.Chat) string {
	if c.Type == "supergroup" {
		return "group"
	}
	return c.Type
}

// user is a person, or nobody where an account stands for somebody else.
func user(u *tgbotapi.User) bot.User {
	if u == nil || standsIn(u.ID) {
		return bot.User{}
	}
	name := u.FirstName
	if u.LastName != "" {
		name += " " + u.LastName
	}
	return bot.User{ID: u.ID, Name: name, Language: u.LanguageCode}
}

func standsIn(id int64) bool {
	return id == anonymousAdmin || id == linkedChannel || id == asChannel
}

// file is what was sent along, in private; nil if nothing was. Its caption says
// nothing to us.
func (m *message) file() *bot.Attachment {
	if m.Document == nil || m.Chat == nil || m.Chat.Type != "private" {
		return nil
	}
	return &bot.Attachment{ID: m.Document.FileID, Name: m.Document.FileName, Size: int64(m.Document.FileSize)}
}

// original reports whether somebody wrote a text here and now: it is not
// forwarded, edited or another bot's. A file may be forwarded: it is looked at,
// and orders nothing.
func (m *message) original() bool {
	here := m.Text != "" && m.ForwardDate == 0 && len(m.Origin) == 0
	return (here || m.file() != nil) && m.EditDate == 0 && !m.IsAutomaticForward &&
		m.ViaBot == nil && (m.From == nil || m.From.ID != linkedChannel && (!m.From.IsBot || standsIn(m.From.ID)))
}
