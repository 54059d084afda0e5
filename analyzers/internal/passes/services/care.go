package services

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Care says whether the end of a context matters to a call that is given it.
type Care uint8

const (
	Careless Care = iota // it logs, reads a value, or detaches itself
	Looks                // it asks whether the context has ended, and no more
	MayCare              // nobody here says
	Cares                // it waits for something and gives up when the context ends
)

// CareOf says whether a call minds that its argument i, a context, has ended.
func (c *Contexts) CareOf(call *calls.Call, i int) Care { return c.careOf(call, i, 4) }

// Ignores reports whether whatever a call runs does not mind the end of its argument
// i, a context: it only takes values from it, or a span.
func (c *Contexts) Ignores(call *calls.Call, i int) bool {
	return call.Fn != nil && c.isUsedAs(summary.Peeks, call, i)
}

// CareIn says whether anything that a body does with a context minds its end.
func (c *Contexts) CareIn(f *calls.Func, v *types.Var) Care { return c.careIn(f, v, 4) }

const obeying = knowledge.Asks | knowledge.Joins | knowledge.Receives | knowledge.Serves | knowledge.Pauses | knowledge.Closes | knowledge.Limits | summary.Awaits

func (c *Contexts) careOf(call *calls.Call, i, depth int) Care {
	if call.Fn == nil {
		return c.careOfBodies(call, i, depth, c.careOfValue(call))
	}
	if own, known := derivation(call.Fn); known {
		if own&detached != 0 || own == 0 {
			return Careless
		}
		return Cares
	}
	if isLogging(call.Fn) || c.detachesItself(call, i) {
		return Careless
	}
	if row, ok := c.s.Table.Call(call.Fn); ok && row.Does != 0 {
		if row.Does&obeying != 0 && !row.Anyway {
			return Cares
		}
		return Careless
	}
	if c.isOpen(call.Fn) {
		return max(c.careOfForeign(call.Fn), c.careOfBodies(call, i, depth, Careless))
	}
	return c.careOfBodies(call, i, depth, c.careOfForeign(call.Fn))
}

// isOpen: an interface of another package may have other implementations there
// than it has here.
func (c *Contexts) isOpen(fn *types.Func) bool {
	return syntax.IsInterfaceMethod(fn) && fn.Pkg() != c.s.Pkg
}

// detachesItself: whatever a call runs takes the values of the context, not its end.
func (c *Contexts) detachesItself(call *calls.Call, i int) bool {
	return c.isUsedAs(summary.Detached, call, i)
}

// isUsedAs reports whether all that a call runs has this use for its argument i.
func (c *Contexts) isUsedAs(use summary.Use, call *calls.Call, i int) bool {
	if !syntax.IsInterfaceMethod(call.Fn) {
		return c.s.Sum.UseOf(call, i)&use != 0
	}
	bodies := c.s.Graph.Bodies(call)
	for _, f := range bodies {
		if c.s.Sum.Of(f).Arg(i)&use == 0 {
			return false
		}
	}
	return len(bodies) > 0 && !c.isOpen(call.Fn)
}

// careOfForeign is for functions whose bodies are not here.
func (c *Contexts) careOfForeign(fn *types.Func) Care {
	switch {
	case fn.Pkg() == nil:
		return Careless
	case c.s.Sum.OfFunc(fn).May.Has(obeying):
		return Cares
	case fn.Pkg() != c.s.Pkg && syntax.IsStandardPath(fn.Pkg().Path()) && !syntax.IsInterfaceMethod(fn):
		return careOfStandard(fn)
	case !mayFail(fn.Signature()):
		return Careless // it can only have looked for a value
	case syntax.IsInterfaceMethod(fn) && fn.Signature().Results().Len() > 0:
		return Cares
	}
	return MayCare // also what is told of something, and cannot say that it failed
}

// careOfValue: what a function value does is not known; one that cannot say that it
// failed may only be told of something.
func (c *Contexts) careOfValue(call *calls.Call) Care {
	sig, ok := c.s.Info.TypeOf(call.Expr.Fun).Underlying().(*types.Signature)
	if !ok || sig.Results().Len() == 0 {
		return MayCare
	}
	return Cares
}

func careOfStandard(fn *types.Func) Care {
	switch fn.Pkg().Path() + "." + fn.Name() {
	case "net/http.NewRequestWithContext", "os/exec.CommandContext":
		return Cares
	}
	return Careless
}

func mayFail(sig *types.Signature) bool {
	n := sig.Results().Len()
	return n == 0 || syntax.IsError(sig.Results().At(n-1).Type())
}

// careOfBodies follows the context into the functions that a call runs.
func (c *Contexts) careOfBodies(call *calls.Call, i, depth int, otherwise Care) Care {
	bodies := c.s.Graph.Bodies(call)
	if len(bodies) == 0 || depth == 0 {
		return otherwise
	}
	all := Careless
	for _, f := range bodies {
		if f.Sig == nil || f.Sig.Params().Len() == 0 {
			continue
		}
		p := f.Sig.Params().At(min(i, f.Sig.Params().Len()-1))
		all = max(all, c.careIn(f, p, depth-1))
	}
	return all
}

// careIn says what a body does with a context in one of its variables.
func (c *Contexts) careIn(f *calls.Func, v *types.Var, depth int) Care {
	all := Careless
	for _, call := range f.Calls {
		for i, arg := range call.Expr.Args {
			if syntax.VarOf(c.s.Info, arg) == v {
				all = max(all, c.careOf(call, i, depth))
			}
		}
		if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && syntax.VarOf(c.s.Info, sel.X) == v {
			all = max(all, careOfMethod(sel.Sel.Name))
		}
	}
	for _, lit := range f.Lits {
		all = max(all, c.careIn(lit, v, depth))
	}
	return all
}

func careOfMethod(name string) Care {
	switch name {
	case "Done":
		return MayCare
	case "Err":
		return Looks
	}
	return Careless
}

// isLogging recognises calls that only want the values of a context, for a log
// line, a span or a measurement. That they are named so can only silence.
func isLogging(fn *types.Func) bool {
	if fn.Pkg() != nil && (fn.Pkg().Path() == "log/slog" || strings.HasPrefix(fn.Pkg().Path(), "go.opentelemetry.io/otel")) && !strings.Contains(fn.Pkg().Path(), "/sdk") && !strings.Contains(fn.Pkg().Path(), "/exporters") {
		return true
	}
	for _, verb := range []string{"Debug", "Info", "Warn", "Warning", "Error", "Log", "Trace", "Print", "Notice", "Panic", "Fatal", "Record"} {
		if hasPrefixFold(fn.Name(), verb) {
			return true
		}
	}
	return false
}
