package command

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/baseline"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/changed"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// A gate tells the findings that fail a build from the others: those that are not
// in the baseline, those on lines that are new.
type gate struct {
	name     string
	flags    []string // those of this run
	baseline *baseline.File
	changed  *changed.Lines
	notes    []string
}

// openGate reads the baseline and asks git, before anything is analysed.
func openGate(r *request) (*gate, error) {
	g := &gate{name: r.baseline, flags: r.chosen()}
	var err error
	if r.baseline != "" {
		if g.baseline, err = readBaseline(r); err != nil {
			return nil, err
		}
	}
	if r.newFrom == "" {
		return g, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	g.changed, err = changed.Since(dir, r.newFrom)
	return g, err
}

// readBaseline reads the file; one that is to be written need not be there yet.
func readBaseline(r *request) (*baseline.File, error) {
	if _, err := os.Stat(r.baseline); r.writeBaseline && os.IsNotExist(err) {
		return nil, nil
	}
	return baseline.Read(r.baseline)
}

// chosen are the flags that decide about which findings there are.
func (r *request) chosen() []string {
	var chosen []string
	for _, f := range r.toolFlags {
		if !strings.HasPrefix(f, "-config=") && !strings.HasPrefix(f, "-silenced") {
			chosen = append(chosen, f)
		}
	}
	return chosen
}

// apply marks the known findings and drops the old ones.
func (g *gate) apply(result *result) {
	if g.baseline != nil {
		stale := g.baseline.Mark(result.findings)
		g.tellStale(result, stale)
	}
	if g.changed != nil {
		result.findings = slices.DeleteFunc(result.findings, func(f finding.Finding) bool {
			from, to := finding.ParsePosn(f.Posn), finding.ParsePosn(f.End)
			return !g.changed.Contain(from.File, from.Line, to.Line)
		})
	}
}

// tellStale names the entries that the code no longer deserves, so that somebody
// takes them out: they would hide the next fault of the same form. It has nothing
// to say about packages that were not looked at, nor where another choice of
// checks or an obstacle is a reason as well.
func (g *gate) tellStale(result *result, stale []baseline.Entry) {
	if len(result.troubles) > 0 || !slices.Equal(g.flags, g.baseline.Flags) {
		return
	}
	for _, e := range stale {
		if result.roots.Contains(e.Package) {
			g.notes = append(g.notes, fmt.Sprintf("%s: stale: %s; it is not found any more, -write-baseline takes it out", g.name, &e))
		}
	}
}

// writeBaseline keeps all findings as known. Packages that could not be looked at
// would lose theirs, so that it writes all or nothing.
func (c *Command) writeBaseline(r *request, result *result, g *gate) (int, error) {
	if len(result.troubles) > 0 {
		code := c.conclude(result, false)
		return code, fmt.Errorf("%s is left as it was, since not everything could be looked at", r.baseline)
	}
	f := baseline.New(g.flags, result.findings, g.baseline, result.roots.Contains)
	if err := f.Write(r.baseline); err != nil {
		return NotRun, err
	}
	c.tell([]string{fmt.Sprintf("%s: %s", r.baseline, plural(len(f.Findings), "known finding"))})
	return Clean, nil
}

// tell writes notes, which do not change the exit code.
func (c *Command) tell(notes []string) {
	for _, note := range notes {
		c.complain(note)
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
