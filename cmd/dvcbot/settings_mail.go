package main

import (
	"errors"

	offices "github.com/dvcbot/dvcbot/office"
)

// mailSettings read DVCBOT_SMTP_URL and DVCBOT_MAIL_FROM; nil when no mail is sent.
func mailSettings(get func(name, otherwise string) string) (*offices.Post, []error) {
	address, from := get("SMTP_URL", ""), get("MAIL_FROM", "")
	switch {
	case address == "" && from == "":
		return nil, nil
	case address == "":
		return nil, []error{fault("SMTP_URL", "cần có khi đã đặt DVCBOT_MAIL_FROM")}
	}
	post, err := offices.NewPost(address, from)
	switch {
	case errors.Is(err, offices.ErrPostSender):
		return nil, []error{fault("MAIL_FROM", "phải là một địa chỉ e-mail")}
	case err != nil:
		return nil, []error{fault("SMTP_URL", "phải có dạng smtp://[tên:mật-khẩu@]máy[:cổng] hoặc smtps://…")}
	}
	return post, nil
}
