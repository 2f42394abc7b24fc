// Package directive is what an official directive asks, as data: its topics,
// procedures, forms, units, deadlines and contacts; the loader and the linter of
// its file; what is due when, as a pure function; and the embedded 949/UBND-VP.
// docs/directive-format.md tells how a file is written from a printed text.
package directive

// Directive is one directive as its file says it. Ids are short ASCII words.
type Directive struct {
	Format      int         `yaml:"format"`
	ID          string      `yaml:"id"`
	Edition     string      `yaml:"edition"`
	Number      string      `yaml:"number"`
	Kind        string      `yaml:"kind"` // "Công văn", "Kế hoạch"…
	Date        string      `yaml:"date"` // 2020-09-22
	Issuer      string      `yaml:"issuer"`
	Place       string      `yaml:"place"`
	Subject     string      `yaml:"subject"`
	Summary     []string    `yaml:"summary"`
	Signer      Signer      `yaml:"signer"`
	Basis       []string    `yaml:"basis"`
	Addressees  []string    `yaml:"addressees"`
	Source      *Source     `yaml:"source"`
	Contacts    []Contact   `yaml:"contacts"`
	Recipients  []Recipient `yaml:"recipients"`
	Documents   []Document  `yaml:"documents"`
	Tasks       []Task      `yaml:"tasks"`
	Calendar    Calendar    `yaml:"calendar"`
	Banners     []Banner    `yaml:"banners"`
	Topics      []Topic     `yaml:"topics"`
	Procedures  []Procedure `yaml:"procedures"`
	Screens     []Screen    `yaml:"screens"`
	UnitKinds   []UnitKind  `yaml:"unit_kinds"`
	Units       []Unit      `yaml:"units"`
	LaterUnits  []LaterUnit `yaml:"later_units"`
	Posts       []Post      `yaml:"posts"`
	Obligations []Rule      `yaml:"obligations"`
	Forms       []Form      `yaml:"forms"`
	Deadlines   []Deadline  `yaml:"deadlines"`
	Conflicts   []Conflict  `yaml:"conflicts"`

	calls   map[string]call // how each name and alias of a unit is called; nil: not worked out
	printed string          // the whole printed text, "" when the file names none
	unread  string          // the name of a printed text that could not be read
}

// Source is the whole printed text: a file beside the directive's, or the text itself.
type Source struct {
	File string `yaml:"file"`
	Text string `yaml:"text"`
}

// Signer signed the directive.
type Signer struct {
	Post string `yaml:"post"`
	Name string `yaml:"name"`
}

// Contact is whom to ask, for which matters.
type Contact struct {
	ID        string   `yaml:"id"`
	Name      string   `yaml:"name"`
	Office    string   `yaml:"office"`
	Phone     string   `yaml:"phone"`
	Email     string   `yaml:"email"`
	For       string   `yaml:"for"`
	Matters   []string `yaml:"matters"` // "form:pl2", "procedure:reg"
	Clause    string   `yaml:"clause"`
	Quote     string   `yaml:"quote"`
	Confirmed string   `yaml:"confirmed"` // the day the contact was last confirmed
}

// Recipient is who gets what, and how.
type Recipient struct {
	ID     string   `yaml:"id"`
	What   string   `yaml:"what"`
	Of     []string `yaml:"of"` // "form:pl2", "procedure:reg"
	To     string   `yaml:"to"`
	How    []string `yaml:"how"`
	Email  string   `yaml:"email"`
	Clause string   `yaml:"clause"`
	Quote  string   `yaml:"quote"`
}

// Document is a paper to draw up, and for which recipient.
type Document struct {
	ID       string   `yaml:"id"`
	Title    string   `yaml:"title"`
	Kind     string   `yaml:"kind"`
	By       string   `yaml:"by"`
	To       string   `yaml:"to"` // recipient id
	Of       []string `yaml:"of"`
	Deadline string   `yaml:"deadline"`
	Clause   string   `yaml:"clause"`
	Quote    string   `yaml:"quote"`
}

// Task is one numbered duty of the directive.
type Task struct {
	ID     string   `yaml:"id"`
	Number string   `yaml:"number"`
	Title  string   `yaml:"title"`
	Text   string   `yaml:"text"`
	Topics []string `yaml:"topics"`
}

// Calendar says which days are working days and when the office is open.
type Calendar struct {
	Zone     string   `yaml:"zone"`
	WorkDays []string `yaml:"work_days"` // mon … sun
	Hours    []string `yaml:"hours"`     // "7:30-11:30"
	Holidays []string `yaml:"holidays"`  // days or from/to
	MadeUp   []string `yaml:"made_up"`   // working days that the week says are none
}

