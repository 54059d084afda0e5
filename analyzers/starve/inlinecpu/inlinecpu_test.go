package inlinecpu_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/checktest"
	"github.com/bgvet/bgvet/analyzers/starve/inlinecpu"
)

func Test(t *testing.T) { checktest.Run(t, inlinecpu.Analyzer) }
