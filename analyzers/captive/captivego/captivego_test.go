package captivego_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/captivego"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, captivego.Analyzer) }
