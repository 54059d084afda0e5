// Package command is the side of bgvet that people call.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// The exit codes.
const (
	Clean  = 0
	Found  = 1 // there are findings
	NotRun = 2 // the command could not do, or not finish, what was asked
)

// A Command is one call of bgvet.
type Command struct {
	Suite          *suite.Suite
	Stdout, Stderr io.Writer
	Tool           string // this program, as go vet's tool
}

// Main runs the command with the arguments after the program's name and returns
// the exit code.
func Main(s *suite.Suite, args []string) int {
	tool, err := os.Executable()
	c := &Command{Suite: s, Stdout: os.Stdout, Stderr: os.Stderr, Tool: tool}
	if err == nil {
		var code int
		if code, err = c.run(args); err == nil {
			return code
		}
	}
	if errors.Is(err, flag.ErrHelp) {
		c.usage(c.Stdout)
		return Clean
	}
	c.complain(err.Error())
	return NotRun
}

func (c *Command) run(args []string) (int, error) {
	args, err := changeDir(args)
	if err != nil {
		return NotRun, err
	}
	if len(args) == 0 {
		c.usage(c.Stderr)
		return NotRun, nil
	}
	switch args[0] {
	case "help", "explain":
		return c.help(args[1:])
	case "init":
		return c.init(args[1:])
	case "completion":
		return c.completion(args[1:])
	case "gopls":
		return c.gopls(args[1:])
	case "golangci-lint":
		return c.golangci(args[1:])
	case "version":
		return c.printVersion()
	case "map":
		if args, err = changeDir(args[1:]); err != nil {
			return NotRun, err
		}
		return c.inventory(args)
	default:
		return c.check(args)
	}
}

// changeDir obeys a leading -C, as the go command does.
func changeDir(args []string) ([]string, error) {
	if len(args) == 0 {
		return args, nil
	}
	name, dir, found := strings.Cut(strings.Replace(args[0], "--", "-", 1), "=")
	switch {
	case name != "-C":
		return args, nil
	case found:
		return args[1:], os.Chdir(dir)
	case len(args) == 1:
		return nil, errors.New("flag -C needs a folder")
	}
	return args[2:], os.Chdir(args[1])
}

func (c *Command) complain(line string) { fmt.Fprintf(c.Stderr, "bgvet: %s\n", line) }

func findGo() (string, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return "", errors.New("the go command is not in PATH; bgvet needs it to load packages")
	}
	return path, nil
}
