package unboundedgo_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/checktest"
	"github.com/bgvet/bgvet/analyzers/starve/unboundedgo"
)

func Test(t *testing.T) { checktest.Run(t, unboundedgo.Analyzer) }
