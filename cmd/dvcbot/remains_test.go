package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	tinkkeys "github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// remains is what somebody finds who takes the data: the bytes at rest, every value
// that could be sealed, and the wrapped data keys by subject.
type remains struct {
	raw    []byte
	values [][]byte
	keys   map[string][]byte
}

// remainsOf reads the office's data as a thief would, past the store.
func (o office) remainsOf() remains {
	o.t.Helper()
	if path, ok := strings.CutPrefix(o.env["DVCBOT_STORE"], "sqlite:"); ok {
		return sqliteRemains(o.t, path)
	}
	return mongoRemains(o.t, o.env["DVCBOT_STORE"])
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func sqliteRemains(t *testing.T, path string) remains {
	t.Helper()
	r := remains{keys: map[string][]byte{}}
	for _, file := range must[[]string](t)(filepath.Glob(path + "*")) {
		if !strings.Contains(file, "keyset") {
			r.raw = append(r.raw, must[[]byte](t)(os.ReadFile(file))...)
		}
	}
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+path))
	defer func() { _ = db.Close() }()
	tables := must[*sql.Rows](t)(db.QueryContext(t.Context(), `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`))
	for _, table := range scanned(t, tables) {
		found := must[*sql.Rows](t)(db.QueryContext(t.Context(), `SELECT * FROM `+string(table[0])))
		for _, row := range scanned(t, found) {
			if string(table[0]) == "keys" {
				r.keys[string(row[0])] = row[1]
			}
			r.values = append(r.values, row...)
		}
	}
	return r
}

// scanned are the values of every row as bytes.
func scanned(t *testing.T, found *sql.Rows) [][][]byte {
	t.Helper()
	defer func() { _ = found.Close() }()
	all, columns := [][][]byte{}, must[[]string](t)(found.Columns())
	for found.Next() {
		row, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		kept := make([][]byte, len(row))
		for i, v := range row {
			kept[i] = bytes.Clone(v)
		}
		all = append(all, kept)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func mongoRemains(t *testing.T, uri string) remains {
	t.Helper()
	r, ctx := remains{keys: map[string][]byte{}}, t.Context()
	client := must[*driver.Client](t)(driver.Connect(options.Client().ApplyURI(uri)))
	defer func() { _ = client.Disconnect(ctx) }()
	db := client.Database(uri[strings.LastIndex(uri, "/")+1:])
	for _, name := range must[[]string](t)(db.ListCollectionNames(ctx, bson.M{})) {
		var docs []bson.Raw
		if err := must[*driver.Cursor](t)(db.Collection(name).Find(ctx, bson.M{})).All(ctx, &docs); err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			r.raw = append(r.raw, doc...)
			r.walk(t, doc)
			if _, wrapped, ok := doc.Lookup("wrapped").BinaryOK(); ok && name == "keys" {
				r.keys[doc.Lookup("_id").StringValue()] = bytes.Clone(wrapped)
			}
		}
	}
	return r
}

// walk collects every binary value of a document, however deep it lies.
func (r *remains) walk(t *testing.T, doc bson.Raw) {
	t.Helper()
	for _, e := range must[[]bson.RawElement](t)(doc.Elements()) {
		v := e.Value()
		if _, b, ok := v.BinaryOK(); ok {
			r.values = append(r.values, bytes.Clone(b))
		}
		if inner, ok := v.DocumentOK(); ok {
			r.walk(t, inner)
		}
		if list, ok := v.ArrayOK(); ok {
			r.walk(t, bson.Raw(list))
		}
	}
}

// opened is everything that the data keys still there open: every value with every
// key, whatever it was sealed for. The tag of AES-GCM binds a place; who only wants to
// read needs no tag.
func (r remains) opened(t *testing.T, keysetFile string) []byte {
	t.Helper()
	var file struct{ Keyset json.RawMessage }
	if err := json.Unmarshal(must[[]byte](t)(os.ReadFile(keysetFile)), &file); err != nil {
		t.Fatal(err)
	}
	handle := must[*tinkkeys.Handle](t)(insecurecleartextkeyset.Read(tinkkeys.NewJSONReader(bytes.NewReader(file.Keyset))))
	all, opener := []byte{}, must[tink.AEAD](t)(aead.New(handle))
	for subject, wrapped := range r.keys {
		key := must[[]byte](t)(opener.Decrypt(wrapped, []byte("key\x00"+subject)))
		block := must[cipher.Block](t)(aes.NewCipher(key))
		for _, v := range r.values {
			all = append(all, read(block, v)...)
		}
	}
	return all
}

const nonceSize, tagSize = 12, 16

func read(block cipher.Block, sealed []byte) []byte {
	if len(sealed) <= nonceSize+tagSize {
		return nil
	}
	plain := make([]byte, len(sealed)-nonceSize-tagSize)
	counter := append(bytes.Clone(sealed[:nonceSize]), 0, 0, 0, 2)
	cipher.NewCTR(block, counter).XORKeyStream(plain, sealed[nonceSize:len(sealed)-tagSize])
	var inner []byte // bytes are sealed as a JSON string of base64
	if len(plain) > 1 && plain[0] == '"' && plain[len(plain)-1] == '"' {
		inner, _ = base64.StdEncoding.DecodeString(string(plain[1 : len(plain)-1]))
	}
	return slices.Concat(plain, inner)
}
