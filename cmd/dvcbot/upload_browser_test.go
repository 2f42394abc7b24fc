package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// shot keeps a picture of the tab where DVCBOT_SHOTS names a folder.
func shot(name string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		folder, raw := os.Getenv("DVCBOT_SHOTS"), []byte{}
		if folder == "" {
			return nil
		}
		if err := chromedp.CaptureScreenshot(&raw).Do(ctx); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, name), raw, 0o600)
	})
}

// drop holds a file over the talk and lets it go, as a mouse does.
func drop(name, content string) chromedp.Tasks {
	drag := fmt.Sprintf(`window.drag = (kind => {
		const all = new DataTransfer();
		all.items.add(new File([%q], %q, {type: 'text/csv'}));
		document.getElementById('log').dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: all}));
	})`, content, name)
	return chromedp.Tasks{script(drag), script(`drag('dragover')`), chromedp.WaitVisible(`#drop`), shot("drop-1280.png"), script(`drag('drop')`), chromedp.WaitNotVisible(`#drop`)}
}

// TestASheetIsTakenOnThePage: a head picks a sheet with the paper-clip and mends its bad
// cell, lets another fall on the talk, and is refused an old sheet, a picture and a file
// over the limit.
func TestASheetIsTakenOnThePage(t *testing.T) {
	path, folder := chromium(t), t.TempDir()
	pick := func(name string, content []byte) chromedp.Action {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return chromedp.SetUploadFiles("#tep", []string{file})
	}
	old, err := os.ReadFile(sheets + "old.xls")
	if err != nil {
		t.Fatal(err)
	}
	tab := browser(t, path)
	var again bool
	err = chromedp.Run(tab, chromedp.EmulateViewport(320, 700), chromedp.Navigate(served(t)), chromedp.WaitVisible(`#talk .choice`), switchRole("head"),
		pick("ds.csv", []byte("Họ tên;Chức vụ;CMND;SĐT\nTrần Thị Bình;Phó Chủ tịch UBND xã;28000O457;0370000123\n")),
		visible("kicker", "Đã đọc tệp ds.csv: 1 dòng có người"),
		press("Đồng ý, tiếp tục", "280000457"), shot("upload-320.png"), press("Có phải 280000457?", "Đã xong các ô cần sửa"),
		pick("cu.xls", old), visible("kicker", "Không đọc được tệp cu.xls"), visible("warn", "kiểu cũ"), visible("me", "Tệp: cu.xls"),
		pick("anh.jpg", []byte("\xff\xd8\xff\xe0 picture")), visible("gone", "Đã xóa tin này"), visible("warn", "Không nhận ảnh giấy tờ"),
		pick("lon.xlsx", make([]byte, 5<<20+1)), visible("failed", "Tệp lớn hơn 5 MB"), chromedp.Evaluate(`!!document.querySelector('.failed .again')`, &again),
		shot("refused-320.png"), chromedp.EmulateViewport(1280, 800),
		drop("tha.csv", "Họ tên;Chức vụ;CMND;SĐT\nLê Văn Cường;Công chức Văn phòng - Thống kê;280000459;0370000125\n"),
		visible("kicker", "Đã đọc tệp tha.csv: 1 dòng có người"), chromedp.WaitVisible(newest("Đã lưu 1 người"), chromedp.BySearch), shot("upload-1280.png"))
	if err != nil {
		t.Fatal(err)
	}
	if again {
		t.Error("what is too large is offered to be sent again")
	}
}
