package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"github.com/dvcbot/dvcbot/directive"
	"github.com/dvcbot/dvcbot/words"
)

// inspections are tried in this order. One that has nothing to say of these settings
// gives the zero finding.
var inspections = []inspection{
	{"directive", inspectDirectives},
	{"store", inspectStore},
	{"keyset", inspectKeyset},
	{"backup", inspectBackup},
	{"retention", inspectRetention},
	{"space", inspectSpace},
	{"zone", inspectZone},
	{"clock", inspectClock},
	{"listen", inspectListen},
	{"public", inspectPublic},
	{"mail", inspectMail},
	{"telegram", inspectTelegram},
	{"telegram webhook", inspectWebhook},
}

func inspectDirectives(_ context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	for _, d := range h.all() {
		for _, found := range directive.Lint(d) {
			if found.Level == directive.Fault {
				return faulty("dvcbot directive lint chỉ ra lỗi trong văn bản "+d.ID, nil)
			}
		}
	}
	return fine(fmt.Sprintf("%d văn bản đang dùng", len(h.all())))
}

func inspectStore(ctx context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	if err := h.store.Ping(ctx); err != nil {
		return faulty("không ghi được vào kho; xem DVCBOT_STORE, quyền ghi và chỗ trống", nil)
	}
	return fine("ghi và đọc được")
}

// inspectKeyset: who has both the keyset and the data can read everything.
func inspectKeyset(_ context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	info, err := os.Stat(h.settings.keyset)
	switch {
	case err != nil:
		return faulty("không đọc được tệp khóa; xem DVCBOT_KEYSET", nil)
	case info.Mode().Perm()&0o077 != 0:
		return faulty("người khác trên máy đọc được tệp khóa: chmod 600 "+h.settings.keyset, nil)
	case h.settings.uri == "" && filepath.Dir(h.settings.keyset) == filepath.Dir(h.settings.store):
		return warned("tệp khóa nằm cùng thư mục với dữ liệu: đừng sao lưu chung; nên đặt DVCBOT_KEYSET ở nơi khác")
	}
	return fine("chỉ chủ đọc được, không nằm cùng dữ liệu")
}

// inspectBackup looks into the folder of the last copy, where this machine still sees it.
func inspectBackup(ctx context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	folder, err := h.store.Noted(ctx, backedUp)
	switch {
	case err != nil:
		return faulty(words.Say("doctor.store"), nil)
	case folder == "" || !exists(folder):
		return finding{}
	case holdsKeyset(folder, h.settings.keyset):
		return warned(words.Say("doctor.backup.shared", "folder", folder))
	}
	return fine(words.Say("doctor.backup"))
}

// leastSpace is the free space under which a day's work may not fit.
const leastSpace = 200 << 20

func inspectSpace(_ context.Context, h *house) finding {
	if h == nil || h.settings.uri != "" {
		return finding{}
	}
	return spaceIn(filepath.Dir(h.settings.store), leastSpace)
}

func spaceIn(folder string, least uint64) finding {
	var disk unix.Statfs_t
	if err := unix.Statfs(folder, &disk); err != nil {
		return finding{} // the data is not on this machine
	}
	free := disk.Bavail * uint64(max(disk.Bsize, 0)) // #nosec G115: not negative
	if free < least {
		return faulty(fmt.Sprintf("chỉ còn %d MB trống trên đĩa chứa dữ liệu", free>>20), nil)
	}
	return fine("đĩa còn chỗ")
}

func inspectZone(context.Context, *house) finding { return zoneNamed("Asia/Ho_Chi_Minh") }

func zoneNamed(name string) finding {
	if _, err := time.LoadLocation(name); err != nil {
		return faulty("không có múi giờ "+name, nil)
	}
	return fine("có múi giờ " + name)
}

// latest is the note that keeps the latest time at which doctor looked.
const latest = "doctor/clock"

// inspectClock: a clock that has gone back sends reminders twice or never.
func inspectClock(ctx context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	return clockAt(ctx, h, time.Now())
}

func clockAt(ctx context.Context, h *house, now time.Time) finding {
	noted, err := h.store.Noted(ctx, latest)
	if err != nil {
		return faulty("không đọc được kho", nil)
	}
	if was, err := time.Parse(time.RFC3339, noted); err == nil && now.Before(was.Add(-time.Minute)) {
		return faulty("đồng hồ máy chậm hơn lần xem trước; mời chỉnh giờ", nil)
	}
	if err := h.store.Note(ctx, latest, now.UTC().Format(time.RFC3339)); err != nil {
		return faulty("không ghi được vào kho", nil)
	}
	return fine(now.In(h.all()[0].Zone()).Format("15:04 2/1/2006"))
}

// inspectListen: the address is free, or our own service answers there.
func inspectListen(ctx context.Context, h *house) finding {
	if h == nil {
		return finding{}
	}
	if answers(ctx, "http://"+local(h.settings.listen)+"/healthz") == nil {
		return fine("dvcbot đang chạy ở " + h.settings.listen)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", h.settings.listen)
	if err != nil {
		return faulty("không mở được "+h.settings.listen+": có chương trình khác dùng, hoặc thiếu quyền; xem DVCBOT_LISTEN", nil)
	}
	_ = listener.Close()
	return fine(h.settings.listen + " còn trống")
}

// local is where a listening address is reached from this machine.
func local(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

func inspectPublic(ctx context.Context, h *house) finding {
	if h == nil || h.settings.publicURL == "" {
		return finding{}
	}
	if err := answers(ctx, h.settings.publicURL+"/healthz"); err != nil {
		return warned("DVCBOT_PUBLIC_URL: " + err.Error() + "; nếu serve đã chạy, xem máy chủ chuyển tiếp và chứng chỉ")
	}
	return fine("từ địa chỉ công khai vào được")
}

func inspectMail(ctx context.Context, h *house) finding {
	if h == nil || h.settings.post == nil {
		return finding{}
	}
	if err := h.settings.post.Reach(ctx); err != nil {
		return faulty("không nối được máy chủ thư; xem DVCBOT_SMTP_URL", nil)
	}
	return fine("nối được máy chủ thư")
}
