package donestays_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/cancel/donestays"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, donestays.Analyzer) }
