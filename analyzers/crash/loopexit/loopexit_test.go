package loopexit_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/loopexit"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, loopexit.Analyzer) }
