package people

import (
	"testing"
	"time"
)

func TestTheClocksOfARequest(t *testing.T) {
	d := embedded(t)
	for _, c := range []struct {
		made, reply, done string
		right             Right
	}{
		{"2020-09-22 09:00", "2020-09-24", "2020-10-02", Correct}, // a Tuesday
		{"2020-09-24 23:30", "2020-09-28", "2020-10-14", Removal}, // the weekend does not count for the reply
		{"2020-09-26 09:00", "2020-09-29", "2020-10-11", Withdraw},
		{"2020-09-27 09:00", "2020-09-29", "2020-10-07", View},
	} {
		made, err := time.ParseInLocation("2006-01-02 15:04", c.made, d.Zone())
		if err != nil {
			t.Fatal(err)
		}
		reply, done := Clock(d, c.right, made.UTC())
		if reply.Format(time.DateOnly) != c.reply || done.Format(time.DateOnly) != c.done {
			t.Errorf("%s %s: %s %s, want %s %s", c.made, c.right, reply.Format(time.DateOnly), done.Format(time.DateOnly), c.reply, c.done)
		}
	}
}
