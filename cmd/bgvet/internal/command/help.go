package command

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/output"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// synopsis fits a screen of 24 lines and 80 columns; a test holds it to that.
const synopsis = `bgvet finds production traps in Go background services.

  bgvet [flags] [packages]        report findings; packages as for go
  bgvet explain <check>           what it reports, why, what keeps it silent
  bgvet map [flags] [packages]    list the background work that the packages run
  bgvet init                      write a commented .bgvet.yaml
  bgvet gopls                     build a language server that has the checks
  bgvet golangci-lint             build a golangci-lint that has them
  bgvet completion <shell>        print a script for bash, zsh or fish
  bgvet version                   print the version
  bgvet help checks, help flags   list the checks; all flags
  go vet -vettool=$(which bgvet) [flags] [packages]

  -strict                findings that are meant for a review, too
  -<check>               only this check and others named so; =false: all others
  -vet                   the checks of go vet as well
  -fix, -diff            apply the suggested fixes; print them
  -format name           %s
  -baseline file         fail only on findings that the file does not have
  -new-from revision     report only lines that are new since then in git

Exit code: 0 no findings, 1 findings, 2 not all packages could be looked at.
`

func (c *Command) usage(w io.Writer) {
	fmt.Fprintf(w, synopsis, output.Names())
}

// listChecks lists the checks by trap, then those of go vet.
func (c *Command) listChecks(w io.Writer) {
	group := "" // that of the check of comments, which therefore goes last
	for _, a := range slices.Concat(c.checksByGroup(), c.Suite.Vet) {
		_, g := c.Suite.Find(a.Name)
		if g != group {
			if group != "" {
				fmt.Fprintln(w)
			}
			group = g
			fmt.Fprintln(w, c.about(group))
		}
		fmt.Fprintf(w, "\t%-15s %s\n", a.Name, summary(a))
	}
}

// about returns the heading of a group of checks.
func (c *Command) about(group string) string {
	for _, trap := range c.Suite.Traps {
		if trap.Group == group {
			return group + ": " + trap.About
		}
	}
	if group == suite.VetGroup {
		return group + ": the checks of go vet, which run with -vet"
	}
	return "comments"
}

func (c *Command) listFlags(w io.Writer) {
	fmt.Fprint(w, "Flags of bgvet [flags] [packages], beside one for each check:\n\n")
	c.flags(new(request), true).VisitAll(func(f *flag.Flag) {
		if a, _ := c.Suite.Find(f.Name); a == nil && !strings.Contains(f.Name, ".") && !slices.Contains(hidden, f.Name) {
			printFlag(w, f)
		}
	})
	fmt.Fprint(w, "\nA leading -C dir changes to that folder first.\n")
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
	switch strings.Join(args, " ") {
	case "checks":
		c.listChecks(c.Stdout)
		return Clean, nil
	case "flags":
		c.listFlags(c.Stdout)
		return Clean, nil
	}
	for i, name := range args {
		a, group := c.Suite.Find(name)
		if a == nil {
			return NotRun, fmt.Errorf("unknown check %q; there are %s", name, strings.Join(names(c.Suite.Checks), ", "))
		}
		if i > 0 {
			fmt.Fprintln(c.Stdout)
		}
		explain(c.Stdout, group, a)
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
