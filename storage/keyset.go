package storage

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

func newKeys(path string) (*Keys, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	hash := make([]byte, 32)
	if _, err := rand.Read(hash); err != nil {
		return nil, err
	}
	raw, err := keysetFile(handle, hash)
	if err != nil {
		return nil, err
	}
	if err := place(path, raw); err != nil {
		return nil, err
	}
	return OpenKeys(path, false)
}

// keysetFile is what a keyset file holds.
func keysetFile(handle *keyset.Handle, hash []byte) ([]byte, error) {
	var plain bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&plain)); err != nil {
		return nil, err
	}
	wrap, err := aead.New(handle)
	if err != nil {
		return nil, err
	}
	sealed, err := wrap.Encrypt(hash, []byte("hash"))
	if err != nil {
		return nil, err
	}
	return json.Marshal(keyFile{Keyset: plain.Bytes(), Hash: base64.StdEncoding.EncodeToString(sealed)})
}

// place writes a new file whole or not at all; one that is there already stays.
func place(path string, raw []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".keyset-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }()
	_, err = temporary.Write(raw)
	if err := errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	if err := os.Link(temporary.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}
