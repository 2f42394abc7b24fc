package storage

import "time"

// Line is one line of a talk on the web page. N counts up within an address.
type Line struct {
	N        int64
	ID, Slot string
	At       time.Time
	Body     []byte
}

// Limits of what is kept of a talk on the web page and of causes.
const (
	MaxLines  = 100
	LineLife  = 7 * 24 * time.Hour
	CauseLife = 48 * time.Hour
)
