package captiveloop_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/captive/captiveloop"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, captiveloop.Analyzer) }
