package config

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// configOf joins the flags with a file of the given text.
func configOf(t *testing.T, text string, flags ...string) *Config {
	t.Helper()
	var o options
	set := flag.NewFlagSet("test", flag.ContinueOnError)
	o.register(set)
	if text != "" {
		flags = append(flags, "-config="+write(t, text))
	}
	if err := set.Parse(flags); err != nil {
		t.Fatal(err)
	}
	c, err := o.config()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), ".bgvet.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestDefaults(t *testing.T) {
	c := configOf(t, "")
	if c.Strict || c.Tests || c.FactsOnly || len(c.Disable) != 0 {
		t.Errorf("something is on by default: %+v", c)
	}
	if c.PanicPolicy != PolicyEvidence || c.ShortWait != 100*time.Millisecond {
		t.Errorf("policy %q, short wait %v", c.PanicPolicy, c.ShortWait)
	}
	if c.Table != knowledge.Base() {
		t.Error("without rows of the user, the table is not the shared one")
	}
}

func TestFile(t *testing.T) {
	c := configOf(t, "# options\nstrict: true\ntests: true\npanicpolicy: crash\nshortwait: 2s\ndisable: [hotloop, loopexit]\nknowledge:\n")
	if !c.Strict || !c.Tests || c.PanicPolicy != PolicyCrash || c.ShortWait != 2*time.Second {
		t.Errorf("options of the file are lost: %+v", c)
	}
	if len(c.Disable) != 2 || !c.Disable["hotloop"] || !c.Disable["loopexit"] {
		t.Errorf("disabled are %v", c.Disable)
	}
}

func TestFlagWinsOverFile(t *testing.T) {
	c := configOf(t, "strict: true\nshortwait: 2s\ndisable: [hotloop]\n", "-strict=false", "-disable=loopexit,")
	if c.Strict {
		t.Error("-strict=false lost to strict: true")
	}
	if c.ShortWait != 2*time.Second {
		t.Error("a flag that was not given hides what the file says")
	}
	if len(c.Disable) != 1 || !c.Disable["loopexit"] {
		t.Errorf("disabled are %v", c.Disable)
	}
}

func TestPolicyFollowsStrict(t *testing.T) {
	tests := []struct {
		file  string
		flags []string
		want  string
	}{
		{"", nil, PolicyEvidence},
		{"", []string{"-strict"}, PolicyRecover},
		{"", []string{"-strict", "-panicpolicy=crash"}, PolicyCrash},
		{"strict: true", nil, PolicyRecover},
		{"strict: true\npanicpolicy: evidence", nil, PolicyEvidence},
		{"panicpolicy: evidence", []string{"-strict"}, PolicyEvidence},
	}
	for _, test := range tests {
		if got := configOf(t, test.file, test.flags...).PanicPolicy; got != test.want {
			t.Errorf("file %q and flags %q: policy %q, want %q", test.file, test.flags, got, test.want)
		}
	}
}

// TestFlagText holds what drivers need to hand flags on to other processes.
func TestFlagText(t *testing.T) {
	var o options
	set := flag.NewFlagSet("test", flag.ContinueOnError)
	o.register(set)
	given := []string{"-strict", "-panicpolicy=crash", "-shortwait=1s", "-disable=a,b", "-config=x"}
	if err := set.Parse(given); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"strict": "true", "panicpolicy": "crash", "shortwait": "1s", "disable": "a,b", "config": "x"}
	set.Visit(func(f *flag.Flag) {
		if f.Value.String() != want[f.Name] {
			t.Errorf("flag %s is %q, want %q", f.Name, f.Value, want[f.Name])
		}
		delete(want, f.Name)
	})
	if len(want) > 0 {
		t.Errorf("flags not visited: %v", want)
	}
	if err := set.Set("strict", ""); err != nil || o.strict.given {
		t.Error("an empty text does not take the flag back")
	}
}

func TestFlagErrors(t *testing.T) {
	for _, arg := range []string{"-strict=maybe", "-panicpolicy=never", "-shortwait=5", "-shortwait=-1s", "-unknown"} {
		var o options
		set := flag.NewFlagSet("test", flag.ContinueOnError)
		set.SetOutput(new(strings.Builder))
		o.register(set)
		if err := set.Parse([]string{arg}); err == nil {
			t.Errorf("%s is accepted", arg)
		}
	}
}

