package roster

import "github.com/dvcbot/dvcbot/directive"

// TwinCode is the warning for a value of the column that another row holds too.
func TwinCode(c directive.Column) string {
	switch c.Kind {
	case "phone":
		return "PHONE_TWIN"
	case "name":
		return "NAME_TWIN"
	}
	return "ID_TWIN"
}
