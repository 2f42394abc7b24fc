package telegram_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

// send must succeed.
func (r *rig) send(t *testing.T, o chat.Outbound) string {
	t.Helper()
	o.To = me
	receipt, err := r.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return receipt.Mark
}

// last is the newest message of the chat.
func (r *rig) last(t *testing.T) telegramtest.Message {
	t.Helper()
	all := r.person.Chat()
	if len(all) == 0 {
		t.Fatal("an empty chat")
	}
	return all[len(all)-1]
}

func TestFailuresAreClassified(t *testing.T) {
	for _, one := range []struct {
		fault telegramtest.Fault
		want  chat.Class
	}{
		{telegramtest.TooMany(1), chat.RetryAfter},
		{telegramtest.Gateway(), chat.Temporary},
		{telegramtest.Fault{Cut: true}, chat.Temporary},
		{telegramtest.Fault{Status: http.StatusInternalServerError, Text: "Internal Server Error"}, chat.Temporary},
		{telegramtest.Fault{Status: http.StatusForbidden, Text: "Forbidden: bot was blocked by the user"}, chat.Blocked},
		{telegramtest.Fault{Status: http.StatusForbidden, Text: "Forbidden: user is deactivated"}, chat.Blocked},
		{telegramtest.Fault{Status: http.StatusBadRequest, Text: "Bad Request: chat not found"}, chat.Blocked},
		{telegramtest.Fault{Status: http.StatusBadRequest, Text: "Bad Request: something new"}, chat.Permanent},
		{telegramtest.Fault{Status: http.StatusUnauthorized, Text: "Unauthorized"}, chat.Auth},
		{telegramtest.Fault{Status: http.StatusBadRequest, Text: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -100}, chat.Migrated},
	} {
		r := newRig(t, nil)
		r.platform.Fail("sendMessage", one.fault)
		_, err := r.Send(t.Context(), texts(para("Nguyễn Văn An")))
		var fault *chat.SendError
		if !errors.As(err, &fault) || fault.Class != one.want {
			t.Errorf("%d %s: %v", one.fault.Status, one.fault.Text, err)
			continue
		}
		if fault.Class == chat.RetryAfter && fault.RetryAfter != time.Second {
			t.Errorf("retry after %v", fault.RetryAfter)
		}
		if fault.Class == chat.Migrated && fault.Moved.Room != "-100" {
			t.Errorf("moved to %v", fault.Moved)
		}
		if strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), "Nguyễn") {
			t.Errorf("tells too much: %v", err)
		}
	}
}

func TestAnErrorNeverHoldsTheToken(t *testing.T) {
	r := newRig(t, func(o *telegram.Options) { o.API = "http://127.0.0.1:1" })
	_, err := r.Send(t.Context(), texts(para("x")))
	if err == nil || strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), "7001") {
		t.Errorf("%v", err)
	}
	if _, err := r.Open(t.Context(), chat.FileRef{Ref: "x"}); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("%v", err)
	}
}

func TestAnEditKeepsItsPlaceAndAMissingMessageComesAnew(t *testing.T) {
	r := newRig(t, nil)
	mark := r.send(t, texts(para("một")))
	if again := r.send(t, chat.Outbound{Body: chat.Body{para("hai")}, Edits: mark}); again != mark || r.last(t).Text != "hai" {
		t.Errorf("%s after %s", again, mark)
	}
	if again := r.send(t, chat.Outbound{Body: chat.Body{para("hai")}, Edits: mark}); again != mark {
		t.Error("the same words once more are no failure")
	}
	r.send(t, chat.Outbound{Erase: mark})
	r.send(t, chat.Outbound{Erase: mark})
	if again := r.send(t, chat.Outbound{Body: chat.Body{para("ba")}, Edits: mark}); again == mark || r.last(t).Text != "ba" {
		t.Errorf("%s after %s", again, mark)
	}
	if n := len(r.person.Chat()); n != 1 {
		t.Errorf("%d messages", n)
	}
	r.sound(t)
}

func TestWordsThatCannotBeParsedComePlain(t *testing.T) {
	r := newRig(t, nil)
	r.platform.Fail("sendMessage", telegramtest.Fault{Status: http.StatusBadRequest, Text: `Bad Request: can't parse entities: Unsupported start tag "Nguyễn" at byte offset 3`})
	r.send(t, texts(para("a < b & **đậm**")))
	if got := r.last(t); got.Text != "a < b & đậm" || strings.Contains(got.HTML, "&lt;") {
		t.Errorf("%q", got.HTML)
	}
	if strings.Contains(r.log.String(), "Nguyễn") {
		t.Error(r.log)
	}
}

