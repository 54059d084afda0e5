package stopwait

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// cancels reports a cancel function that is kept in a field and never used: what
// hears its context cannot be stopped.
func (c *check) cancels(o *owner) (reported bool) {
	st, ok := o.name.Type().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		field := st.Field(i)
		if !syntax.IsCancelFunc(field.Type()) {
			continue
		}
		if set := c.setOnly(field); set != nil {
			reported = true
			c.at(o.stops[0], report.Finding{
				Sub:     "cancel",
				Message: o.stopName() + " does not stop what was started: nothing calls " + field.Name() + ", and its context stays alive; call it in " + o.stops[0].Obj.Name(),
				Related: []report.Related{{Pos: set.Pos(), End: set.End(), Message: "the cancel function is kept here"}},
			})
		}
	}
	return reported
}

// setOnly returns where a field is set, if nothing ever reads it.
func (c *check) setOnly(field *types.Var) ast.Node {
	if field.Exported() {
		return nil // others may call it
	}
	var set ast.Node
	writes := make(map[*ast.Ident]bool)
	for _, f := range c.Graph.Funcs {
		inspectOwn(f, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok && syntax.VarOf(c.Info, sel) == field {
						writes[sel.Sel], set = true, n
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && syntax.VarOf(c.Info, key) == field {
					writes[key], set = true, n
				}
			}
		})
	}
	for id, obj := range c.Info.Uses {
		if v, ok := obj.(*types.Var); ok && v.Origin() == field && !writes[id] {
			return nil
		}
	}
	return set
}

// empty reports a stop method that does nothing although something was started,
// or opened and kept.
func (c *check) empty(o *owner) {
	stop := o.stops[0]
	if len(o.stops) > 1 || !c.isIdle(stop) {
		return
	}
	for _, a := range o.started {
		if !c.endsWithGiven(a) && !c.isHeard(a) {
			c.at(stop, report.Finding{
				Sub:     "empty",
				Message: stop.Name() + " does nothing: " + a.Name() + " goes on after it; stop it here, and wait for it",
				Related: []report.Related{{Pos: a.Pos, End: a.End, Message: "it is started here"}},
			})
			return
		}
	}
	if opened := c.opened(o); opened != nil {
		c.at(stop, report.Finding{
			Sub:     "empty",
			Message: stop.Name() + " does nothing: what " + c.nameOf(opened) + " opened stays open, with each start anew; close it here",
			Related: []report.Related{{Pos: opened.Expr.Pos(), End: opened.Expr.End(), Message: "it is opened here"}},
		})
	}
}

// isIdle: the body is empty, or only logs and returns.
func (c *check) isIdle(stop *calls.Func) bool {
	for _, stmt := range stop.Body.List {
		switch stmt := stmt.(type) {
		case *ast.ReturnStmt:
			for _, result := range stmt.Results {
				if !c.Info.Types[result].IsNil() {
					return false
				}
			}
		case *ast.ExprStmt:
			call, ok := stmt.X.(*ast.CallExpr)
			if !ok || !c.onlyReports(call) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (c *check) onlyReports(call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	if fn == nil {
		return false
	}
	row, ok := c.Table.Call(fn)
	return ok && row.Does&knowledge.Reports != 0
}

// endsWithGiven: it hears a context that the function was given which starts it.
func (c *check) endsWithGiven(a *services.Activation) bool {
	stop := c.StopOf(a)
	if stop.Var == nil || stop.Kind != services.ByContext && stop.Kind != services.ByPassedOnly {
		return false
	}
	v := stop.Var
	if i := paramOf(a.Body, v); i >= 0 && a.Arg == calls.Callee && i < len(a.Call.Expr.Args) {
		v = syntax.VarOf(c.Info, a.Call.Expr.Args[i])
	}
	for f := a.Call.Func; f != nil && v != nil; f = f.Parent {
		if f.Param(v) >= 0 {
			return !c.isReassigned(f, v)
		}
	}
	return false
}

// isReassigned: ctx, cancel = context.WithCancel(context.WithoutCancel(ctx)).
func (c *check) isReassigned(f *calls.Func, v *types.Var) bool {
	found := false
	inspectOwn(f, func(n ast.Node) {
		if a, ok := n.(*ast.AssignStmt); ok {
			for _, lhs := range a.Lhs {
				found = found || syntax.VarOf(c.Info, lhs) == v
			}
		}
	})
	return found
}

func paramOf(f *calls.Func, v *types.Var) int {
	if f == nil {
		return -2
	}
	return f.Param(v)
}

// isHeard: something else of the package closes what it hears.
func (c *check) isHeard(a *services.Activation) bool {
	stop := c.StopOf(a)
	if stop.Var == nil || !syntax.IsChan(stop.Var.Type()) {
		return false
	}
	for _, u := range c.Channels().Uses(c.Channels().Root(stop.Var)) {
		if u.Kind == calls.Close || u.Kind == calls.Send {
			return true
		}
	}
	return false
}

// opened returns a call in a start method whose result has to be closed and is
// kept, while nothing of the package closes one of its kind.
func (c *check) opened(o *owner) *calls.Call {
	for _, f := range o.others {
		if f.Sig.Recv() == nil || !isStartName(f.Obj.Name()) {
			continue
		}
		for _, call := range f.Calls {
			if call.Fn == nil || call.Mode != calls.Plain {
				continue
			}
			if v := c.keptResult(f, call); v != nil && c.hasEnd(v.Type()) && !c.endsKind(v.Type()) {
				return call
			}
		}
	}
	return nil
}

func isStartName(name string) bool {
	return strings.HasPrefix(name, "Start") || name == "Connect" || name == "Open" || name == "OnStart" || name == "start"
}

// keptResult returns the variable or field of x, err := open() whose value goes
// into a field or a composite literal of f.
func (c *check) keptResult(f *calls.Func, call *calls.Call) *types.Var {
	var v *types.Var
	inspectOwn(f, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 2 && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == ast.Expr(call.Expr) && syntax.IsError(c.Info.TypeOf(a.Lhs[1])) {
			v = syntax.VarOf(c.Info, a.Lhs[0])
		}
	})
	if v == nil || v.IsField() {
		return v
	}
	kept := false
	inspectOwn(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				to := syntax.VarOf(c.Info, lhs)
				kept = kept || to != nil && to.IsField() && i < len(n.Rhs) && syntax.VarOf(c.Info, n.Rhs[i]) == v
			}
		case *ast.KeyValueExpr:
			kept = kept || syntax.VarOf(c.Info, n.Value) == v
		}
	})
	if !kept {
		return nil
	}
	return v
}

// ends lists the methods that give back what a value holds.
var ends = []string{"Close", "Disconnect", "Shutdown", "Stop", "Unsubscribe"}

func (c *check) hasEnd(t types.Type) bool {
	for _, name := range ends {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// endsKind: some call of the package ends a value of the type.
func (c *check) endsKind(t types.Type) bool {
	name := syntax.NamedOf(t)
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if ok && isEnd(sel.Sel.Name) && syntax.NamedOf(c.Info.TypeOf(sel.X)) == name && !c.isTest(f) {
				return true
			}
		}
	}
	return false
}

func isEnd(name string) bool {
	for _, end := range ends {
		if name == end {
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
