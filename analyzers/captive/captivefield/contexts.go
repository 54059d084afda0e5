package captivefield

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// context reports a context that is kept and ends before its holder: that of a
// request, one that its function cancels on return, and with -strict the one that a
// constructor was given, if calls that are made later use it.
func (c *check) context(s store) {
	holder, ok := c.holder(s)
	if !ok {
		return
	}
	origin, sure := c.originOf(s)
	if origin == "" || !sure && !c.usesLater(s) {
		return
	}
	finding := report.Finding{
		Pos: s.value.Pos(), End: s.value.End(), Sub: "ctx",
		Message: origin + ", but " + c.keeper(s) + " keeps it for the life of the " + services.LifeName(holder.Life) + ", since " + holder.Why +
			"; take a context in each call, or keep one that the holder cancels itself when it is stopped",
	}
	if holder.Weak || !sure {
		finding.Tier = report.Strict
	}
	if !sure { // the field is the fault, whoever fills it
		finding.Related = []report.Related{{Pos: s.value.Pos(), End: s.value.End(), Message: "kept here"}}
		finding.Pos, finding.End = s.field.Pos(), s.field.Pos()
	}
	c.Report(finding)
}

// originOf says what the context of a store ends with, and whether that is certain.
func (c *check) originOf(s store) (origin string, sure bool) {
	if call, ok := ast.Unparen(s.value).(*ast.CallExpr); ok {
		if c.isRequestContext(call) {
			return "this context ends with its request", true
		}
		return "", false
	}
	if k, ok := c.KindOf(c.Info.TypeOf(s.value)); ok {
		return "this " + k.Noun + " ends with its request", true
	}
	x := syntax.VarOf(c.Info, s.value)
	if x == nil || x.IsField() || syntax.IsGlobal(x) {
		return "", false
	}
	outer := s.f.Outer()
	if cancel := c.cancelledBy(outer, x); cancel != "" {
		return "this context is cancelled when " + outer.Name() + " returns", true
	}
	if outer.Param(x) < 0 {
		return "", false
	}
	if c.RoleOf(outer) == knowledge.Request {
		return "this context ends with the request that " + outer.Name() + " was given", true
	}
	if short, long, weak := c.PlaceOf(outer); !weak && short == knowledge.Request && long == knowledge.Request {
		return "this context ends with the request that " + outer.Name() + " is part of", true
	}
	if isConstructor(outer, s.owner) {
		return "this context was given to " + outer.Name() + ", and its deadline or the end of the start-up may end it", false
	}
	return "", false
}

// isRequestContext: r.Context(), c.Request.Context(), stream.Context()
func (c *check) isRequestContext(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Context" && sel.Sel.Name != "UserContext" || len(call.Args) > 0 {
		return false
	}
	k, ok := c.KindOf(c.Info.TypeOf(sel.X))
	return ok && k.Row.Held == ""
}

// cancelledBy returns how a context of a function is ended before that returns:
// defer cancel(), or cancel().
func (c *check) cancelledBy(f *calls.Func, ctx *types.Var) (how string) {
	cancel := c.cancelOf(f, ctx)
	if cancel == nil || cancel.IsField() {
		return ""
	}
	for _, call := range f.Calls {
		if call.Var == cancel && call.Mode == calls.Defer {
			return "defer"
		}
	}
	return ""
}

// cancelOf returns the variable that is assigned together with ctx.
func (c *check) cancelOf(f *calls.Func, ctx *types.Var) (cancel *types.Var) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 2 && len(a.Rhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == ctx {
			cancel = syntax.VarOf(c.Info, a.Lhs[1])
		}
		return true
	})
	return cancel
}

// isConstructor: New makes the holder, and returns it.
func isConstructor(f *calls.Func, owner *types.TypeName) bool {
	if f.Obj == nil || f.Sig.Recv() != nil || !f.Obj.Exported() || owner == nil {
		return false
	}
	return f.Sig.Results().Len() > 0 && syntax.NamedOf(f.Sig.Results().At(0).Type()) == owner
}

// usesLater: an exported method that is given no context works with the kept one,
// whenever it is called.
func (c *check) usesLater(s store) bool {
	for _, f := range c.Graph.Funcs {
		if f.Obj == nil || !f.Obj.Exported() || f.Sig.Recv() == nil || syntax.NamedOf(f.Sig.Recv().Type()) != s.owner || syntax.ContextParam(f.Sig) >= 0 {
			continue
		}
		if services.IsStopName(f.Obj.Name()) || len(c.Of(f)) > 0 || c.startsWork(f) {
			continue
		}
		if c.handsOn(f, s.field) {
			return true
		}
	}
	return false
}

func (c *check) startsWork(f *calls.Func) bool {
	for _, l := range f.Loops {
		if l.Kind == calls.Endless || l.Kind == calls.Drain {
			return true
		}
	}
	for _, call := range f.Calls {
		if call.Mode == calls.Go {
			return true
		}
	}
	return false
}

