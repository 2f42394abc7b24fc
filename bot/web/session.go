package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/dvcbot/dvcbot/chat"
)

const cookieName = "dvcbot"

// session is the address of the browser, from its signed cookie; a first visit gets one.
func (p *Page) session(w http.ResponseWriter, r *http.Request) chat.Address {
	if c, err := r.Cookie(cookieName); err == nil {
		id, mac, ok := strings.Cut(c.Value, ".")
		if ok && hmac.Equal([]byte(mac), []byte(p.sign(id))) {
			return address(id)
		}
	}
	id := rand.Text()
	// #nosec G124: Secure follows the public address; on loopback there is no TLS
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: id + "." + p.sign(id), Path: "/", HttpOnly: true, Secure: p.Secure,
		SameSite: http.SameSiteLaxMode, MaxAge: 180 * 24 * 3600})
	return address(id)
}

func address(id string) chat.Address { return chat.Address{Channel: "web", Room: id, User: id} }

func (p *Page) sign(id string) string {
	mac := hmac.New(sha256.New, p.Key[:])
	_, _ = mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
