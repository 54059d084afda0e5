package stopwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// serving returns the variable of the server in a call such as srv.Serve(ln),
// which goes on until the server is shut down; nil for any other call.
func (c *check) serving(call *calls.Call) *types.Var {
	if call.Fn == nil || call.Fn.Signature().Recv() == nil {
		return nil
	}
	row, ok := c.Table.Call(call.Fn)
	sel, isSel := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || !isSel || row.Does&knowledge.Serves == 0 || takesContext(call) {
		return nil // what is given a context ends with it
	}
	return syntax.VarOf(c.Info, sel.X)
}

// servers reports a server in a field of an owner that runs in the background and
// that the stop path does not shut down.
func (c *check) servers(o *owner) {
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			srv := c.serving(call)
			if srv == nil || !o.field(srv) || c.isTest(f) || c.isEnded(srv) || !c.hasStopMethod(srv.Type()) {
				continue
			}
			c.at(o.stops[0], report.Finding{
				Sub:     "server",
				Message: o.stopName() + " leaves the server running: nothing shuts " + srv.Name() + " down; call its Shutdown or Close here",
				Related: []report.Related{{Pos: call.Expr.Pos(), End: call.Expr.End(), Message: "it serves here"}},
			})
			return
		}
	}
}

func (c *check) hasStopMethod(t types.Type) bool {
	for _, name := range []string{"Shutdown", "Close", "Stop", "GracefulStop"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// isEnded: some call of the package stops the server in the variable, or it is
// handed on to somebody who may.
func (c *check) isEnded(srv *types.Var) bool {
	for _, f := range c.Graph.Funcs {
		if c.isTest(f) {
			continue
		}
		for _, call := range f.Calls {
			if c.endsServer(call, srv) {
				return true
			}
		}
	}
	return c.isHandedOn(srv)
}

func (c *check) endsServer(call *calls.Call, srv *types.Var) bool {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || syntax.VarOf(c.Info, sel.X) != srv {
		return false
	}
	switch sel.Sel.Name {
	case "Shutdown", "ShutdownWithContext", "ShutdownWithTimeout", "Close", "Stop", "GracefulStop":
		return true
	}
	return false
}

// isHandedOn: the server is an argument, a result, or assigned to something else.
func (c *check) isHandedOn(srv *types.Var) bool {
	found := false
	is := func(e ast.Expr) bool {
		if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
			e = u.X
		}
		return syntax.VarOf(c.Info, e) == srv
	}
	for _, f := range c.Graph.Funcs {
		inspectOwn(f, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.CallExpr:
				for _, arg := range n.Args {
					found = found || is(arg)
					if sel, ok := ast.Unparen(arg).(*ast.SelectorExpr); ok && c.Info.Selections[sel] != nil {
						found = found || syntax.VarOf(c.Info, sel.X) == srv && syntax.IsFunc(c.Info.TypeOf(sel)) // hooks.Add(srv.Close)
					}
				}
			case *ast.ReturnStmt:
				for _, result := range n.Results {
					found = found || is(result)
				}
			case *ast.AssignStmt:
				for _, value := range n.Rhs {
					found = found || is(value)
				}
			case *ast.KeyValueExpr:
				found = found || is(n.Value)
			}
		})
	}
	return found
}

// shutdown reports a function that serves and returns as soon as another goroutine
// begins the shutdown: Serve returns then, while Shutdown still waits for the
// requests under way.
func (c *check) shutdown(f *calls.Func) {
	for _, call := range f.Calls {
		srv := c.serving(call)
		if srv == nil || call.Mode != calls.Plain || srv.IsField() || c.waitsAfter(f, call.Expr.End()) {
			continue
		}
		for _, lit := range f.Lits {
			if !c.isStarted(lit) {
				continue
			}
			for _, end := range lit.Calls {
				sel, ok := ast.Unparen(end.Expr.Fun).(*ast.SelectorExpr)
				if ok && c.endsServer(end, srv) && sel.Sel.Name != "Close" && sel.Sel.Name != "Stop" {
					c.Report(report.Finding{
						Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "server",
						Message: f.Outer().Name() + " returns before the requests under way are done: " + syntax.ExprName(call.Expr.Fun) + " returns as soon as the shutdown begins; wait for the goroutine that calls " + sel.Sel.Name,
						Related: []report.Related{{Pos: end.Expr.Pos(), End: end.Expr.End(), Message: "the shutdown, in a goroutine that nobody waits for"}},
					})
					return
				}
			}
		}
	}
}

