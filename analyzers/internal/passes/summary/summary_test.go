package summary_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
)

// The fixtures say next to each function what its fact is; a function without
// such a comment has none.
func TestFacts(t *testing.T) {
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, filepath.Join(root, "testdata"), summary.Analyzer, "./src/summary/...")
}
