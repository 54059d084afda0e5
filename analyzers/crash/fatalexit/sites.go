package fatalexit

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// site is a call that ends the process.
type site struct {
	f      *calls.Func
	loop   *calls.Loop
	expr   *ast.CallExpr
	panics bool     // it panics, so that a recover on the way may catch it
	judges bool     // it takes an error and ends the process if that is not nil
	via    []string // what it is, and for a wrapper what that calls
}

// anySite is the cheap test: most packages never end the process.
func (c *check) anySite() bool {
	for _, f := range c.Graph.Funcs {
		if len(f.Panics) > 0 {
			return true
		}
		for _, call := range f.Calls {
			if c.Sum.Of(f).May.Has(knowledge.Exits|knowledge.Panics) && call.Fn != nil {
				return true
			}
		}
	}
	return false
}

// sitesOf lists the sites of one body, in source order.
func (c *check) sitesOf(f *calls.Func) []site {
	var out []site
	for _, call := range f.Calls {
		if call.Mode == calls.Plain {
			out = append(out, c.siteOf(call)...)
		}
	}
	for _, call := range f.Panics {
		out = append(out, site{f: f, loop: loopAt(f, call), expr: call, panics: true, via: []string{"panic"}})
	}
	return out
}

// loopAt finds the innermost loop around a node; calls.Graph keeps it for calls
// but not for panics.
func loopAt(f *calls.Func, n ast.Node) *calls.Loop {
	var found *calls.Loop
	for _, l := range f.Loops {
		if syntax.Contains(l.Stmt, n.Pos()) {
			found = l // inner loops come after outer ones
		}
	}
	return found
}

// siteOf judges one call: known to exit, known to panic on purpose, or a
// wrapper.
func (c *check) siteOf(call *calls.Call) []site {
	s := site{f: call.Func, loop: call.Loop, expr: call.Expr, via: []string{c.nameOf(call)}}
	if call.Fn != nil {
		if row, ok := c.Table.Call(call.Fn); ok {
			return known(s, row, c.Sum.MayReturn(call.Expr))
		}
	}
	may := c.MayOf(call.Expr)
	switch {
	case c.isExitWrapper(call, may):
		s.via = append(s.via, summary.Local(may.Chain(knowledge.Exits), c.Pkg.Name())...)
	case c.isExitCheck(call, may):
		s.judges = true
		s.via = append(s.via, summary.Local(may.Chain(knowledge.Exits), c.Pkg.Name())...)
	case c.isPanicCheck(call):
		s.judges, s.panics = true, true
		s.via = append(s.via, "panic")
	default:
		return nil
	}
	return []site{s}
}

// known handles rows: os.Exit and log.Fatal; log.Panic, which logs and panics.
func known(s site, row knowledge.Call, mayReturn bool) []site {
	switch {
	case row.Does&knowledge.Exits != 0 && !mayReturn:
		return []site{s}
	case row.Does&knowledge.Panics != 0 && row.Does&knowledge.Reports != 0:
		s.panics = true
		return []site{s}
	}
	return nil
}

// isExitWrapper: a function that always ends the process: it never returns,
// and not because it loops or serves.
func (c *check) isExitWrapper(call *calls.Call, may summary.Effects) bool {
	return may.Has(knowledge.Exits) && !c.Sum.MayReturn(call.Expr) && !may.Has(summary.Loops|summary.Awaits|knowledge.Serves)
}

// isExitCheck: check(err), which ends the process if the error that it is given
// is not nil. Only such a function takes an error, returns nothing and may
// exit; a longer chain would say that it does other things with it first.
func (c *check) isExitCheck(call *calls.Call, may summary.Effects) bool {
	if !may.Has(knowledge.Exits) || len(may.Chain(knowledge.Exits)) > 2 || !takesError(call) {
		return false
	}
	sig, ok := c.Info.TypeOf(call.Expr.Fun).(*types.Signature)
	return ok && sig.Results().Len() == 0 && !may.Has(summary.Loops|summary.Awaits|knowledge.Serves|knowledge.Asks)
}

func takesError(call *calls.Call) bool {
	if call.Fn == nil {
		return false
	}
	params := call.Fn.Signature().Params()
	for i := range params.Len() {
		if syntax.IsError(params.At(i).Type()) {
			return true
		}
	}
	return false
}

// isPanicCheck: must(err) of this package, which panics with its own parameter.
func (c *check) isPanicCheck(call *calls.Call) bool {
	if !takesError(call) {
		return false
	}
	f := c.Graph.Decl(call.Fn)
	if f == nil || len(f.Body.List) > 3 {
		return false
	}
	for _, p := range f.Panics {
		if v := c.errorIn(p.Args); v != nil && f.Param(v) >= 0 {
			return true
		}
	}
	return false
}

func (c *check) nameOf(call *calls.Call) string {
	if call.Fn != nil {
		return syntax.NameOf(call.Fn, c.Pkg)
	}
	return syntax.ExprName(call.Expr.Fun)
}
