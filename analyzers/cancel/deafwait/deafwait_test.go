package deafwait_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/deafwait"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, deafwait.Analyzer) }
