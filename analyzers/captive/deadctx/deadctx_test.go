package deadctx_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/deadctx"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, deadctx.Analyzer) }
