package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dvcbot/dvcbot/bot/telegram"
	"github.com/dvcbot/dvcbot/bot/telegram/telegramtest"
	"github.com/dvcbot/dvcbot/chat"
	"github.com/dvcbot/dvcbot/words"
)

func TestNothingIsConfirmedBeforeItIsKept(t *testing.T) {
	r := newRig(t, nil)
	began, goOn := make(chan string, 10), make(chan error)
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		began <- in.Text
		return <-goOn
	})
	r.person.Type("một")
	within(t, began)
	if r.platform.Pending() != 1 {
		t.Error("confirmed while it is under way")
	}
	goOn <- errors.New("store away")
	if again := within(t, began); again != "một" {
		t.Errorf("then heard %q", again)
	}
	goOn <- nil
	r.person.Type("hai")
	within(t, began)
	if n := r.platform.Pending(); n != 1 {
		t.Errorf("%d wait: what was kept is not confirmed", n)
	}
	goOn <- nil
	r.sound(t)
}

func TestASlowChatKeepsItsOrderAndDelaysNobody(t *testing.T) {
	r := newRig(t, nil)
	other := r.platform.Person(6)
	heard, hold := make(chan string, 10), make(chan struct{})
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		if in.From.Room == "5" && in.Text == "1" {
			<-hold
		}
		heard <- in.From.Room + " " + in.Text
		return nil
	})
	r.person.Type("1")
	r.person.Type("2")
	other.Type("a")
	if got := within(t, heard); got != "6 a" {
		t.Errorf("first %s", got)
	}
	other.Type("b")
	if got := within(t, heard); got != "6 b" {
		t.Errorf("then %s", got)
	}
	close(hold)
	if first, second := within(t, heard), within(t, heard); first != "5 1" || second != "5 2" {
		t.Errorf("%s before %s", first, second)
	}
	r.sound(t)
}

