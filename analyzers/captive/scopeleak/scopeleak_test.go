package scopeleak_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/scopeleak"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, scopeleak.Analyzer) }
