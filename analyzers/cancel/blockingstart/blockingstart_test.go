package blockingstart_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/blockingstart"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, blockingstart.Analyzer) }
