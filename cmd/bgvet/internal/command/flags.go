package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/output"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/vettool"
)

// A request is a parsed command line.
type request struct {
	format   string
	relative bool
	all      bool // map: also what is short-lived
	fix      bool
	diff     bool
	patterns []string

	baseline      string
	writeBaseline bool
	newFrom       string
	summary       choice

	buildFlags []string // for go list and go vet
	toolFlags  []string // for the checks
	configFile string   // absolute, or ""
}

// dir returns the folder to which positions are written relative.
func (r *request) dir() (string, error) {
	if r.format != "text" && !r.relative {
		return "", nil
	}
	return os.Getwd()
}

// buildFlags are the go command's own flags that choose what is loaded.
var buildFlags = map[string]string{
	"tags":     "comma-separated build `tags`",
	"mod":      "module download `mode`: readonly, vendor or mod",
	"modfile":  "read this `file` instead of go.mod",
	"overlay":  "read replaced files from this JSON `file`",
	"p":        "run this `number` of processes at once",
	"toolexec": "run tools through this `program`",
}

// hidden are flags by which drivers talk to the checks.
var hidden = []string{"factsonly"}

// parse reads the flags. With checks, a flag for each check selects it.
func (c *Command) parse(args []string, withChecks bool) (*request, error) {
	r := new(request)
	flags := c.flags(r, withChecks)
	if err := flags.Parse(args); err != nil {
		return nil, c.explainFlag(err)
	}
	r.patterns = flags.Args()
	for _, pattern := range r.patterns {
		if strings.HasPrefix(pattern, "-") {
			return nil, fmt.Errorf("flag %s must stand before the packages", pattern)
		}
	}
	if len(r.patterns) == 0 {
		r.patterns = []string{"."}
	}
	if output.ByName(r.format) == nil {
		return nil, fmt.Errorf("unknown format %q; there are %s", r.format, output.Names())
	}
	if err := r.excluding(); err != nil {
		return nil, err
	}
	if r.fix && r.diff || (r.fix || r.diff) && r.format != "text" {
		return nil, errors.New("-fix, -diff and -format exclude each other")
	}
	r.forward(flags)
	return r, c.configure(r, flags)
}

// flags declares all flags; those of the checks set the values that the checks
// of this process would read, so that nonsense is refused here.
func (c *Command) flags(r *request, withChecks bool) *flag.FlagSet {
	flags := flag.NewFlagSet("bgvet", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	flags.StringVar(&r.format, "format", "text", "write findings as `name`: "+output.Names())
	flags.BoolVar(&r.relative, "relative", false, "write file names relative to the working directory in every format")
	for name, usage := range buildFlags {
		flags.String(name, "", usage)
	}
	c.Suite.Options.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, f.Name, f.Usage) })
	if !withChecks {
		flags.BoolVar(&r.all, "all", false, "list also what ends with a call, a turn of a loop or a request")
		return flags
	}
	flags.BoolVar(&r.fix, "fix", false, "apply the suggested fixes, then report what is left")
	flags.StringVar(&r.baseline, "baseline", "", "fail only on findings that this `file` does not have")
	flags.BoolVar(&r.writeBaseline, "write-baseline", false, "write all findings into the file of -baseline and succeed")
	flags.StringVar(&r.newFrom, "new-from", "", "report only lines that are new since this git `revision`")
	flags.Var(&r.summary, "summary", "count the findings by trap and say what to read first (default on a terminal)")
	flags.BoolVar(&r.diff, "diff", false, "print the suggested fixes as a diff and change nothing")
	flags.Bool(vettool.VetFlag, false, "run the checks of go vet in the same pass, which bgvet replaces as its tool")
	for _, a := range slices.Concat(c.Suite.Checks, c.Suite.Vet) {
		flags.Bool(a.Name, false, "run only this check and others named so; =false runs all but this")
		a.Flags.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, a.Name+"."+f.Name, f.Usage) })
	}
	return flags
}

// own are the flags that only the command reads.
var own = []string{"format", "relative", "all", "fix", "diff", "config", "baseline", "write-baseline", "new-from", "summary"}

// excluding says which flags do not go together.
func (r *request) excluding() error {
	switch {
	case r.writeBaseline && r.baseline == "":
		return errors.New("-write-baseline needs -baseline file")
	case r.writeBaseline && r.newFrom != "":
		return errors.New("-write-baseline and -new-from exclude each other")
	case r.writeBaseline && (r.fix || r.diff):
		return errors.New("-write-baseline and -fix, -diff exclude each other")
	}
	return nil
}

// forward sorts the flags that were given by who is to read them.
func (r *request) forward(flags *flag.FlagSet) {
	flags.Visit(func(f *flag.Flag) {
		text := fmt.Sprintf("-%s=%s", f.Name, f.Value)
		_, build := buildFlags[f.Name]
		switch {
		case build:
			r.buildFlags = append(r.buildFlags, text)
		case !slices.Contains(own, f.Name):
			r.toolFlags = append(r.toolFlags, text)
		}
	})
}

// configure finds the configuration, checks it, and hands it to the checks by its
// full name: they run in other folders.
func (c *Command) configure(r *request, flags *flag.FlagSet) error {
	config := ""
	if f := flags.Lookup("config"); f != nil {
		config = f.Value.String()
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	if config == "" {
		config = c.Suite.ConfigAbove(dir)
	}
	if err := c.Suite.CheckConfig(config); err != nil {
		return errors.New(oneLine(err.Error()))
	}
	if config == "" {
		return nil
	}
	r.configFile, err = filepath.Abs(config)
	r.toolFlags = append(r.toolFlags, "-config="+r.configFile)
	return err
}

// environment tells -V=full what it cannot learn from the flags.
func (r *request) environment(key string) []string {
	config := r.configFile
	if config == "" {
		config = vettool.NoConfig
	}
	return []string{vettool.ConfigEnv + "=" + config, vettool.KeyEnv + "=" + key}
}

// choice is a flag that says yes, no or, if it is not given, nothing.
type choice struct{ given, value bool }

func (c *choice) String() string   { return strconv.FormatBool(c.value) }
func (c *choice) IsBoolFlag() bool { return true }

func (c *choice) Set(text string) (err error) {
	c.value, err = strconv.ParseBool(text)
	c.given = true
	return err
}

const unknownFlag = "flag provided but not defined: -"

// explainFlag says which flag or check is unknown, in our words.
func (c *Command) explainFlag(err error) error {
	name, ok := strings.CutPrefix(err.Error(), unknownFlag)
	if !ok {
		return err
	}
	return fmt.Errorf("unknown flag or check -%s; bgvet help lists them", name)
}

// names returns the names of the checks, for messages.
func names(analyzers []*analysis.Analyzer) []string {
	var list []string
	for _, a := range analyzers {
		list = append(list, a.Name)
	}
	return list
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
