package boundless_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/boundless"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, boundless.Analyzer) }
