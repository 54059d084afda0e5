package stoperror_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/stoperror"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, stoperror.Analyzer) }
