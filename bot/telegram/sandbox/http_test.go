package sandbox_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/bot/telegram/sandbox"
)

func TestOnlyItsBotIsAnswered(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	for _, c := range []struct {
		path, want string
		code       int
	}{
		{"/bot1000000001:AnotherTokenOfTheRightShape0000/getMe", "Unauthorized", 401},
		{"/botsecret/getMe", "Not Found", 404},
		{"/bot" + b.Token() + "/getEverything", "Not Found: method not found", 404},
		{"/bot" + b.Token(), "Not Found", 404},
		{"/robots.txt", "Not Found", 404},
	} {
		a, err := b.post(c.path, nil)
		if err != nil || a.status != c.code || a.Code != c.code || a.Description != c.want || a.OK {
			t.Errorf("%s: %v %+v, want %d %s", c.path, err, a, c.code, c.want)
		}
	}
	me := works[sandbox.User](b, "GETME", nil)
	if !me.IsBot || me.ID != 1000000001 || me.Username != "sandbox_bot" {
		t.Errorf("getMe: %+v", me)
	}
}

// JSON, form, multipart and query say the same.
func TestEveryWayOfSayingIsTheSame(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	const text, markup = "<b>Ä & ö</b>", `{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}`
	said := map[string]string{"chat_id": "7", "text": text, "parse_mode": "HTML", "reply_markup": markup, "disable_notification": "true"}
	form, parts := url.Values{}, bytes.Buffer{}
	multi := multipart.NewWriter(&parts)
	for name, value := range said {
		form.Set(name, value)
		if err := multi.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	multi.Close()
	path := "/bot" + b.Token() + "/sendMessage"
	if a := must(b.post(path, fields{
		"chat_id": 7, "text": text, "parse_mode": "HTML", "disable_notification": true, "reply_to_message_id": nil,
		"reply_markup": fields{"inline_keyboard": [][]fields{{{"text": "A", "callback_data": "a"}}}},
	}))(t); !a.OK {
		t.Error("JSON:", a.Description)
	}
	if a := must(b.send(path, "application/x-www-form-urlencoded", []byte(form.Encode())))(t); !a.OK {
		t.Error("form:", a.Description)
	}
	if a := must(b.send(path, multi.FormDataContentType(), parts.Bytes()))(t); !a.OK {
		t.Error("multipart:", a.Description)
	}
	if a := must(b.send(path+"?"+form.Encode(), "", nil))(t); !a.OK {
		t.Error("query:", a.Description)
	}
	log := b.Arrivals(7)
	if len(log) != 4 || len(b.Repeats(7)) != 3 {
		t.Fatalf("%d arrivals, %d repeats, want 4 and 3", len(log), len(b.Repeats(7)))
	}
	for _, a := range log[1:] {
		if diff := cmp.Diff(log[0].Entities, a.Entities) + cmp.Diff(log[0].Keyboard, a.Keyboard); diff != "" {
			t.Errorf("differs:\n%s", diff)
		}
	}
	if v := b.Violations(); len(v) != 0 {
		t.Errorf("violations: %v", v)
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	path := "/bot" + b.Token() + "/sendMessage"
	for kind, body := range map[string]string{
		"application/json":                  `[1, 2]`,
		"multipart/form-data; boundary=x":   "--x\r\nnonsense",
		"application/x-www-form-urlencoded": "text=%zz",
	} {
		if a := must(b.send(path, kind, []byte(body)))(t); a.status != http.StatusBadRequest || a.OK {
			t.Errorf("%s: %+v", kind, a)
		}
	}
	b.start(7)
	b.call("sendMessage", fields{"chat_id": 7, "text": "x", "disable_notifications": true})
	v := b.Violations()
	if len(v) != 1 || v[0].Kind != "unknown parameter" || v[0].Detail != "disable_notifications" {
		t.Errorf("violations: %v", v)
	}
}

func TestADocumentIsKept(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	parts.WriteField("chat_id", "7")
	parts.WriteField("caption", "<i>All of it</i>")
	parts.WriteField("parse_mode", "HTML")
	file, err := parts.CreateFormFile("document", "meetings.csv")
	if err != nil {
		t.Fatal(err)
	}
	file.Write([]byte("who,where\nAna,Lyon\n"))
	parts.Close()
	a := must(b.send("/bot"+b.Token()+"/sendDocument", parts.FormDataContentType(), body.Bytes()))(t)
	if !a.OK {
		t.Fatal(a.Description)
	}
	m := as[sandbox.Message](t, a.Result)
	kept, ok := b.File(m.Document.FileID)
	if !ok || kept.Name != "meetings.csv" || string(kept.Bytes) != "who,where\nAna,Lyon\n" || m.Document.Size != 19 {
		t.Errorf("kept %v %+v", ok, kept)
	}
	if m.Caption != "All of it" || m.CaptionEntities[0].Type != "italic" {
		t.Errorf("caption %+v", m)
	}
	if log := b.Arrivals(7); log[0].File != m.Document.FileID {
		t.Errorf("log %+v", log)
	}
	b.fails("sendDocument", fields{"chat_id": 7}, "Bad Request: there is no document in the request")
	b.fails("sendDocument", fields{"chat_id": 7, "document": "nowhere"}, "Bad Request: wrong file identifier/HTTP URL specified")
	b.fails("editMessageText", fields{"chat_id": 7, "message_id": m.ID, "text": "x"}, "Bad Request: there is no text in the message to edit")
}
