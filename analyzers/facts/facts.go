// Package facts exports the analyzer that learns what callers in other packages
// must know about functions, and reports nothing.
//
// The checks require it, so most drivers need not name it. Bazel's nogo must: on
// packages outside its scope it runs only analyzers that have facts themselves.
package facts

import "github.com/bgvet/bgvet/analyzers/internal/passes/summary"

// Analyzer has facts for every function that another package can name.
var Analyzer = summary.Analyzer
