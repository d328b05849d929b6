package sandbox

import (
	"context"
	"slices"
	"strings"
)

// method is one of the Bot API's. It has either an act, which holds the lock
// and never waits, or one that waits and takes the lock itself.
type method struct {
	name  string
	knows []string // The parameters that it has.
	does  func(*Server, params) (any, *refusal)
	waits func(*Server, context.Context, params) (any, *refusal)
}

// methods are all that this server has, by their names in lower case: names
// of methods are not told apart by case.
func methods() map[string]method {
	const where = "chat_id message_thread_id business_connection_id "
	const how = "disable_notification protect_content allow_paid_broadcast message_effect_id " +
		"reply_parameters reply_to_message_id allow_sending_without_reply reply_markup "
	const words = "parse_mode entities link_preview_options disable_web_page_preview "
	list := []method{
		{name: "getUpdates", knows: fields("offset limit timeout allowed_updates"), waits: (*Server).getUpdates},
		{name: "setWebhook", does: (*Server).setWebhook, knows: fields(
			"url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token")},
		{name: "deleteWebhook", knows: fields("drop_pending_updates"), does: (*Server).deleteWebhook},
		{name: "getWebhookInfo", does: (*Server).getWebhookInfo},
		{name: "getMe", does: (*Server).getMe},
		{name: "sendMessage", knows: fields(where + how + words + "text"), does: (*Server).sendMessage},
		{name: "sendDocument", does: (*Server).sendDocument, knows: fields(where + how +
			"document thumbnail caption parse_mode caption_entities disable_content_type_detection")},
		{name: "getFile", knows: fields("file_id"), does: (*Server).getFile},
		{name: "editMessageText", knows: fields(words + "chat_id message_id inline_message_id text reply_markup business_connection_id"),
			does: (*Server).editMessageText},
		{name: "editMessageReplyMarkup", knows: fields("chat_id message_id inline_message_id reply_markup business_connection_id"),
			does: (*Server).editMessageReplyMarkup},
		{name: "deleteMessage", knows: fields("chat_id message_id"), does: (*Server).deleteMessage},
		{name: "sendChatAction", knows: fields(where + "action"), does: (*Server).sendChatAction},
		{name: "answerCallbackQuery", knows: fields("callback_query_id text show_alert url cache_time"),
			does: (*Server).answerCallbackQuery},
		{name: "setMyCommands", knows: fields("commands scope language_code"), does: (*Server).setMyCommands},
		{name: "getMyCommands", knows: fields("scope language_code"), does: (*Server).getMyCommands},
		{name: "deleteMyCommands", knows: fields("scope language_code"), does: (*Server).deleteMyCommands},
		{name: "setMyDescription", knows: fields("description language_code"), does: (*Server).setMyDescription},
		{name: "getMyDescription", knows: fields("language_code"), does: (*Server).getMyDescription},
		{name: "setMyShortDescription", knows: fields("short_description language_code"), does: (*Server).setMyShortDescription},
		{name: "getMyShortDescription", knows: fields("language_code"), does: (*Server).getMyShortDescription},
		{name: "getChat", knows: fields("chat_id"), does: (*Server).getChat},
		{name: "getChatMember", knows: fields("chat_id user_id"), does: (*Server).getChatMember},
		{name: "getChatMemberCount", knows: fields("chat_id"), does: (*Server).getChatMemberCount},
		{name: "getChatAdministrators", knows: fields("chat_id"), does: (*Server).getChatAdministrators},
		{name: "leaveChat", knows: fields("chat_id"), does: (*Server).leaveChat},
	}
	byName := map[string]method{}
	for _, m := range list {
		byName[strings.ToLower(m.name)] = m
	}
	return byName
}

func fields(list string) []string { return strings.Fields(list) }

// noteUnknown keeps what a method does not have. Telegram overlooks it, which
// is how a misspelt parameter goes unseen for years.
func (s *Server) noteUnknown(m method, p params) {
	s.mu.Lock()
	defer s.mu.Unlock()
	note := func(name string) {
		if !slices.Contains(m.knows, name) && !strings.HasPrefix(p.text(name), "attach://") {
			s.wrong(Violation{Method: m.name, Kind: "unknown parameter", Detail: name})
		}
	}
	for name := range p.values {
		note(name)
	}
	for name := range p.files {
		if !s.attached(p, name) {
			note(name)
		}
	}
}

// attached tells whether a file's part is named by another parameter.
func (s *Server) attached(p params, file string) bool {
	for _, value := range p.values {
		if value == "attach://"+file {
			return true
		}
	}
	return false
}

func (s *Server) getMe(params) (any, *refusal) {
	return struct {
		User
		CanJoin  bool `json:"can_join_groups"`
		HearsAll bool `json:"can_read_all_group_messages"`
		Inline   bool `json:"supports_inline_queries"`
		Business bool `json:"can_connect_to_business"`
		WebApp   bool `json:"has_main_web_app"`
	}{User: s.me, CanJoin: true, HearsAll: s.options.HearsAll}, nil
}