func TestPicturesChangePlaceWithPicturesOnly(t *testing.T) {
	r := newRig(t, func(o *telegram.Options) {
		o.Draw = func(ref string) ([]byte, string, error) {
			if ref == "none" {
				return nil, "", errors.New("unknown")
			}
			return []byte("png " + ref), "", nil
		}
	})
	first := r.send(t, chat.Outbound{Body: chat.Body{para("bước 1")}, Picture: "a"})
	if got := r.last(t); string(got.Photo) != "png a" || got.Text != "bước 1" {
		t.Errorf("%+v", got)
	}
	if again := r.send(t, chat.Outbound{Body: chat.Body{para("bước 2")}, Picture: "b", Edits: first}); again != first || string(r.last(t).Photo) != "png b" {
		t.Error("not edited")
	}
	words := r.send(t, chat.Outbound{Body: chat.Body{para("chữ")}, Edits: first})
	if got := r.last(t); got.Photo != nil || got.Text != "chữ" || words == first {
		t.Errorf("%+v", got)
	}
	r.send(t, chat.Outbound{Body: chat.Body{para("bước 3")}, Picture: "c", Edits: words})
	if all := r.person.Chat(); len(all) != 1 || string(all[0].Photo) != "png c" {
		t.Errorf("%d messages", len(all))
	}
	r.send(t, chat.Outbound{Body: chat.Body{para("không có hình")}, Picture: "none"})
	if got := r.last(t); got.Text != "không có hình" || got.Photo != nil {
		t.Errorf("%+v", got)
	}
	r.sound(t)
}

func TestADocumentTravelsUnderItsName(t *testing.T) {
	r := newRig(t, func(o *telegram.Options) {
		o.Read = func(_ context.Context, f chat.FileRef) ([]byte, error) {
			return map[string][]byte{"f": []byte("sheet")}[f.Ref], map[string]error{"gone": errors.New("gone"), "away": chat.ErrAway}[f.Ref]
		}
	})
	r.send(t, chat.Outbound{Body: chat.Body{para("Danh sách")}, File: &chat.FileRef{Ref: "f", Name: "Phụ lục 2.xlsx"}})
	if got := r.last(t); string(got.File) != "sheet" || got.Name != "Phụ lục 2.xlsx" || got.Text != "Danh sách" {
		t.Errorf("%+v", got)
	}
	r.send(t, chat.Outbound{File: &chat.FileRef{Ref: "gone"}})
	if got := r.last(t); got.File != nil || got.Text != words.Say("telegram.nofile") {
		t.Errorf("%+v", got)
	}
	var fault *chat.SendError
	if _, err := r.Send(t.Context(), chat.Outbound{To: me, File: &chat.FileRef{Ref: "away"}}); !errors.As(err, &fault) || fault.Class != chat.Temporary {
		t.Error(err)
	}
	r.sound(t)
}

func TestTheContactKeyboardComesAndGoes(t *testing.T) {
	r := newRig(t, nil)
	r.send(t, chat.Outbound{Body: chat.Body{para("Số điện thoại?")}, Contact: true})
	if keys := r.person.Keyboard(); len(keys) != 1 || !keys[0][0].Contact {
		t.Errorf("%v", keys)
	}
	r.send(t, chat.Outbound{Body: chat.Body{para("Đã nhận")}, Release: true})
	if keys := r.person.Keyboard(); len(keys) != 0 {
		t.Errorf("still %v", keys)
	}
	if n := len(r.person.Chat()); n != 2 {
		t.Errorf("%d messages: the short one stays", n)
	}
	r.send(t, chat.Outbound{Body: chat.Body{para("Số?")}, Contact: true, Choices: [][]chat.Choice{{{Label: "Bỏ qua", Value: "skip"}}}})
	if keys := r.person.Keyboard(); len(keys) != 1 {
		t.Errorf("%v", keys)
	}
	r.sound(t)
}

func TestAMessageOfChoicesAloneHasWords(t *testing.T) {
	r := newRig(t, nil)
	r.send(t, chat.Outbound{Choices: [][]chat.Choice{{{Label: "Có", Value: "yes"}}}})
	if got := r.last(t); got.Text != words.Say("telegram.choose") || len(got.Labels()) != 1 {
		t.Errorf("%+v", got)
	}
	r.sound(t)
}

func TestAFileIsFetchedWithoutShowingItsAddress(t *testing.T) {
	r := newRig(t, nil)
	r.person.Document("ds.csv", "text/csv", []byte("a,b"))
	file, err := r.Open(t.Context(), chat.FileRef{Ref: "ds.csv"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	raw := make([]byte, 10)
	if n, _ := file.Read(raw); string(raw[:n]) != "a,b" {
		t.Errorf("%q", raw[:n])
	}
	if _, err := r.Open(t.Context(), chat.FileRef{Ref: "x", Size: telegram.MaxFile + 1}); !errors.Is(err, telegram.ErrTooBig) {
		t.Error(err)
	}
	r.person.Document("big.bin", "", make([]byte, telegram.MaxFile+1))
	if _, err := r.Open(t.Context(), chat.FileRef{Ref: "big.bin"}); !errors.Is(err, telegram.ErrTooBig) {
		t.Error(err)
	}
}
