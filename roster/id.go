package roster

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
)

var letters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// RowID is the id of the n-th row that a cause adds: the same cause heard twice
// adds the same row once. It is 13 letters and says nothing about the person.
func RowID(cause string, n int) string {
	sum := sha256.Sum256([]byte("row/" + cause + "/" + strconv.Itoa(n)))
	return letters.EncodeToString(sum[:8])
}

// MendingID is the id of what a person has left to mend of a roster: there is one.
func MendingID(k Key, person string) string {
	sum := sha256.Sum256([]byte("mend/" + k.Record() + "/" + person))
	return letters.EncodeToString(sum[:8])
}

// EntryID is the id of the n-th operation of a cause, by which it is undone.
func EntryID(cause string, n int) string {
	sum := sha256.Sum256([]byte("entry/" + cause + "/" + strconv.Itoa(n)))
	return letters.EncodeToString(sum[:8])
}
