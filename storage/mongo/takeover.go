package mongo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"go.mongodb.org/mongo-driver/v2/bson"
	"golang.org/x/sys/unix"
)

// takeOver ends the leases and holds of the process that had this name before. On one
// machine the operating system's lock proves that it is gone; a name that was last
// used on another machine must have let its lease run out.
func (s *Store) takeOver(ctx context.Context, uri string) error {
	if s.replica == "" {
		return nil
	}
	if err := s.alone(uri); err != nil {
		return err
	}
	host, err := os.Hostname()
	if err != nil {
		return fmt.Errorf("name this machine: %w", err)
	}
	var was struct{ Host string }
	if _, err := s.in("replicas").one(ctx, bson.M{"_id": s.replica}, &was); err != nil {
		return err
	}
	live, err := s.Live(ctx, "replica/"+s.replica, s.now())
	if err != nil {
		return err
	}
	if was.Host != "" && was.Host != host && len(live) > 0 && live[0] == "replica/"+s.replica {
		return ErrRunning
	}
	if _, err := s.in("replicas").upsert(ctx, bson.M{"_id": s.replica}, bson.M{"$set": bson.M{"host": host}}); err != nil {
		return err
	}
	if err := s.in("leases").remove(ctx, bson.M{"by": s.replica}); err != nil {
		return err
	}
	for _, name := range []string{"conversations", "jobs"} {
		if err := s.in(name).updateAll(ctx, bson.M{"hold.by": s.replica}, bson.M{"$unset": bson.M{"hold": ""}}); err != nil {
			return err
		}
	}
	return nil
}

// alone takes this machine's lock of the replica's name in this database.
func (s *Store) alone(uri string) error {
	sum := sha256.Sum256([]byte(uri + "\x00" + s.replica))
	path := filepath.Join(os.TempDir(), "dvcbot-"+hex.EncodeToString(sum[:12])+".lock")
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the lock: %w", err)
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = lock.Close()
		return ErrRunning
	}
	s.lock = lock
	return nil
}
