package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/dvcbot/dvcbot/storage"
)

// keyset is `dvcbot keyset new FILE`: the file that opens everything kept, mode 0600.
func keyset(_ context.Context, c console, args []string) error {
	if len(args) != 2 || args[0] != "new" {
		return exit{exitUsage, errors.New("dvcbot keyset new FILE")}
	}
	if exists(args[1]) {
		return exit{exitFaults, errors.New("tệp này có rồi: một tệp khóa không bao giờ bị ghi đè")}
	}
	if _, err := storage.OpenKeys(args[1], true); err != nil {
		return err
	}
	_, err := fmt.Fprintln(c.out, "Đã tạo tệp khóa. Mất tệp này là mất mọi dữ liệu; mời sao lưu riêng, không để chung với bản sao dữ liệu.")
	return err
}
