package storage

import (
	"errors"
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// Limits of files: what was sent is kept for work on it and no longer.
const (
	FileLife = 24 * time.Hour
	MaxFile  = 20 << 20 // bytes
)

// Faults of files.
var (
	ErrNoFile = errors.New("no such file, or no longer")
	ErrLarge  = errors.New("file is too large to be kept")
)

// File is what a person sent, sealed under a key of its own. ID is chosen by whoever
// keeps it; At is when, and it is gone 24 h later.
type File struct {
	ID         string
	Of         chat.Address
	Name, MIME string
	At         time.Time
}

// FileKey is the subject under whose key a file is sealed.
func FileKey(id string) string { return "file/" + id }
