package command

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/govet"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/vettool"
)

// check runs the checks on packages: bgvet [flags] [packages].
func (c *Command) check(args []string) (int, error) {
	r, err := c.parse(args, true)
	if err != nil {
		return NotRun, err
	}
	if r.fix || r.diff {
		if code, err := c.applyFixes(r); err != nil || r.diff || code != Clean {
			return code, err
		}
	}
	gate, err := openGate(r)
	if err != nil {
		return NotRun, err // before the long part
	}
	result, err := c.vet(r, nil)
	if err != nil {
		return NotRun, err
	}
	c.complete(result)
	if r.writeBaseline {
		return c.writeBaseline(r, result, gate)
	}
	gate.apply(result)
	if err := c.write(r, result); err != nil {
		return NotRun, err
	}
	code := c.conclude(result, slices.ContainsFunc(result.findings, func(f finding.Finding) bool { return f.Counts() }))
	c.tell(gate.notes)
	c.summarize(r, result)
	return code, nil
}

// conclude says what went wrong and returns the exit code.
func (c *Command) conclude(result *result, found bool) int {
	for _, trouble := range result.troubles {
		c.complain(trouble)
	}
	switch {
	case len(result.troubles) > 0:
		return NotRun
	case found:
		return Found
	}
	return Clean
}

// A result is what a run over some packages brought.
type result struct {
	roots    *govet.Roots
	findings []finding.Finding
	troubles []string // each one line, in a fixed order
}

// vet runs go vet on the packages of the request. The packages that cannot be
// loaded or compiled become troubles, and the others are analysed.
func (c *Command) vet(r *request, extraFlags []string) (*result, error) {
	command, err := c.govet(r, extraFlags)
	if err != nil {
		return nil, err
	}
	roots, err := command.Roots()
	if err != nil {
		return nil, err
	}
	all := &result{roots: roots}
	all.addTroubles(roots.Unmatched)
	if len(roots.Patterns) == 0 {
		return all, nil
	}
	command.Patterns = roots.Patterns
	command.Env = r.environment(roots.Key())
	progress := c.startProgress()
	defer progress.stop()
	command.Progress = progress.count
	return all, c.vetLoadable(command, roots, all)
}

// vetLoadable calls go vet, and a second time without the packages that kept it
// from looking at any.
func (c *Command) vetLoadable(command *govet.Command, roots *govet.Roots, all *result) error {
	run, err := command.Run()
	if err != nil {
		return err
	}
	all.add(run, roots)
	if run.ExitCode == 0 || run.Units > 0 {
		return nil
	}
	loadable, err := command.Loadable()
	if err != nil || len(loadable) == 0 || slices.Equal(loadable, command.Patterns) {
		return err
	}
	command.Patterns = loadable
	if run, err = command.Run(); err != nil {
		return err
	}
	all.add(run, roots)
	return nil
}

func (c *Command) govet(r *request, extraFlags []string) (*govet.Command, error) {
	goCommand, err := findGo()
	if err != nil {
		return nil, err
	}
	return &govet.Command{
		Go:         goCommand,
		Tool:       c.Tool,
		BuildFlags: r.buildFlags,
		ToolFlags:  slices.Concat([]string{"-" + vettool.ReportDeps}, extraFlags, r.toolFlags),
		Patterns:   r.patterns,
	}, nil
}

func (r *result) add(run *govet.Result, roots *govet.Roots) {
	for _, f := range run.Findings {
		if roots.Contains(f.Package) {
			r.findings = append(r.findings, f)
		}
	}
	troubles := govet.Troubles(run.Stderr)
	if run.ExitCode != 0 && len(troubles) == 0 && len(r.troubles) == 0 {
		troubles = []govet.Trouble{{Text: fmt.Sprintf("go vet ended with exit code %d and no message", run.ExitCode)}}
	}
	r.addTroubles(troubles)
	r.addFailures(run.Failures, roots)
}

func (r *result) addTroubles(troubles []govet.Trouble) {
	for _, t := range troubles {
		r.addTrouble(describe(t))
	}
}

func (r *result) addTrouble(line string) {
	if !slices.Contains(r.troubles, line) {
		r.troubles = append(r.troubles, line)
	}
}

// goPosition matches what the compiler puts before a message.
var goPosition = regexp.MustCompile(`^[^ ].*\.go:[0-9]+(:[0-9]+)?: `)

func describe(t govet.Trouble) string {
	text := strings.TrimPrefix(t.Text, "bgvet: ")
	switch {
	case t.Crash:
		return fmt.Sprintf("internal error on %s: %s", t.Package, text)
	case t.Package != "" && goPosition.MatchString(text):
		return fmt.Sprintf("%s does not compile: %s", t.Package, text)
	case t.Package != "":
		return fmt.Sprintf("%s: %s", t.Package, text)
	}
	return text
}

// errFix is said where go vet itself says nothing.
var errFix = errors.New("the suggested fixes could not be applied")

// applyFixes lets go vet apply the fixes, or print them as a diff.
func (c *Command) applyFixes(r *request) (int, error) {
	command, err := c.govet(r, nil)
	if err != nil {
		return NotRun, err
	}
	command.ToolFlags = r.toolFlags // only what was asked for is changed
	command.Env = r.environment("")
	exitCode, stderr, err := command.Fix(r.diff, c.Stdout)
	if err != nil {
		return NotRun, err
	}
	outcome := new(result)
	outcome.addTroubles(govet.Troubles(stderr))
	if !r.diff && exitCode != 0 && len(outcome.troubles) == 0 {
		return NotRun, errFix
	}
	return c.conclude(outcome, r.diff && exitCode != 0), nil
}
