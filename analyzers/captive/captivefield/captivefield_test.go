package captivefield_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/captivefield"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, captivefield.Analyzer) }