// handsOn: a call is given the field, or a local variable that is another name of it.
func (c *check) handsOn(f *calls.Func, field *types.Var) bool {
	names := map[*types.Var]bool{field: true}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i, rhs := range a.Rhs {
				if x := syntax.VarOf(c.Info, a.Lhs[i]); x != nil && names[syntax.VarOf(c.Info, rhs)] {
					names[x] = true
				}
			}
		}
		return true
	})
	for _, call := range f.Calls {
		for _, arg := range call.Expr.Args {
			if x := syntax.VarOf(c.Info, arg); x != nil && names[x] {
				return true
			}
		}
	}
	return false
}

// hidden reports values that are opened with a context which the function cancels,
// and then kept: what reads from them later fails, because they go by that context.
func (c *check) hidden(f *calls.Func) {
	if f.Parent != nil {
		return
	}
	for _, call := range f.Calls {
		ctx := c.cancelledArg(f, call)
		if ctx == nil || call.Mode != calls.Plain || !c.goesByContext(call) {
			continue
		}
		x := resultOf(c.Info, f.Body, call.Expr)
		if x == nil {
			continue
		}
		if field := c.keptIn(f, x); field != nil {
			c.reportHidden(f, call, ctx, field)
		}
	}
}

func (c *check) reportHidden(f *calls.Func, call *calls.Call, ctx, field *types.Var) {
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "ctx",
		Message: "what " + syntax.ExprName(call.Expr.Fun) + " returns goes by the context that it is given, which " + f.Name() + " cancels, but it is kept in " +
			field.Name() + " and used later; open it with a context that lives as long as " + field.Name(),
		Related: []report.Related{{Pos: ctx.Pos(), End: ctx.Pos(), Message: "this context"}},
	})
}

// cancelledArg returns a context among the arguments that this function itself ends.
func (c *check) cancelledArg(f *calls.Func, call *calls.Call) *types.Var {
	for _, arg := range call.Expr.Args {
		if !syntax.IsContext(c.Info.TypeOf(arg)) {
			continue
		}
		ctx := syntax.VarOf(c.Info, arg)
		if ctx == nil || ctx.IsField() {
			return nil
		}
		cancel := c.cancelOf(f, ctx)
		if cancel == nil || cancel.IsField() {
			return nil
		}
		for _, other := range f.Calls {
			if other.Var == cancel && (other.Mode == calls.Defer || other.Expr.Pos() > call.Expr.Pos()) && other.Func == f && !inBranch(f.Body, other.Expr) {
				return ctx
			}
		}
		return nil
	}
	return nil
}

// inBranch: under an if, the cancel may be that of an error only.
func inBranch(body *ast.BlockStmt, n ast.Node) bool {
	for _, stmt := range body.List {
		if syntax.Contains(stmt, n.Pos()) {
			switch stmt.(type) {
			case *ast.ExprStmt, *ast.DeferStmt:
				return false
			}
			return true
		}
	}
	return true
}

// goesByContext: readers that fetch when they are read, sources of tokens, streams,
// rows and transactions. A connection only dials with its context.
func (c *check) goesByContext(call *calls.Call) bool {
	if call.Fn == nil || call.Fn.Signature().Results().Len() == 0 {
		return false
	}
	t := call.Fn.Signature().Results().At(0).Type()
	if has(t, "Token") && call.Fn.Pkg() != nil && call.Fn.Pkg().Path() == "golang.org/x/oauth2" {
		return true
	}
	if row, name := c.Table.ScopedType(t); name != nil {
		return row.Ctx || row.Noun == "transaction" || row.Noun == "result set"
	}
	return has(t, "Read") && !has(t, "Write") && call.Fn.Signature().Results().Len() == 2
}

func has(t types.Type, method string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
	_, ok := obj.(*types.Func)
	return ok
}

// resultOf returns the variable that takes the first result of a call.
func resultOf(info *types.Info, body ast.Node, call *ast.CallExpr) (x *types.Var) {
	ast.Inspect(body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == ast.Expr(call) {
			x = syntax.VarOf(info, a.Lhs[0])
		}
		return x == nil
	})
	return x
}

// keptIn returns the field of the receiver or of a parameter that keeps a value.
func (c *check) keptIn(f *calls.Func, x *types.Var) (field *types.Var) {
	if x.IsField() {
		return x
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, rhs := range a.Rhs {
			if syntax.VarOf(c.Info, rhs) != x {
				continue
			}
			if sel, ok := ast.Unparen(a.Lhs[i]).(*ast.SelectorExpr); ok && f.Param(syntax.VarOf(c.Info, sel.X)) >= -1 {
				field = syntax.VarOf(c.Info, sel)
			}
		}
		return field == nil
	})
	return field
}
