package guard

import (
	"errors"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestRun(t *testing.T) {
	pass := &analysis.Pass{Analyzer: &analysis.Analyzer{Name: "summary"}, Pkg: types.NewPackage("example.com/p", "p")}
	failed := errors.New("failed")
	tests := map[string]struct {
		run  func(*analysis.Pass) (any, error)
		want string // of the error
	}{
		"result":  {func(*analysis.Pass) (any, error) { return 1, nil }, ""},
		"error":   {func(*analysis.Pass) (any, error) { return nil, failed }, "failed"},
		"panic":   {func(*analysis.Pass) (any, error) { panic("no") }, "internal error: summary failed on package example.com/p at guard.TestRun.func"},
		"deep":    {func(*analysis.Pass) (any, error) { return strings.Repeat("x", -len("x")), nil }, "guard.TestRun.func"},
		"runtime": {func(*analysis.Pass) (any, error) { return pass.ResultOf[nil].(int), nil }, "guard_test.go:"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := Run(test.run)(pass)
			switch {
			case test.want == "" && (err != nil || result != 1):
				t.Errorf("result %v, error %v", result, err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestPassWithoutPackage(t *testing.T) {
	run := Run(func(pass *analysis.Pass) (any, error) { panic("no") })
	if _, err := run(&analysis.Pass{Analyzer: &analysis.Analyzer{Name: "x"}}); err == nil {
		t.Error("no error")
	}
}
