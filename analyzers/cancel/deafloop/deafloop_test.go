package deafloop_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/deafloop"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, deafloop.Analyzer) }
