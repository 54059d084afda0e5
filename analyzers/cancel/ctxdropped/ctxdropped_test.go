package ctxdropped_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/ctxdropped"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, ctxdropped.Analyzer) }
