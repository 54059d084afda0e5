package config

import (
	"regexp"
	"strings"
	"testing"
)

// TestTemplate takes the comment signs away and reads the template: it names every
// key that a file can have, with the defaults.
func TestTemplate(t *testing.T) {
	text := regexp.MustCompile(`(?m)^#(\w| )`).ReplaceAllStringFunc(Template(), func(line string) string {
		if strings.HasPrefix(line, "# ") {
			return line
		}
		return line[1:]
	})
	text = regexp.MustCompile(`(?m)^#(  )`).ReplaceAllString(text, "$1")
	f, err := parse("template", []byte(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if !f.strict.given || f.strict.value || !f.tests.given || f.panicPolicy.value != PolicyEvidence || f.shortWait.value != DefaultShortWait || !f.disable.given {
		t.Errorf("the defaults are not those of the flags: %+v", f)
	}
	// The error about an unknown key names all that are known.
	for _, unknown := range []string{"none: 1", "knowledge:\n  a.b/c:\n    none: 1"} {
		_, err := parse("f", []byte(unknown))
		_, keys, _ := strings.Cut(err.Error(), "known are ")
		for key := range strings.SplitSeq(keys, ", ") {
			if !strings.Contains("\n"+text, "\n"+key+":") && !strings.Contains(text, "    "+key+":") {
				t.Errorf("the template does not name %q", key)
			}
		}
	}
	if c, err := parse("f", []byte(Template())); err != nil || c.strict.given {
		t.Errorf("as it is, the template sets something: %v", err)
	}
}
