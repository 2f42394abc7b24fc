package storage

import (
	"crypto/hmac"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"golang.org/x/sys/unix"
)

// ErrUnknownKey means that a data key was wrapped by another keyset.
var ErrUnknownKey = errors.New("a data key cannot be opened with this keyset")

// Rotate gives the keyset file a new first key, by which data keys are wrapped from now
// on; what older ones wrapped still opens. The file is replaced whole, mode 0600; with
// bak the one before stays beside it as FILE.bak. ErrNoKeyset when there is none any
// more. The keyed hashes stay what they are.
func (k *Keys) Rotate(bak bool) error {
	path, err := filepath.EvalSymlinks(k.path)
	if err != nil {
		return ErrNoKeyset
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("open the keyset's folder: %w", err)
	}
	defer func() { _ = folder.Close() }()
	if err := unix.Flock(int(folder.Fd()), unix.LOCK_EX); err != nil { // two at once would lose one's key
		return fmt.Errorf("lock the keyset: %w", err)
	}
	was, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the keyset: %w", err)
	}
	raw, err := withNewKey(path, was)
	if err != nil {
		return err
	}
	if bak {
		err = replace(path+".bak", was)
	}
	if err := errors.Join(err, replace(path, raw), folder.Sync()); err != nil {
		return fmt.Errorf("write the keyset: %w", err)
	}
	if !k.reread() {
		return errDamaged
	}
	return nil
}

func withNewKey(path string, was []byte) ([]byte, error) {
	k, err := parseKeys(path, was)
	if err != nil {
		return nil, err
	}
	all := keyset.NewManagerFromHandle(k.wrap.Load().handle)
	id, err := all.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	if err := all.SetPrimary(id); err != nil {
		return nil, err
	}
	handle, err := all.Handle()
	if err != nil {
		return nil, err
	}
	return keysetFile(handle, k.hash)
}

// replace puts a file with mode 0600 in the place of another, whole or not at all.
func replace(path string, raw []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".keyset-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temporary.Name()) }()
	_, err = temporary.Write(raw)
	if err := errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}

// Rewrap wraps a kept data key anew, by the first key of the keyset.
func (k *Keys) Rewrap(subject string, wrapped []byte) ([]byte, error) {
	raw, err := k.unwrap(subject, wrapped)
	if err != nil {
		return nil, err
	}
	return k.wrap.Load().Encrypt(raw, []byte("key\x00"+subject))
}

// unwrap opens a kept data key, if need be with a key that was added to the file since.
func (k *Keys) unwrap(subject string, wrapped []byte) ([]byte, error) {
	raw, err := k.wrap.Load().Decrypt(wrapped, []byte("key\x00"+subject))
	if err != nil && k.reread() {
		raw, err = k.wrap.Load().Decrypt(wrapped, []byte("key\x00"+subject))
	}
	if err != nil {
		return nil, ErrUnknownKey
	}
	return raw, nil
}

// reread takes the file as it is now, unless it is another keyset altogether.
func (k *Keys) reread() bool {
	now, err := OpenKeys(k.path, false)
	if err != nil || !hmac.Equal(now.hash, k.hash) {
		return false
	}
	k.wrap.Store(now.wrap.Load())
	return true
}
