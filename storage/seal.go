// Package storage says how things are kept, for every store alike: what is sealed
// under which key, which words can be searched without being kept, and what a
// change does to a record. It has no interface: who needs something says so.
package storage

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/aead/subtle"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// Keys wraps data keys and makes the keyed hashes by which equals are found. It is safe
// for concurrent use, and reads its file again when another process has rotated it.
type Keys struct {
	path string
	wrap atomic.Pointer[wrapping]
	hash []byte
}

type keyFile struct {
	Keyset json.RawMessage `json:"keyset"`
	Hash   string          `json:"hash"` // sealed by the keyset
}

// ErrNoKeyset means that there is no keyset file and none may be made.
var ErrNoKeyset = errors.New("no keyset file")

// OpenKeys reads a keyset file, or makes one with mode 0600 when create is set and
// there is none.
func OpenKeys(path string, create bool) (*Keys, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		if !create {
			return nil, ErrNoKeyset
		}
		return newKeys(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the keyset: %w", err)
	}
	return parseKeys(path, raw)
}

// errDamaged means that a keyset file is not one, or not whole.
var errDamaged = errors.New("the keyset file is damaged")

func parseKeys(path string, raw []byte) (*Keys, error) {
	var file keyFile
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, errDamaged
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(file.Keyset)))
	if err != nil {
		return nil, errDamaged
	}
	wrap, err := aead.New(handle)
	if err != nil {
		return nil, err
	}
	sealed, err := base64.StdEncoding.DecodeString(file.Hash)
	if err != nil {
		return nil, errDamaged
	}
	hash, err := wrap.Decrypt(sealed, []byte("hash"))
	if err != nil {
		return nil, errDamaged
	}
	k := &Keys{path: path, hash: hash}
	k.wrap.Store(&wrapping{wrap, handle})
	return k, nil
}

// wrapping is a keyset ready to wrap and unwrap.
type wrapping struct {
	tink.AEAD
	handle *keyset.Handle
}

// Term is a keyed hash of a word of one kind: equals are found, words are not kept.
func (k *Keys) Term(kind, word string) string {
	mac := hmac.New(sha256.New, k.hash)
	_, _ = mac.Write([]byte(kind + "\x00" + word))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Secret derives 32 bytes for a purpose, the same in every replica.
func (k *Keys) Secret(purpose string) [32]byte {
	mac := hmac.New(sha256.New, k.hash)
	_, _ = mac.Write([]byte("secret\x00" + purpose))
	return [32]byte(mac.Sum(nil))
}

// DataKey seals what belongs to one subject.
type DataKey struct{ aead tink.AEAD }

// NewDataKey makes a key for a subject and the form in which it is kept.
func (k *Keys) NewDataKey(subject string) (DataKey, []byte, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return DataKey{}, nil, err
	}
	wrapped, err := k.wrap.Load().Encrypt(raw, []byte("key\x00"+subject))
	if err != nil {
		return DataKey{}, nil, err
	}
	one, err := subtle.NewAESGCM(raw)
	return DataKey{one}, wrapped, err
}

// OpenDataKey opens what NewDataKey gave.
func (k *Keys) OpenDataKey(subject string, wrapped []byte) (DataKey, error) {
	raw, err := k.unwrap(subject, wrapped)
	if err != nil {
		return DataKey{}, err
	}
	one, err := subtle.NewAESGCM(raw)
	return DataKey{one}, err
}

// Seal seals v as JSON; place is collection/id/field and must be given to Open.
func (d DataKey) Seal(v any, place string) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, errors.New("seal: not JSON")
	}
	return d.aead.Encrypt(raw, []byte(place))
}

// Open reads what Seal wrote.
func (d DataKey) Open(sealed []byte, place string, into any) error {
	raw, err := d.aead.Decrypt(sealed, []byte(place))
	if err != nil {
		return errors.New("sealed data cannot be opened")
	}
	return json.Unmarshal(raw, into)
}
