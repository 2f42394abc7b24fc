package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// asksAt lets a person of the staff ask an officer from Bước 4.
func asksAt(o office, question string) string {
	return o.run("Đăng ký tài khoản\nbước 4\nkẹt\nViệc khác, hỏi cán bộ hỗ trợ\n"+question+"\nGửi\n", "chat", "--as", "staff")
}

func TestAQuestionIsKeptWhenNobodyMayAnswer(t *testing.T) {
	o := newOffice(t)
	out := asksAt(o, "Máy báo lỗi đỏ, số 0950000123 và CMND 280000456")
	for _, want := range []string{"chưa có cán bộ hỗ trợ nào", "kèm Bước 4", "091.777.50.51", "Câu hỏi: Máy báo lỗi đỏ, số (số đã được che) và CMND (số đã được che)"} {
		if !strings.Contains(out, want) {
			t.Errorf("never said %q:\n%s", want, out)
		}
	}
	if out := o.run("Câu hỏi đang chờ\n", "chat", "--as", "support"); !strings.Contains(out, "Máy báo lỗi đỏ") || strings.Contains(out, "0950000123") {
		t.Errorf("the officer who comes later sees\n%s", out)
	}
}

func TestAnAnswerComesBackAndTheTalkStandsWhereItStood(t *testing.T) {
	o := newOffice(t)
	o.run("", "chat", "--as", "support")
	asksAt(o, "Máy báo lỗi đỏ")
	got := o.run("trả lời\nTắt máy rồi mở lại.\nGửi\n", "chat", "--as", "support")
	if !strings.Contains(got, "Câu hỏi cần trả lời") || !strings.Contains(got, "Đang làm: Bước 4, Đăng ký tài khoản") || !strings.Contains(got, "Đã gửi câu trả lời") {
		t.Errorf("the officer sees\n%s", got)
	}
	if strings.Contains(got, "Cán bộ hỗ trợ trả lời: Tắt máy") {
		t.Error("the officer's terminal shows what is for the person who asked")
	}
	back := o.run("hỏi thêm\nVẫn lỗi\ngửi\n", "chat", "--as", "staff")
	for _, want := range []string{"Vướng ở Bước 4", "Cán bộ hỗ trợ trả lời: Tắt máy rồi mở lại.", "Gõ HỎI THÊM", "Đã chuyển câu hỏi"} {
		if !strings.Contains(back, want) {
			t.Errorf("never said %q:\n%s", want, back)
		}
	}
	if out := o.run("", "chat", "--as", "support"); !strings.Contains(out, "Câu hỏi: Vẫn lỗi") {
		t.Errorf("what was asked on does not come:\n%s", out)
	}
	if out := o.run("đã rõ\n", "chat", "--as", "staff"); strings.Contains(out, "Đã ghi nhận") {
		t.Error("an open question was closed")
	}
}

func TestTheDeskListsAndAnswers(t *testing.T) {
	o := newOffice(t)
	o.run("", "chat", "--as", "support")
	asksAt(o, "Máy báo lỗi đỏ")
	var open struct {
		ID, State, Step, Question string
		Age                       int `json:"age_hours"`
	}
	listed := o.run("", "support", "--json")
	if err := json.Unmarshal([]byte(listed), &open); err != nil {
		t.Fatal(err, listed)
	}
	if open.State != "open" || open.Step != "reg.step4" || open.Question != "Máy báo lỗi đỏ" || open.Age != 0 {
		t.Errorf("listed %s", listed)
	}
	o.run("Tắt máy rồi mở lại.\nXong thử lại.\n", "support", "answer", open.ID, "-")
	if out := o.run("", "chat", "--as", "staff"); !strings.Contains(out, "Cán bộ hỗ trợ trả lời: Tắt máy rồi mở lại.\nXong thử lại.") {
		t.Errorf("the person sees\n%s", out)
	}
	if out := o.run("", "chat", "--as", "support"); strings.Contains(out, "Câu hỏi cần trả lời") || !strings.Contains(out, "đã được cán bộ khác trả lời") {
		t.Errorf("the officer sees\n%s", out)
	}
	if out := o.run("", "support", "--all"); !strings.Contains(out, "answered") || !strings.Contains(out, "Bước 4, Đăng ký tài khoản") {
		t.Errorf("all: %s", out)
	}
	for args, want := range map[string]int{"support": exitWarnings, "support answer " + open.ID + " -": exitWarnings, "support answer none -": exitFaults,
		"support answer " + open.ID: exitUsage, "support x": exitUsage} {
		var out, faults bytes.Buffer
		if code := run(t.Context(), console{strings.NewReader("Lời"), &out, &faults, func(k string) string { return o.env[k] }}, strings.Fields(args)); code != want {
			t.Errorf("%s ended with %d, want %d", args, code, want)
		}
	}
}
