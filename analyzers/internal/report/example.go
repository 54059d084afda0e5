package report

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// examples are the names of folders for programs that show or measure something
// and are run by hand. What is amiss in them is worth a word in a review.
var examples = []string{
	"example", "examples", "_example", "_examples", "samples", "demo", "demos",
	"tutorial", "tutorials", "quickstart", "playground", "bench", "benchmark", "benchmarks", "loadtest",
}

// isExample reports whether a package is below such a folder of its module.
func isExample(pass *analysis.Pass) bool {
	path := pass.Pkg.Path()
	if pass.Module != nil {
		path = strings.TrimPrefix(path, pass.Module.Path)
	}
	return slices.ContainsFunc(strings.Split(path, "/"), func(folder string) bool { return slices.Contains(examples, folder) })
}