func TestPoisonIsPutAsideAndTheRestIsHeard(t *testing.T) {
	aside, heard := make(chan string, 10), make(chan chat.Kind, 10)
	r := newRig(t, func(o *telegram.Options) {
		o.Aside = func(_ context.Context, cause string, _ []byte) error {
			aside <- cause
			return nil
		}
	})
	first := r.platform.Push(5, func(id int) string { return fmt.Sprintf(`{"update_id":%d,"message":[1,2]}`, id) })
	r.platform.Push(5, func(id int) string { return fmt.Sprintf(`{"update_id":%d,"telepathy":{}}`, id) })
	r.platform.Push(5, func(id int) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{`+privately+`,"text":7}}`, id)
	})
	r.person.Type("sau đó")
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in.Kind
		return nil
	})
	if spoilt, words := within(t, heard), within(t, heard); spoilt != chat.Unknown || words != chat.Said {
		t.Errorf("%v %v", spoilt, words)
	}
	put := map[string]bool{within(t, aside): true, within(t, aside): true}
	for _, id := range []int{first, first + 2} {
		if !put[fmt.Sprintf("telegram/7001/%d", id)] {
			t.Errorf("%d is not among %v", id, put)
		}
	}
}

func TestAConflictIsWaitedOutAndTold(t *testing.T) {
	r := newRig(t, nil)
	for _, why := range []string{"terminated by other getUpdates request", "terminated by setWebhook request", "can't use getUpdates method while webhook is active"} {
		r.platform.Fail("getUpdates", telegramtest.Fault{Status: http.StatusConflict, Text: "Conflict: " + why})
	}
	heard, conflict := make(chan string, 1), time.Duration(0)
	r.person.Type("xin chào")
	r.platform.OnCall = func(_ int, method string, _ bool) (lost bool) {
		if d := r.Conflict(time.Now().Add(time.Hour)); method == "getUpdates" && d > conflict {
			conflict = d
		}
		return false
	}
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in.Text
		return nil
	})
	within(t, heard)
	if conflict < time.Hour {
		t.Error("the conflict was never told")
	}
	if d := r.Conflict(time.Now().Add(time.Hour)); d != 0 {
		t.Errorf("still in conflict for %v", d)
	}
	if n := len(r.platform.Calls("deleteWebhook")); n != 2 {
		t.Errorf("the webhook was taken away %d times", n)
	}
	r.sound(t)
}

func TestAWebhookIsTakenAwayWithoutDroppingAnything(t *testing.T) {
	r := newRig(t, nil)
	hooked := newRig(t, func(o *telegram.Options) {
		o.Token, o.API, o.Hook, o.Secret = r.platform.Token, r.platform.URL, "http://127.0.0.1:1/hooks/telegram", "s"
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- hooked.Poll(ctx, nil) }()
	r.until(t, func() bool { return len(r.platform.Calls("setWebhook")) > 0 })
	cancel()
	<-ended
	r.person.Type("trước khi đổi")
	heard := make(chan string, 1)
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in.Text
		return nil
	})
	if got := within(t, heard); got != "trước khi đổi" {
		t.Error(got)
	}
	r.sound(t)
}

func TestThePlatformOutOfReachIsNoEnd(t *testing.T) {
	r := newRig(t, nil)
	r.platform.Fail("getMe", telegramtest.Gateway())
	r.platform.Fail("getUpdates", telegramtest.Gateway(), telegramtest.Fault{Cut: true}, telegramtest.TooMany(1))
	heard := make(chan string, 1)
	r.person.Type("xin chào")
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in.Text
		return nil
	})
	within(t, heard)
	r.until(t, func() bool { return len(r.platform.Commands()) > 0 })
	r.sound(t)
}

func TestTheCommandsMenuIsOneThatTheDialogsKnow(t *testing.T) {
	r := newRig(t, nil)
	met := make(chan string, 1)
	r.Met = func(_ context.Context, name string) error {
		met <- name
		return nil
	}
	r.polled(t, func(context.Context, chat.Inbound) error { return nil })
	if got := within(t, met); got != r.platform.Name {
		t.Error(got)
	}
	r.until(t, func() bool { return len(r.platform.Commands()) > 0 })
	for _, c := range r.platform.Commands() {
		if !words.Known("dialogs.slash." + c.Command) {
			t.Errorf("/%s is unknown to the dialogs", c.Command)
		}
	}
	r.sound(t)
}

func TestAButtonIsAnsweredWhileItsTurnIsStillUnderWay(t *testing.T) {
	r := newRig(t, nil)
	if _, err := r.Send(t.Context(), chat.Outbound{To: me, Body: chat.Body{para("Chọn")}, Choices: [][]chat.Choice{{{Label: "Có", Value: "yes"}}}, Offer: 3}); err != nil {
		t.Fatal(err)
	}
	goOn, heard := make(chan struct{}), make(chan chat.Inbound, 1)
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in
		<-goOn
		return nil
	})
	if err := r.person.Press("Có"); err != nil {
		t.Fatal(err)
	}
	if in := within(t, heard); in.Press == nil || in.Press.Offer != 3 {
		t.Errorf("%+v", in)
	}
	r.until(t, func() bool { return r.platform.Unanswered() == 0 })
	close(goOn)
	r.sound(t)
}

func TestAGroupGetsTheLinkAndIsNotHeard(t *testing.T) {
	r := newRig(t, nil)
	r.platform.Group(-9)
	heard := make(chan chat.Inbound, 10)
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in
		return nil
	})
	r.person.TypeIn(-9, "/start")
	r.person.TypeIn(-9, "/han")
	r.person.Type("riêng")
	if in := within(t, heard); in.Text != "riêng" {
		t.Errorf("heard %q", in.Text)
	}
	r.until(t, func() bool { return len(r.platform.Said(-9)) > 0 })
	calls := r.platform.Calls("sendMessage")
	if len(calls) != 1 || !strings.Contains(calls[0].Params["reply_markup"], "https://t.me/"+r.platform.Name) {
		t.Errorf("%d answers", len(calls))
	}
	r.sound(t)
}

func TestIdsThatBeginAnewAreHeard(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	r := newRig(t, nil)
	r.Now = func() time.Time { return day }
	heard := make(chan string, 10)
	r.person.Type("một")
	r.polled(t, func(_ context.Context, in chat.Inbound) error {
		heard <- in.ID
		return nil
	})
	first := within(t, heard)
	r.until(t, func() bool { return r.platform.Pending() == 0 })
	r.platform.Skip(1000)
	r.person.Type("hai")
	if second := within(t, heard); second == first || !strings.HasSuffix(second, "/1000") {
		t.Errorf("%s then %s", first, second)
	}
}
