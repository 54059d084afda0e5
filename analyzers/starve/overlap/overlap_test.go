package overlap_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/checktest"
	"github.com/bgvet/bgvet/analyzers/starve/overlap"
)

func Test(t *testing.T) { checktest.Run(t, overlap.Analyzer) }
