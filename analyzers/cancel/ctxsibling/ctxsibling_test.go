package ctxsibling_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/ctxsibling"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, ctxsibling.Analyzer) }
