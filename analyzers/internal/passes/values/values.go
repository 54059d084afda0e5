// Package values follows short-lived values through a package: transactions,
// pinned connections, result sets, responses, files, streams, spans, contexts.
//
// # Theory
//
// A value is opened by a call, ended by a method, by a call or by its context, and
// in between it belongs to somebody: to the function that has opened it, until
// that returns it, stores it, hands it to something that ends or keeps it, or to a
// goroutine that does. What a type is follows from its identity, through pointers,
// embedding and interfaces that embed a known one; what a function does with its
// arguments follows from its summary, and where nothing is known of a callee it
// may end the value. So "not ended" is only said of what the package shows whole.
//
// Whether a path ends a value is answered on the control flow graph of one body: a
// path from the call that opens it to a return, or back to that call. A path on
// which the error of the call is not nil has nothing to end.
//
// The other question is how long the holder of a value lives: holder.go.
package values

import (
	"go/ast"
	"go/token"
	"go/version"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/guard"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
)

// Analyzer computes the *Values of a package.
var Analyzer = &analysis.Analyzer{
	Name:       "bgvetvalues",
	Doc:        "follows the short-lived values of a package and those who hold them",
	Run:        guard.Run(run),
	Requires:   []*analysis.Analyzer{services.Analyzer},
	ResultType: reflect.TypeFor[*Values](),
}

// Values answers for the short-lived values of one package. Everything is computed
// on demand: most packages hold none, and checks ask on several goroutines.
type Values struct {
	*services.Services
	files   []*ast.File
	holders struct {
		once sync.Once
		of   holderMap
	}
}

func run(pass *analysis.Pass) (any, error) {
	return &Values{Services: pass.ResultOf[services.Analyzer].(*services.Services), files: pass.Files}, nil
}

// IsBefore reports whether the file at pos is compiled for a Go version before the
// one given ("go1.23"); an unknown version is the newest.
func (v *Values) IsBefore(pos token.Pos, goVersion string) bool {
	at := v.Pkg.GoVersion()
	for _, f := range v.files {
		if f.FileStart <= pos && pos < f.FileEnd && v.Info.FileVersions[f] != "" {
			at = v.Info.FileVersions[f]
		}
	}
	return version.IsValid(at) && version.Compare(version.Lang(at), goVersion) < 0
}
