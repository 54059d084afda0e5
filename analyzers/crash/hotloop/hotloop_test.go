package hotloop_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/hotloop"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, hotloop.Analyzer) }
