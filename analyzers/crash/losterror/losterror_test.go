package losterror_test

import (
	"testing"

	"github.com/bgvet/bgvet/analyzers/crash/losterror"
	"github.com/bgvet/bgvet/analyzers/internal/checktest"
)

func Test(t *testing.T) { checktest.Run(t, losterror.Analyzer) }