func TestMistakes(t *testing.T) {
	tests := map[string]string{
		"strickt: true":                                   `:1: unknown key "strickt"; did you mean "strict"; known are disable, knowledge, `,
		"colour: true":                                    `:1: unknown key "colour"; known are disable, knowledge, `,
		"tests: true\nstrict: yes please":                 `:2: want true or false, got "yes please"`,
		"strict:":                                         `:1: want a plain value, got nothing`,
		"strict: [true]":                                  `:1: want a plain value, got a list`,
		"panicpolicy: never":                              `:1: want evidence, recover, crash, got "never"`,
		"shortwait: soon":                                 `:1: want a duration such as 100ms, got "soon"`,
		"disable: hotloop":                                `:1: want a list, got "hotloop"`,
		"- strict":                                        `:1: want keys with values, got a list`,
		"strict: true\nstrict: false":                     `:2: not valid YAML: mapping key "strict" already defined`,
		"disable: [a\nstrict: true":                       `not valid YAML: `,
		"\tstrict: true":                                  `:1: not valid YAML: `,
		"strict: true\n---\ntests: true":                  `:3: second document in one file`,
		"a: &x true":                                      `:1: unknown key "a"`,
		"strict: &x true":                                 `an anchor, which is not supported`,
		"knowledge: [a]":                                  `:1: want keys with values, got a list`,
		"knowledge:\n  not a path:\n":                     `:2: "not a path" is not an import path`,
		"knowledge:\n  a//b:\n":                           `:2: "a//b" is not an import path`,
		"knowledge:\n  a.b/c:\n    serves:\n":             `:3: unknown key "serves"; did you mean "services"; known are blocking, offload, `,
		row("blocking", "func: Conn.Read.x"):              `:4: malformed symbol "Conn.Read.x"; want Func or Type.Method, without the package`,
		row("blocking", "func: a-b"):                      `:4: malformed symbol "a-b"`,
		row("blocking", "func: go"):                       `:4: malformed symbol "go"`,
		row("blocking", "(*Conn).Read"):                   `:4: malformed symbol "(*Conn).Read"`,
		row("blocking", "{func: Read, does: waits}"):      `:4: unknown value "waits"; known are asks, joins, `,
		row("blocking", "does: asks"):                     `:4: missing key "func"`,
		row("services", "{type: W, lifetime: for ever}"):  `:4: unknown value "for ever"; known are call, connection, `,
		row("services", "type: W.Run"):                    `:4: malformed symbol "W.Run"; want a name`,
		row("services", "{type: W, blocks: perhaps}"):     `:4: unknown value "perhaps"; known are false, true`,
		row("spawns", "{func: Go, arg: last}"):            `:4: malformed argument "last"; want an index from 0, receiver or field`,
		row("spawns", "{func: Go, arg: -1}"):              `:4: malformed argument "-1"`,
		row("recovers", "{func: Safe, overlaps: true}"):   `:4: unknown key "overlaps"`,
		row("scoped", "{type: Session, from: Pool.Get}"):  `:4: want a list, got "Pool.Get"`,
		row("scoped", "{type: Session, ends: [Close()]}"): `:4: malformed symbol "Close()"`,
	}
	for text, want := range tests {
		name := write(t, text)
		_, err := load(name)
		switch {
		case err == nil:
			t.Errorf("%q is accepted", text)
		case !strings.HasPrefix(err.Error(), name) || !strings.Contains(err.Error(), want):
			t.Errorf("%q: error %q, want the file and %q", text, err, want)
		case strings.Contains(err.Error(), "\n"):
			t.Errorf("%q: error %q has more than one line", text, err)
		}
	}
}

func row(section, row string) string {
	return "knowledge:\n  example.com/q:\n    " + section + ":\n      - " + row + "\n"
}

func TestMissingFile(t *testing.T) {
	if err := Check(filepath.Join(t.TempDir(), "none.yaml"), nil); err == nil {
		t.Error("a missing file is accepted")
	}
}

func TestCheckNames(t *testing.T) {
	name := write(t, "strict: true\ndisable:\n  - hotloop\n  - hotlop\n")
	err := Check(name, []string{"hotloop"})
	if err == nil || !strings.HasSuffix(err.Error(), `:4: disable: no check is called "hotlop"; did you mean "hotloop"`) {
		t.Errorf("error %v", err)
	}
	if err := Check(name, []string{"hotloop", "hotlop"}); err != nil {
		t.Error(err)
	}
}

func TestUse(t *testing.T) {
	defer func(before options) { given = before }(given)
	if err := Use("settings", []byte("strict: true")); err != nil {
		t.Fatal(err)
	}
	result, err := Analyzer.Run(&analysis.Pass{Analyzer: Analyzer})
	if err != nil {
		t.Fatal(err)
	}
	pass := &analysis.Pass{ResultOf: map[*analysis.Analyzer]any{Analyzer: result}}
	if !Of(pass).Strict {
		t.Error("the settings are not in effect")
	}
	if err := Use("settings", []byte("strict: 7")); err == nil {
		t.Error("wrong settings are accepted")
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"strict", "tests", "disable"}
	for got, want := range map[string]string{
		"stirct": "strict", "strct": "strict", "stricter": "strict", "test": "tests", "disabled": "disable",
		"colour": "", "x": "", "": "",
	} {
		if want != "" {
			want = `; did you mean "` + want + `"`
		}
		if text := suggest(got, known); text != want {
			t.Errorf("%q: %q, want %q", got, text, want)
		}
	}
}
