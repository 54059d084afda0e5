// Package vettool is the side of the command that go vet talks to: one process
// per package, by the protocol of golang.org/x/tools/go/analysis/unitchecker.
//
// Six things are ours:
//
//   - the printed build ID covers the configuration as well as the binary, since
//     go vet does not hash the files that a tool reads (version.go);
//   - a package that is analysed only for its facts runs only what produces
//     facts, and a package of the standard library runs nothing (facts.go);
//   - what go vet remembers about a package is made independent of whether it was
//     asked for (unit.go);
//   - an analyzer that panics is one error and not the end of the process
//     (guard.go);
//   - the checks of go vet, which this tool replaces, run beside ours if they are
//     asked for;
//   - the options that all checks share stand on the command line without a
//     check's name before them.
package vettool

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// Asked reports whether these arguments are go vet's and not a user's.
func Asked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg")
}

// ReportDeps is the flag with which the command asks for the findings in the
// user's own packages that the named ones import; see unit.go.
const ReportDeps = "reportdeps"

// VetFlag adds the checks of go vet.
const VetFlag = "vet"

// Main answers go vet and exits.
func Main(s *suite.Suite, args []string) {
	if args[0] == "-V=full" {
		exitOn(printVersion(os.Stdout, s))
		os.Exit(0)
	}
	s.Options.VisitAll(func(f *flag.Flag) { flag.Var(f.Value, f.Name, f.Usage) })
	flag.Bool(ReportDeps, false, "report on imported packages of the same module, too (for bgvet)")
	flag.Bool(VetFlag, false, "run the checks of go vet as well")
	roots := slices.Concat(s.Checks, s.Vet, []*analysis.Analyzer{s.Map})
	if args[0] != "-flags" {
		easeGC()
		roots = prepareUnit(s, args)
	}
	unitchecker.Main(roots...)
}

// prepareUnit returns the analyzers for one package and sets their configuration.
func prepareUnit(s *suite.Suite, args []string) []*analysis.Analyzer {
	unit, err := readUnit(args[len(args)-1])
	exitOn(err)
	if err := useConfig(s, unit, args); err != nil {
		if unit.VetxOnly {
			os.Exit(1) // the package that was asked for says it
		}
		exitOn(err)
	}
	if mentions(args, ReportDeps) && unit.needsReport() {
		file, err := unit.reporting()
		exitOn(err)
		os.Args[len(os.Args)-1] = file
	}
	own, foreign := s.Checks, []*analysis.Analyzer(nil)
	if mentions(args, s.Map.Name) {
		own = append(slices.Clip(own), s.Map) // else an inventory would be printed among the findings
	}
	if wantsVet(s, args) {
		foreign = s.Vet
	}
	if unit.VetxOnly {
		keepFacts(own, foreign, unit.standard())
	}
	roots := slices.Concat(own, foreign)
	guardAll(roots)
	return roots
}

// wantsVet reports whether the checks of go vet are asked for, all or by name.
func wantsVet(s *suite.Suite, args []string) bool {
	wanted := mentions(args, VetFlag) && !slices.Contains(args, "-"+VetFlag+"=false")
	return wanted || slices.ContainsFunc(s.Vet, func(a *analysis.Analyzer) bool { return mentions(args, a.Name) })
}

// mentions reports whether the flag is among the arguments.
func mentions(args []string, name string) bool {
	for _, arg := range args {
		if flagName(arg) == name {
			return true
		}
	}
	return false
}

// flagName returns the name in -name, --name or -name=value.
func flagName(arg string) string {
	if !strings.HasPrefix(arg, "-") {
		return ""
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
	return name
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "bgvet: %v\n", err)
		os.Exit(1)
	}
}
