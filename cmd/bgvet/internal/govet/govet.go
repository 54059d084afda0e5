// Package govet runs go vet with this program as its tool, and reads what it
// prints. go vet loads the packages, runs one process for each, in parallel, and
// remembers the results; nothing here looks at source code.
package govet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// A Command is one way to call go vet.
type Command struct {
	Go         string   // the go command
	Tool       string   // this program
	BuildFlags []string // flags that choose files and packages, such as -tags
	ToolFlags  []string // flags of the checks
	Env        []string // added to the environment
	Patterns   []string

	// Progress, if set, is called with the number of packages that are done.
	Progress func(packages int)
}

// A Result is what one call printed.
type Result struct {
	Findings []finding.Finding
	Failures []Failure

	// Units counts the packages that were analysed or remembered. A package and
	// its external test are two.
	Units int

	// Stderr holds what go vet and the compiler complained about; ExitCode is
	// go vet's own.
	Stderr   string
	ExitCode int
}

// A Failure is the internal error of a check on a package.
type Failure struct {
	Check, Package, Text string
}

// Run calls go vet and reads the results.
func (c *Command) Run() (*Result, error) {
	var stderr bytes.Buffer
	cmd := c.vet("-json")
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	result := new(Result)
	decodeErr := result.decode(stdout, c.Progress)
	_, _ = io.Copy(io.Discard, stdout) // or go vet would block on a full pipe
	waitErr := cmd.Wait()
	result.Stderr = stderr.String()
	result.ExitCode = cmd.ProcessState.ExitCode()
	if exit := (*exec.ExitError)(nil); waitErr != nil && !errors.As(waitErr, &exit) {
		return nil, waitErr
	}
	return result, decodeErr
}

// Fix lets go vet apply the checks' suggested fixes, or print them as a diff.
// It returns go vet's exit code: with a diff, 1 means that there is one.
func (c *Command) Fix(diff bool, stdout io.Writer) (exitCode int, stderr string, err error) {
	mode := []string{"-fix"}
	if diff {
		mode = append(mode, "-diff")
	}
	var complaints bytes.Buffer
	cmd := c.vet(mode...)
	cmd.Stdout, cmd.Stderr = stdout, &complaints
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode(), complaints.String(), nil
	}
	return 0, complaints.String(), err
}

func (c *Command) vet(mode ...string) *exec.Cmd {
	args := slices.Concat([]string{"vet", "-vettool=" + c.Tool}, mode, c.BuildFlags, c.ToolFlags, c.Patterns)
	return c.command(args)
}

func (c *Command) command(args []string) *exec.Cmd {
	cmd := exec.Command(c.Go, args...)
	cmd.Env = append(os.Environ(), c.Env...)
	return cmd
}

// A unitTree is what one package's process prints: package ID, then check, then
// a list of diagnostics or an error.
type unitTree map[string]map[string]json.RawMessage

func (r *Result) decode(stdout io.Reader, progress func(int)) error {
	dec := json.NewDecoder(stdout)
	for {
		var tree unitTree
		err := dec.Decode(&tree)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("cannot read what go vet printed: %v", err)
		}
		if err := r.add(tree); err != nil {
			return err
		}
		r.Units++
		if progress != nil {
			progress(r.Units)
		}
	}
}

func (r *Result) add(tree unitTree) error {
	for id, checks := range tree {
		for check, data := range checks {
			if err := r.addCheck(packagePath(id), check, data); err != nil {
				return fmt.Errorf("cannot read the result of %s on %s: %v", check, id, err)
			}
		}
	}
	return nil
}

func (r *Result) addCheck(pkg, check string, data json.RawMessage) error {
	if bytes.HasPrefix(data, []byte("[")) {
		var diagnostics []finding.Diagnostic
		if err := json.Unmarshal(data, &diagnostics); err != nil {
			return err
		}
		for _, d := range diagnostics {
			r.Findings = append(r.Findings, finding.Finding{Check: check, Package: pkg, Diagnostic: d})
		}
		return nil
	}
	var failure struct{ Error string }
	if err := json.Unmarshal(data, &failure); err != nil {
		return err
	}
	r.Failures = append(r.Failures, Failure{check, pkg, failure.Error})
	return nil
}

// packagePath drops the variant from an ID such as "p [p.test]".
func packagePath(id string) string {
	path, _, _ := strings.Cut(id, " ")
	return path
}
