package inreach

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Wait says whether a call waits for something that a context could cut short.
type Wait uint8

const (
	Never   Wait = iota
	Perhaps      // nothing is known of it, and it may fail
	Surely
)

const waiting = knowledge.Asks | knowledge.Receives | knowledge.Pauses | knowledge.Joins | knowledge.Serves | summary.Loops | summary.Awaits

// Waits says whether a call waits, and through which calls. What takes a context
// or has a form that does, may fail, and cannot be looked into is taken for
// something that may: short and local calls rarely have an error to return.
func (x *Finder) Waits(call *ast.CallExpr) (Wait, []string) {
	fn := syntax.Callee(x.Info, call)
	may := x.MayOf(call)
	switch {
	case may.Has(waiting):
		return Surely, may.Chain(waiting)
	case fn == nil || fn.Pkg() == nil:
		return Never, nil
	case isRequestMaker(fn):
		return Surely, nil // the request waits when it is sent
	case syntax.IsStandardPath(fn.Pkg().Path()):
		return Never, nil // what waits there has a row
	}
	if _, known := x.Table.Call(fn); known || !returnsError(fn) {
		return Never, nil
	}
	if fn.Pkg() == x.Pkg && !syntax.IsInterfaceMethod(fn) && !may.Has(summary.Unknown) {
		return Never, nil
	}
	return Perhaps, nil
}

// WaitsIn is Waits for a function that is called through a variable.
func (x *Finder) WaitsIn(fn *types.Func) bool {
	row, _ := x.Table.Call(fn)
	return row.Does&waiting != 0 || x.Sum.OfFunc(fn).May.Has(waiting) || isRequestMaker(fn)
}

func isRequestMaker(fn *types.Func) bool {
	return fn.Pkg().Path() == "net/http" && fn.Signature().Recv() == nil && (fn.Name() == "NewRequest" || fn.Name() == "NewRequestWithContext")
}

func returnsError(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && syntax.IsError(results.At(results.Len()-1).Type())
}

// IsBounded reports whether a call ends by itself after a while, however long
// what it waits for takes: it is given a duration, or what it runs sets a
// deadline of its own on the context that is its argument i.
func (x *Finder) IsBounded(call *ast.CallExpr, i int) bool {
	for _, arg := range call.Args {
		if syntax.IsNamed(x.Info.TypeOf(arg), "time", "Duration") {
			return true
		}
	}
	fn := syntax.Callee(x.Info, call)
	for _, body := range x.Graph.Bodies(&calls.Call{Expr: call, Fn: fn}) {
		if x.setsDeadline(body, i, 0) {
			return true
		}
	}
	return false
}

func (x *Finder) setsDeadline(f *calls.Func, i, depth int) bool {
	if f.Sig == nil || i >= f.Sig.Params().Len() || depth > 3 {
		return false
	}
	return x.limits(f, f.Sig.Params().At(i), depth)
}

// limits looks for a deadline on ctx in f and in the literals inside.
func (x *Finder) limits(f *calls.Func, ctx *types.Var, depth int) bool {
	for _, c := range f.Calls {
		for j, arg := range c.Expr.Args {
			if syntax.VarOf(x.Info, arg) != ctx {
				continue
			}
			if IsDeadline(c.Fn) || x.runsLimited(c, j, depth) {
				return true
			}
		}
	}
	for _, lit := range f.Lits {
		if x.limits(lit, ctx, depth) {
			return true
		}
	}
	return false
}

func (x *Finder) runsLimited(c *calls.Call, i, depth int) bool {
	for _, body := range x.Graph.Bodies(c) {
		if body != c.Func && x.setsDeadline(body, i, depth+1) {
			return true
		}
	}
	return false
}

// IsDeadline reports whether fn puts a deadline on a context.
func IsDeadline(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" {
		return false
	}
	switch fn.Name() {
	case "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause":
		return true
	}
	return false
}
