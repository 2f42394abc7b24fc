package web

import "time"

// zone is where the people of this page live.
func zone() *time.Location {
	at, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		return time.FixedZone("ICT", 7*3600)
	}
	return at
}
