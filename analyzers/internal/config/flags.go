package config

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"
)

// options is what flags can say. The same names are keys of the file; each
// value also knows whether it was given, since a flag wins over the file only
// then.
type options struct {
	file        string
	factsOnly   bool
	silenced    bool
	strict      option[bool]
	tests       option[bool]
	panicPolicy option[string]
	shortWait   option[time.Duration]
	disable     option[[]string]
}

type option[T any] struct {
	value T
	given bool
}

func (o *option[T]) set(v T) { o.value, o.given = v, true }

// or returns the option's own value if it was given, else the other's.
func (o option[T]) or(other option[T]) option[T] {
	if o.given {
		return o
	}
	return other
}

// given holds the flags of this process. Drivers set it before any pass runs.
var given options

func (o *options) register(flags *flag.FlagSet) {
	flags.StringVar(&o.file, "config", "", "read options and knowledge from this `file`")
	flags.BoolVar(&o.factsOnly, "factsonly", false, "learn about the package but report nothing (for drivers)")
	flags.BoolVar(&o.silenced, "silenced", false, "report findings that a comment silences, too, marked as such")
	flags.Var(boolFlag{&textFlag[bool]{option: &o.strict, parse: parseBool, byDefault: "false"}}, "strict", "report findings that are meant for a review, too")
	flags.Var(boolFlag{&textFlag[bool]{option: &o.tests, parse: parseBool, byDefault: "false"}}, "tests", "report findings in _test.go files, too")
	flags.Var(&textFlag[string]{option: &o.panicPolicy, parse: parsePolicy, byDefault: PolicyEvidence}, "panicpolicy", "which panics to report: `evidence`, recover or crash (default evidence; recover with -strict)")
	flags.Var(&textFlag[time.Duration]{option: &o.shortWait, parse: parseWait, byDefault: DefaultShortWait.String()}, "shortwait", fmt.Sprintf("`duration` of a wait that a stop may sit out (default %v)", DefaultShortWait))
	flags.Var(&textFlag[[]string]{option: &o.disable, parse: parseList, byDefault: "[]"}, "disable", "comma-separated `checks` that are off")
}

// textFlag is a flag that remembers whether it was given, and as what, so that
// a driver can hand it on to the processes that it starts.
type textFlag[T any] struct {
	option *option[T]
	parse  func(string) (T, error)
	text   string

	byDefault string // as a file would say it
}

func (f *textFlag[T]) inFile() string { return f.byDefault }

func (f *textFlag[T]) String() string { return f.text }

// Set with an empty text takes the flag back: tests restore flags that way.
func (f *textFlag[T]) Set(text string) error {
	if text == "" {
		*f.option, f.text = option[T]{}, ""
		return nil
	}
	v, err := f.parse(text)
	if err == nil {
		f.option.set(v)
		f.text = text
	}
	return err
}

type boolFlag struct{ *textFlag[bool] }

func (boolFlag) IsBoolFlag() bool { return true }

// isZeroValue of package flag calls String on a zero boolFlag.
func (f boolFlag) String() string {
	if f.textFlag == nil {
		return ""
	}
	return f.textFlag.String()
}

func parseBool(s string) (bool, error) {
	switch s {
	case "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	}
	return false, errors.New("want true or false")
}

func parsePolicy(s string) (string, error) {
	policies := []string{PolicyEvidence, PolicyRecover, PolicyCrash}
	if slices.Contains(policies, s) {
		return s, nil
	}
	return "", errors.New("want " + strings.Join(policies, ", "))
}

func parseWait(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, errors.New("want a duration such as 100ms")
	}
	return d, nil
}

func parseList(s string) ([]string, error) {
	var names []string
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}
