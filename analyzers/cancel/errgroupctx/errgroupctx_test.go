package errgroupctx_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/errgroupctx"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, errgroupctx.Analyzer) }
