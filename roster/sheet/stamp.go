package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// stampName begins the names of the properties that say what a file was made from.
const stampName = "dvcbot."

func (s Stamp) text() string { return strconv.FormatInt(s.Version, 10) + " " + s.Print }

// customProperties is docProps/custom.xml, the same in a workbook and a document.
type customProperties struct {
	Properties []struct {
		Name string `xml:"name,attr"`
		Text string `xml:"lpwstr"`
	} `xml:"property"`
}

// Stamps reads what a workbook or document was made from; nothing when it says nothing,
// or is no such file.
func Stamps(raw []byte) []Stamp {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil
	}
	props := customProperties{}
	if err := xml.Unmarshal([]byte(content(z, "docProps/custom.xml")), &props); err != nil {
		return nil
	}
	all := []Stamp{}
	for _, p := range props.Properties {
		unit, ok := strings.CutPrefix(p.Name, stampName)
		version, said, cut := strings.Cut(p.Text, " ")
		n, err := strconv.ParseInt(version, 10, 64)
		if ok && cut && err == nil {
			all = append(all, Stamp{unit, n, said})
		}
	}
	return all
}
