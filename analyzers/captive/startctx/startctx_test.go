package startctx_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/startctx"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, startctx.Analyzer) }