func (c *check) isStarted(f *calls.Func) bool {
	for _, u := range c.Graph.Uses(f) {
		if u.Call.Mode == calls.Go && u.Arg == calls.Callee {
			return true
		}
	}
	return false
}

// waitsAfter: the function, or what it defers, waits for something behind pos.
func (c *check) waitsAfter(f *calls.Func, pos token.Pos) bool {
	for _, op := range f.Ops {
		if op.Node.Pos() > pos && (op.Kind == calls.Receive || op.Kind == calls.Range) {
			return true
		}
	}
	for _, sel := range f.Selects {
		if sel.Pos() > pos {
			return true
		}
	}
	for _, call := range f.Calls {
		late := call.Expr.Pos() > pos || call.Mode == calls.Defer
		if late && call.Mode != calls.Go && (c.MayOf(call.Expr).Has(knowledge.Joins|knowledge.Receives) || call.Fn != nil && isWaitName(call.Fn.Name())) {
			return true
		}
	}
	for _, lit := range f.Lits {
		if c.isDeferred(lit) && c.waitsAfter(lit, lit.Pos()) {
			return true
		}
	}
	return false
}

func (c *check) isDeferred(lit *calls.Func) bool {
	for _, u := range c.Graph.Uses(lit) {
		if u.Call.Mode == calls.Defer {
			return true
		}
	}
	return false
}

// abandoned reports a function that serves in a goroutine, waits for the stop, and
// returns without shutting the server down.
func (c *check) abandoned(f *calls.Func) {
	for _, call := range f.Calls {
		if call.Mode != calls.Go {
			continue
		}
		at, srv := c.servedIn(call)
		if srv == nil || srv.IsField() || !syntax.Contains(f.Body, srv.Pos()) || c.isEnded(srv) || !c.awaits(f, call) || !c.hasStopMethod(srv.Type()) {
			continue
		}
		c.Report(report.Finding{
			Pos: at.Expr.Pos(), End: at.Expr.End(), Sub: "server",
			Message: "the requests under way are cut off when " + f.Outer().Name() + " returns: nothing shuts " + srv.Name() + " down; call its Shutdown when told to stop",
		})
	}
}

// servedIn finds the serving call in go srv.Serve(ln), go func() { srv.Serve(ln) }().
func (c *check) servedIn(call *calls.Call) (*calls.Call, *types.Var) {
	if srv := c.serving(call); srv != nil {
		return call, srv
	}
	for _, body := range c.Graph.Bodies(call) {
		if body.Lit == nil {
			continue
		}
		for _, inner := range body.Calls {
			if srv := c.serving(inner); srv != nil && inner.Mode == calls.Plain {
				return inner, srv
			}
		}
	}
	return nil, nil
}

// awaits: the function goes on to wait for the stop signal.
func (c *check) awaits(f *calls.Func, start *calls.Call) bool {
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && op.Node.Pos() > start.Expr.End() && (c.Sum.IsDone(op.Chan) || c.isSignals(op.Chan)) {
			return true
		}
	}
	return false
}

// isSignals: a channel of os.Signal.
func (c *check) isSignals(ch ast.Expr) bool {
	t, ok := c.Info.TypeOf(ch).Underlying().(*types.Chan)
	return ok && syntax.IsNamed(t.Elem(), "os", "Signal")
}
