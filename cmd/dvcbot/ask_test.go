package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestAskAnswersALineForEveryLine(t *testing.T) {
	o := newOffice(t)
	questions := []string{"k nhận dc otp", "làm hộ chiếu ở đâu", "", "mã OTP mấy số?", "Ủy <b>ban</b> \"nhân dân\"", "What is the deadline?"}
	topics := []string{"reg.otp_missing", "out_of_scope", "out_of_scope", "out_of_scope", "", "deadline.when"}
	lines := strings.Split(strings.TrimSuffix(o.run(strings.Join(questions, "\n")+"\n", "ask", "--json", "-"), "\n"), "\n")
	if len(lines) != len(questions) {
		t.Fatalf("%d lines for %d questions", len(lines), len(questions))
	}
	for i, line := range lines {
		var a answered
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if a.Question != questions[i] || a.Answer == "" || topics[i] != "" && a.Topic != topics[i] || a.Score < 0 || a.Score > 1 {
			t.Errorf("%+v", a)
		}
		if i == 3 && !strings.HasPrefix(a.Answer, "Văn bản không nêu") {
			t.Errorf("unstated: %s", a.Answer)
		}
	}
}

func TestAskOneQuestionInPlainWords(t *testing.T) {
	if out := newOffice(t).run("", "ask", "mk", "phải", "mấy", "ký", "tự"); !strings.Contains(out, "8 ký tự") || strings.HasPrefix(out, "{") {
		t.Error(out)
	}
}

func TestWhatNothingAnswersIsListedWithoutNames(t *testing.T) {
	o := newOffice(t)
	for _, said := range []string{"cây kiểng héo khô", "cay kieng heo kho", "hỏi giùm Trần Văn Tám cây kiểng", "số 280000456 cây kiểng"} {
		o.run(said+"\n", "chat")
	}
	var g gapGroup
	if err := json.Unmarshal([]byte(o.run("", "gaps", "--json")), &g); err != nil {
		t.Fatal(err)
	}
	slices.Sort(g.Questions)
	if g.Count != 2 || !slices.Equal(g.Questions, []string{"cay kieng heo kho", "cây kiểng héo khô"}) {
		t.Errorf("%+v", g)
	}
}
