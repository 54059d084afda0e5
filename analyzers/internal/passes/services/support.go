package services

import (
	"go/token"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// IsTestSupport reports whether the package is there for tests by the name that
// such packages are given: hosttest, servicetest, testutil, mocks. Its goroutines
// end with a test, and a failed test is what they are for.
func (s *Services) IsTestSupport() bool {
	name := s.Pkg.Name()
	if name == "main" || name == "latest" {
		return false
	}
	for _, word := range []string{"test", "tests", "testing", "mock", "mocks", "fake", "fakes"} {
		if strings.HasSuffix(name, word) {
			return true
		}
	}
	return strings.HasPrefix(name, "test")
}

// UsesInCode returns the uses of f outside of tests, which call whatever they
// like.
func (s *Services) UsesInCode(f *calls.Func) []calls.Use {
	var out []calls.Use
	for _, u := range s.Graph.Uses(f) {
		if !s.isTest(u.Call.Expr.Pos()) {
			out = append(out, u)
		}
	}
	return out
}

// IsTest reports whether a place is in a test file.
func (s *Services) IsTest(pos token.Pos) bool { return s.isTest(pos) }