// Banner says that the route has since changed. It never stands in a quotation.
type Banner struct {
	ID     string `yaml:"id"`
	Since  string `yaml:"since"`
	Text   string `yaml:"text"`
	Short  string `yaml:"short"`
	Active bool   `yaml:"active"`
}

// Topic is one thing the directive says: its exact words, where, and in plain words.
type Topic struct {
	ID      string   `yaml:"id"`
	Title   string   `yaml:"title"`
	Clause  string   `yaml:"clause"`
	Quote   []string `yaml:"quote"`
	Text    string   `yaml:"text"`
	Fix     *Fix     `yaml:"fix"`
	Banner  string   `yaml:"banner"`
	Words   []string `yaml:"words"` // what people call it: words and short phrases
	Ask     []string `yaml:"ask"`   // whole questions that it answers
	Not     []string `yaml:"not"`   // words that say it is another topic after all
	Next    []string `yaml:"next"`
	Counter *Counter `yaml:"counter"` // set where the topic sends somebody to a counter
}

// Fix is a correction that stands beside a quotation.
type Fix struct {
	Printed string `yaml:"printed"`
	Use     string `yaml:"use"`
	Why     string `yaml:"why"`
}

// Procedure is a thing to do in steps.
type Procedure struct {
	ID         string    `yaml:"id"`
	Title      string    `yaml:"title"`
	Who        string    `yaml:"who"`
	Banner     string    `yaml:"banner"`
	Conditions []Note    `yaml:"conditions"`
	Steps      []Step    `yaml:"steps"`
	Symptoms   []Symptom `yaml:"symptoms"` // of the conditions
	Notes      []Note    `yaml:"notes"`
	Done       string    `yaml:"done"` // the button at the end
	NotYet     string    `yaml:"not_yet"`
	After      string    `yaml:"after"` // topic shown when done
	FollowUp   FollowUp  `yaml:"follow_up"`
}

// Note is a condition or a remark, and the topic it rests on.
type Note struct {
	Text  string `yaml:"text"`
	Topic string `yaml:"topic"`
}

// Step is one step as numbered by the directive.
type Step struct {
	ID       string    `yaml:"id"`
	Number   int       `yaml:"number"`
	Label    string    `yaml:"label"` // as printed: "Bước 2"
	Title    string    `yaml:"title"`
	Topic    string    `yaml:"topic"`
	Press    []Press   `yaml:"press"`
	Warnings []string  `yaml:"warnings"`
	Notes    []Note    `yaml:"notes"`
	Screen   string    `yaml:"screen"`
	Symptoms []Symptom `yaml:"symptoms"`
}

// Press is one thing to do on the screen; Zone is its number as printed.
type Press struct {
	Zone string `yaml:"zone"`
	Text string `yaml:"text"`
}

// Symptom is a way to be stuck, and the topic that says what to do.
type Symptom struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
	Topic string `yaml:"topic"`
	Text  string `yaml:"text"`
}

// UnitKind is a kind of unit; Section is where its rows stand in a form.
type UnitKind struct {
	ID    string   `yaml:"id"`
	Title string   `yaml:"title"`
	Words []string `yaml:"words"`
}

// Unit is an office or commune the directive is addressed to.
type Unit struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Kind    string   `yaml:"kind"`
	Aliases []string `yaml:"aliases"`
}

// LaterUnit is a unit that took the place of some of the directive's. A bare name
// that it shares with one of them is asked.
type LaterUnit struct {
	Name  string   `yaml:"name"`
	Since string   `yaml:"since"`
	From  []string `yaml:"from"` // unit ids
}

// Post is a post as people type it: several Means make it ambiguous.
type Post struct {
	Word  string   `yaml:"word"`
	Means []string `yaml:"means"`
}

// Rule says whether a post or task of a kind of unit is obliged, encouraged,
// exempt or excluded. Rules are read in order; the first that fits holds.
type Rule struct {
	ID    string   `yaml:"id"`
	Kinds []string `yaml:"kinds"` // unit kinds; empty: any
	Units []string `yaml:"units"` // unit ids; empty: any
	Posts []string `yaml:"posts"` // folded phrases; empty: any
	Tasks []string `yaml:"tasks"`
	Duty  string   `yaml:"duty"`
	Label string   `yaml:"label"` // as printed
	Topic string   `yaml:"topic"`
	Needs string   `yaml:"needs"` // the position a unit's form must name
}

// Conflict is something wrong in the directive's own text, acknowledged.
type Conflict struct {
	Code  string `yaml:"code"`
	Where string `yaml:"where"`
	Why   string `yaml:"why"`
}
