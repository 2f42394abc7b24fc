package people

import (
	"time"

	"github.com/dvcbot/dvcbot/chat"
)

// UploadLife is how long a link that takes a file can be used.
const UploadLife = 10 * time.Minute

// Upload is a one-time link that takes a sheet into a talk whose channel carries no
// files, as the store keeps it: known by a keyed hash of its token.
type Upload struct {
	ID                    string       // the keyed hash; set even when Version is 0
	Version               int64        // 0: no such link
	By                    string       // person id of who asked for it
	Of                    chat.Address // the talk that asked and hears of the file
	Directive, Form, Unit string       // the form that the sheet is read into
	Expires               time.Time
	Used                  string // the cause that brought the file; "" while unused
}

// Open reports whether the link can still be used.
func (u Upload) Open(now time.Time) bool {
	return u.Version > 0 && u.Used == "" && now.Before(u.Expires)
}

// SetUpload writes a link as decided on the version it was read at.
type SetUpload struct{ Upload Upload }

// Kind names the change.
func (SetUpload) Kind() string { return "upload.set" }

// Record is uploads/<id>.
func (s SetUpload) Record() string { return "uploads/" + s.Upload.ID }

// Guard is the version the decision rests on.
func (s SetUpload) Guard() int64 { return s.Upload.Version }
