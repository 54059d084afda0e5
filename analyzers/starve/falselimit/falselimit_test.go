package falselimit_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/checktest"
	"github.com/bgvet/bgvet/analyzers/starve/falselimit"
)

func Test(t *testing.T) { checktest.Run(t, falselimit.Analyzer) }
