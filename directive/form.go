package directive

// Form is a list or table that units hand in.
type Form struct {
	ID        string     `yaml:"id"`
	Title     string     `yaml:"title"`
	Clause    string     `yaml:"clause"`
	Row       string     `yaml:"row"`      // "person" or "figure"
	RowNoun   string     `yaml:"row_noun"` // "người", "chỉ tiêu"
	Name      string     `yaml:"name"`     // column that names a row in a list
	Units     []string   `yaml:"units"`    // unit kinds that hand it in; empty: all
	Sections  []Section  `yaml:"sections"`
	Groups    []Group    `yaml:"groups"`
	Columns   []Column   `yaml:"columns"`
	Relations []Relation `yaml:"relations"`
	MaxRows   int        `yaml:"max_rows"`
	Nil       string     `yaml:"nil"` // label of "nobody to report"; empty: not allowed
	Consent   *Consent   `yaml:"consent"`
	Topics    []string   `yaml:"topics"`
	Procedure string     `yaml:"procedure"` // that whoever a row names must have done; "": none
	Printed   Printed    `yaml:"printed"`
}

// Printed is what stands round the table on the printed form.
type Printed struct {
	Heading string   `yaml:"heading"` // "PHỤ LỤC 2"
	Under   string   `yaml:"under"`   // "(Ban hành kèm theo …)"
	Number  string   `yaml:"number"`  // heading of the running number; "": the form has none
	Remark  string   `yaml:"remark"`  // "Lưu ý:"
	Notes   []string `yaml:"notes"`
}

// Section is a part of the form; units of its Kinds stand in it.
type Section struct {
	ID    string   `yaml:"id"`
	Title string   `yaml:"title"`
	Kinds []string `yaml:"kinds"`
}

// Group is a heading over several columns.
type Group struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
}

// Column is one column of a form.
type Column struct {
	ID        string   `yaml:"id"`
	Title     string   `yaml:"title"` // as printed
	Label     string   `yaml:"label"`
	Ask       string   `yaml:"ask"`
	Hint      string   `yaml:"hint"`
	Example   string   `yaml:"example"`
	Group     string   `yaml:"group"`
	Kind      string   `yaml:"kind"`
	Required  bool     `yaml:"required"`
	When      []When   `yaml:"when"`
	Sections  []string `yaml:"sections"`  // only there; empty: everywhere
	Elsewhere string   `yaml:"elsewhere"` // said to who fills it in another section
	Values    []Value  `yaml:"values"`
	Pattern   string   `yaml:"pattern"`
	Min       *float64 `yaml:"min"`
	Max       *float64 `yaml:"max"`
	Decimals  *int     `yaml:"decimals"` // most digits after the comma; nil: any
	Earliest  string   `yaml:"earliest"`
	Latest    string   `yaml:"latest"`
	MaxLength int      `yaml:"max_length"`
	Stored    string   `yaml:"stored"`   // "upper", "lower" or "": as typed
	Computed  string   `yaml:"computed"` // "a + b": sums and differences of columns
	Fill      string   `yaml:"fill"`     // "unit" or "period": known, not asked
	Unique    string   `yaml:"unique"`   // "warn", "refuse" or ""
	Privacy   string   `yaml:"privacy"`  // "none", "basic", "sensitive"
	Right     string   `yaml:"right"`    // exported in "rights"
	Words     []string `yaml:"words"`    // by which people name the right, folded
	Topic     string   `yaml:"topic"`
}

// When makes a column required or empty while another column has a value, or in a
// section, or where both hold.
type When struct {
	Column  string `yaml:"column"`
	Is      string `yaml:"is"`
	Section string `yaml:"section"`
	Then    string `yaml:"then"` // Required or Empty
}

// What a When makes of its column.
const (
	Required = "required"
	Empty    = "empty"
)

// Becomes is what the first When that fits makes of the column in a section while the
// other columns hold cells: Required, Empty or "".
func (c Column) Becomes(section string, cells map[string]string) string {
	for _, w := range c.When {
		if (w.Section == "" || w.Section == section) && (w.Column == "" || cells[w.Column] == w.Is) {
			return w.Then
		}
	}
	return ""
}

// Value is one of a choice column's values.
type Value struct {
	ID    string   `yaml:"id"`
	Label string   `yaml:"label"`
	Words []string `yaml:"words"`
}

// Relation must hold between two columns of a row: Left Op Right.
type Relation struct {
	Left  string `yaml:"left"`
	Op    string `yaml:"op"` // "<=", "<", "=", ">=", ">"
	Right string `yaml:"right"`
	Say   string `yaml:"say"`
}

// Consent is the notice given before the first number.
type Consent struct {
	Version string `yaml:"version"`
	Who     string `yaml:"who"`
	Purpose string `yaml:"purpose"`
	Keep    string `yaml:"keep"`
	Rights  string `yaml:"rights"`
	days    int    // kept after the report; 0: DefaultDays
}

// HandedBy reports whether units of this kind hand the form in.
func (f Form) HandedBy(kind string) bool { return len(f.Units) == 0 || has(f.Units, kind) }

// Section gives the section a unit's rows stand in; zero when the form has none.
func (f Form) Section(kind string) (Section, bool) {
	for _, s := range f.Sections {
		for _, k := range s.Kinds {
			if k == kind {
				return s, true
			}
		}
	}
	return Section{}, false
}

// Column finds a column by id.
func (f Form) Column(id string) (Column, bool) {
	for _, c := range f.Columns {
		if c.ID == id {
			return c, true
		}
	}
	return Column{}, false
}

// Open reports whether the column is filled in for the section.
func (c Column) Open(section string) bool {
	if len(c.Sections) == 0 {
		return true
	}
	for _, s := range c.Sections {
		if s == section {
			return true
		}
	}
	return false
}

// Private reports whether the column's values are masked when shown.
func (c Column) Private() bool { return c.Privacy == "basic" || c.Privacy == "sensitive" }
