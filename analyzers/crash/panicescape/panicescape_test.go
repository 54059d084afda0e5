package panicescape_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/panicescape"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, panicescape.Analyzer) }
