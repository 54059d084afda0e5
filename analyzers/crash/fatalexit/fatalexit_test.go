package fatalexit_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/fatalexit"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, fatalexit.Analyzer) }
