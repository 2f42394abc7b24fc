package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// moved gives an office whose keyset stands apart from its data, and the same office on
// another machine, where only the keyset is.
func moved(t *testing.T) (here, there office) {
	here, there = newOffice(t), newOffice(t)
	here.env["DVCBOT_KEYSET"] = filepath.Join(t.TempDir(), "keyset.json")
	there.env["DVCBOT_KEYSET"] = here.env["DVCBOT_KEYSET"]
	return here, there
}

func TestABackupComesBackOnAnotherMachine(t *testing.T) {
	here, there := moved(t)
	folder := filepath.Join(t.TempDir(), "copies")
	here.run(threePeople, "chat", "--as", "head:UBND xã An Bình")
	here.run("", "backup", folder)
	here.run("", "keyset", "rotate")
	before := here.run("", "roster", "export", "--format", "json", "-o", "-")
	there.run("", "restore", folder)
	if after := there.run("", "roster", "export", "--format", "json", "-o", "-"); len(rowsOf(t, before)) != 3 || after != before {
		t.Errorf("before: %s\nafter: %s", before, after)
	}
	if code, said := there.code("", "restore", folder); code != exitFaults || !strings.Contains(said, "Kho đã có") {
		t.Errorf("twice: %d %s", code, said)
	}
}

func TestAnErasedRowDoesNotComeBack(t *testing.T) {
	here, there := moved(t)
	folder := t.TempDir()
	here.run(threePeople, "chat", "--as", "head:UBND xã An Bình")
	here.run("", "backup", folder)
	old, stale := last(copies(folder, "data-")), last(copies(folder, "keys-"))
	here.run("0950 000 123\n", "erase", "--phone", "-", "--yes")
	here.run("", "backup", folder)
	if code, said := there.code("", "restore", "--keys", stale, folder); code != exitFaults || !strings.Contains(said, "không phải bản mới nhất") {
		t.Errorf("older keys: %d %s", code, said)
	}
	there.run("", "restore", "--data", old, folder)
	rows := rowsOf(t, there.run("", "roster", "export", "-o", "-"))
	if len(rows) != 2 || rows[0]["full_name"] != "Trần Thị Bình" {
		t.Errorf("%v", rows)
	}
	if code, said := there.code("0950 000 123\n", "erase", "--phone", "-"); code != exitWarnings {
		t.Errorf("still found by the number: %d %s", code, said)
	}
}

func TestKeysInAFolderOfTheirOwnAreReplacedAfterAMonth(t *testing.T) {
	here, there := moved(t)
	folder, keys := t.TempDir(), t.TempDir()
	here.run("", "people")
	old := filepath.Join(keys, "keys-20200101T000000.000Z.db")
	for _, file := range []string{old, filepath.Join(keys, "keys-mine.db")} {
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	here.run("", "backup", "--keys", keys, folder)
	if exists(old) || !exists(filepath.Join(keys, "keys-mine.db")) || len(copies(keys, "keys-")) != 1 || len(copies(folder, "keys-")) != 0 {
		t.Errorf("%v %v", copies(keys, "keys-"), copies(folder, "keys-"))
	}
	if code, _ := there.code("", "restore", folder); code != exitFaults {
		t.Errorf("without keys: %d", code)
	}
	there.run("", "restore", "--keys", keys, folder)
}

func TestWhatBackupRestoreAndRotateRefuse(t *testing.T) {
	here, there := moved(t)
	folder := t.TempDir()
	here.run("", "people")
	for name, one := range map[string]struct {
		o    office
		args []string
		code int
		says string
	}{
		"backup nowhere":          {here, []string{"backup"}, exitUsage, "backup"},
		"backup nothing":          {there, []string{"backup", folder}, exitFaults, "Chưa có kho"},
		"backup to the keyset":    {here, []string{"backup", filepath.Dir(here.env["DVCBOT_KEYSET"])}, exitFaults, "Tệp khóa nằm trong"},
		"restore nowhere":         {there, []string{"restore"}, exitUsage, "restore"},
		"restore nothing":         {there, []string{"restore", folder}, exitFaults, "Không thấy đủ"},
		"restore a demonstration": {office{t, map[string]string{}}, []string{"restore", folder}, exitFaults, "DVCBOT_STORE"},
		"rotate nothing":          {there, []string{"keyset", "rotate"}, exitFaults, "Chưa có kho"},
		"rotate what":             {here, []string{"keyset", "rotate", "x"}, exitUsage, "keyset"},
		"keyset":                  {here, []string{"keyset"}, exitUsage, "keyset"},
		"keyset over another":     {here, []string{"keyset", "new", here.env["DVCBOT_KEYSET"]}, exitFaults, "không bao giờ"},
	} {
		if code, said := one.o.code("", one.args...); code != one.code || !strings.Contains(said, one.says) {
			t.Errorf("%s: %d %s", name, code, said)
		}
	}
	mongo := office{t, map[string]string{"DVCBOT_STORE": "mongodb://nowhere.invalid/x", "DVCBOT_KEYSET": here.env["DVCBOT_KEYSET"]}}
	for _, args := range [][]string{{"backup", folder}, {"restore", folder}} {
		if code, said := mongo.code("", args...); code != exitFaults || !strings.Contains(said, "MongoDB") {
			t.Errorf("%v: %d %s", args, code, said)
		}
	}
}
