package captivescope_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/captivescope"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, captivescope.Analyzer) }
