package main

import (
	"os"
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
)

// TestUpToDate fails when a generated file is not what its sources say.
func TestUpToDate(t *testing.T) {
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	stale, err := catalog.Stale(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range stale {
		t.Errorf("%s is stale; run go generate ./analyzers", name)
	}
}
