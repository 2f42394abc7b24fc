package web

import (
	"strings"
	"time"

	"github.com/dvcbot/dvcbot/words"
)

// zone is where the people of this page live.
func zone() *time.Location {
	at, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		return time.FixedZone("ICT", 7*3600)
	}
	return at
}

// date names the day of a line, as seen on another day.
func date(at, today time.Time) string {
	weekday := strings.Split(words.Say("web.weekdays"), "|")[at.Weekday()]
	key := "web.date"
	if at.Format(dayForm) == today.Format(dayForm) {
		key, weekday = "web.today", strings.ToLower(weekday[:1])+weekday[1:]
	}
	return words.Say(key, "weekday", weekday, "date", at.Format("2/1/2006"))
}
