package outgrown_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/graduate/outgrown"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, outgrown.Analyzer) }
