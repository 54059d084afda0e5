package command

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// version returns the version of this program, "(devel)" if it has none.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// printVersion prints what this program was built from.
func (c *Command) printVersion() (int, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		fmt.Fprintln(c.Stdout, "bgvet (built without module information)")
		return Clean, nil
	}
	fmt.Fprintf(c.Stdout, "bgvet %s\n", info.Main.Version)
	fmt.Fprintf(c.Stdout, "built with %s", info.GoVersion)
	for _, dep := range info.Deps {
		if dep.Path == "golang.org/x/tools" {
			fmt.Fprintf(c.Stdout, " and %s %s", dep.Path, dep.Version)
		}
	}
	fmt.Fprintln(c.Stdout)
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.time" || s.Key == "vcs.modified" {
			fmt.Fprintf(c.Stdout, "%s %s\n", strings.TrimPrefix(s.Key, "vcs."), s.Value)
		}
	}
	fmt.Fprintf(c.Stdout, "%s\n", plural(len(c.Suite.Checks), "check"))
	return Clean, nil
}
