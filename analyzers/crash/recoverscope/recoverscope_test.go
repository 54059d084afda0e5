package recoverscope_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/recoverscope"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, recoverscope.Analyzer) }
