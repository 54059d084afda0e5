package deafcompute_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/checktest"
	"github.com/bgvet/bgvet/analyzers/starve/deafcompute"
)

func Test(t *testing.T) { checktest.Run(t, deafcompute.Analyzer) }
