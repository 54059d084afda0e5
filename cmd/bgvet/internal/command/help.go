package command

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const synopsis = `bgvet finds production traps in Go background services.

Usage:

	bgvet [flags] [packages]        report findings; packages as for the go command
	bgvet map [flags] [packages]    list the background work that the packages run
	bgvet explain <check>           what a check reports, why, and what keeps it silent
	bgvet help [check]              this text, or the same as explain
	bgvet version                   print the version
	go vet -vettool=$(which bgvet) [flags] [packages]

The exit code is 0 without findings, 1 with findings, 2 if something kept bgvet
from looking at all packages. A leading -C dir changes to that folder first.
`

func (c *Command) usage(w io.Writer) {
	fmt.Fprint(w, synopsis)
	fmt.Fprint(w, "\nChecks (-<check> runs only those named, -<check>=false all but those):\n")
	group := ""
	for _, a := range c.checksByGroup() {
		if g := c.Suite.Group(a); g != group {
			group = g
			fmt.Fprintf(w, "\n    %s\n", group)
		}
		fmt.Fprintf(w, "\t%-15s %s\n", a.Name, summary(a))
	}
	fmt.Fprint(w, "\nFlags:\n\n")
	c.flags(new(request), true).VisitAll(func(f *flag.Flag) {
		if c.Suite.Check(f.Name) == nil && !strings.Contains(f.Name, ".") && !slices.Contains(hidden, f.Name) {
			printFlag(w, f)
		}
	})
}

func (c *Command) checksByGroup() []*analysis.Analyzer {
	checks := slices.Clone(c.Suite.Checks)
	slices.SortStableFunc(checks, func(a, b *analysis.Analyzer) int {
		return strings.Compare(c.Suite.Group(a), c.Suite.Group(b))
	})
	return checks
}

// summary returns the first line of the check's prose, without the name that may
// stand before it.
func summary(a *analysis.Analyzer) string {
	line, _, _ := strings.Cut(a.Doc, "\n")
	return strings.TrimPrefix(line, a.Name+": ")
}

func printFlag(w io.Writer, f *flag.Flag) {
	value, usage := flag.UnquoteUsage(f)
	fmt.Fprintf(w, "\t%-21s %s\n", strings.TrimSpace("-"+f.Name+" "+value), usage)
}

func (c *Command) help(args []string) (int, error) {
	if len(args) == 0 {
		c.usage(c.Stdout)
		return Clean, nil
	}
	for i, name := range args {
		a := c.Suite.Check(name)
		if a == nil {
			return NotRun, fmt.Errorf("unknown check %q; there are %s", name, strings.Join(names(c.Suite.Checks), ", "))
		}
		if i > 0 {
			fmt.Fprintln(c.Stdout)
		}
		explain(c.Stdout, c.Suite.Group(a), a)
	}
	return Clean, nil
}

func explain(w io.Writer, group string, a *analysis.Analyzer) {
	fmt.Fprintf(w, "%s/%s: %s\n", group, a.Name, summary(a))
	if _, prose, ok := strings.Cut(a.Doc, "\n"); ok {
		fmt.Fprintf(w, "\n%s\n", strings.Trim(prose, "\n"))
	}
	heading := "\nFlags:\n\n"
	a.Flags.VisitAll(func(f *flag.Flag) {
		fmt.Fprint(w, heading)
		heading = ""
		own := *f
		own.Name = a.Name + "." + f.Name
		printFlag(w, &own)
	})
	if a.URL != "" {
		fmt.Fprintf(w, "\n%s\n", a.URL)
	}
}
