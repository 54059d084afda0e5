package stopwait_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/stopwait"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, stopwait.Analyzer) }
