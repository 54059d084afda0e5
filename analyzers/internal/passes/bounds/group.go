package bounds

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// GroupOf returns the group, pool or wait group whose method starts a goroutine,
// as written and as a variable: g for g.Go(f).
func (b *Bounds) GroupOf(c *calls.Call) (ast.Expr, *types.Var) {
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok || c.Fn == nil || c.Fn.Signature().Recv() == nil {
		return nil, nil
	}
	return sel.X, syntax.VarOf(b.Info, sel.X)
}

// hasGroupLimit: g.SetLimit(n) before g.Go, for the same g; a pool that is made
// with a limit. What holds of a group that comes from elsewhere is not known, and
// taken for a limit.
func (b *Bounds) hasGroupLimit(c *calls.Call) bool {
	expr, group := b.GroupOf(c)
	if expr == nil || len(b.Table.Runs(c.Fn)) == 0 {
		return false
	}
	if row, ok := b.Table.Call(c.Fn); ok && row.Does&knowledge.Limits != 0 {
		return true
	}
	if !b.canLimit(c.Fn) {
		return false
	}
	if group == nil {
		return true // made by a call
	}
	return b.isGroupLimited(group, c, maxDepth)
}

// canLimit reports whether the type of a group has a method that limits it.
func (b *Bounds) canLimit(method *types.Func) bool {
	named := syntax.NamedOf(method.Signature().Recv().Type())
	if named == nil {
		return false
	}
	t, ok := named.Type().(*types.Named)
	if !ok {
		return false
	}
	for i := range t.NumMethods() {
		if row, ok := b.Table.Call(t.Method(i)); ok && row.Does&knowledge.Limits != 0 {
			return true
		}
	}
	return false
}

func (b *Bounds) isGroupLimited(group *types.Var, c *calls.Call, depth int) bool {
	if depth == 0 || b.isSetOn(group, c) {
		return true
	}
	if owner := b.Graph.Owner(group); owner != nil {
		return b.isPassedLimited(owner, group, depth)
	}
	vals := b.valuesOf(group)
	for _, val := range vals {
		if call, ok := ast.Unparen(val.expr).(*ast.CallExpr); ok && b.isLimitedMake(call) {
			return true
		}
		if v := syntax.VarOf(b.Info, val.expr); v != nil && v != group && b.isGroupLimited(v, nil, depth-1) {
			return true
		}
	}
	return false
}

// isPassedLimited: the callers' groups are limited, or not known.
func (b *Bounds) isPassedLimited(owner *calls.Func, group *types.Var, depth int) bool {
	i := owner.Param(group)
	for _, u := range b.UsesInCode(owner) {
		if u.Arg != calls.Callee || i < 0 || i >= len(u.Call.Expr.Args) {
			return true
		}
		arg := ast.Unparen(u.Call.Expr.Args[i])
		if ref, ok := arg.(*ast.UnaryExpr); ok {
			arg = ref.X
		}
		if v := syntax.VarOf(b.Info, arg); v != nil && !b.isGroupLimited(v, nil, depth-1) {
			return false
		}
	}
	return true
}

// isSetOn looks for group.SetLimit(n): before c, where both are in one function.
func (b *Bounds) isSetOn(group *types.Var, c *calls.Call) bool {
	for _, f := range b.Graph.Funcs {
		for _, set := range f.Calls {
			expr, v := b.GroupOf(set)
			if expr == nil || v != group || !b.isLimiting(set.Expr) {
				continue
			}
			if c == nil || set.Func != c.Func || set.Expr.Pos() < c.Expr.Pos() {
				return true
			}
		}
	}
	return false
}

// isLimiting: SetLimit(n), WithMaxGoroutines(n), but not SetLimit(-1).
func (b *Bounds) isLimiting(call *ast.CallExpr) bool {
	fn := syntax.Callee(b.Info, call)
	if fn == nil {
		return false
	}
	row, ok := b.Table.Call(fn)
	if !ok || row.Does&knowledge.Limits == 0 {
		return false
	}
	for _, arg := range call.Args {
		if n, ok := syntax.ConstInt(b.Info, arg); ok && n < 0 {
			return false
		}
	}
	return true
}

// isLimitedMake: pool.New().WithMaxGoroutines(8).WithErrors(), newLimitedGroup(8).
func (b *Bounds) isLimitedMake(call *ast.CallExpr) bool {
	for {
		if b.isLimiting(call) || b.MayOf(call).Has(knowledge.Limits) {
			return true
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		if call, ok = ast.Unparen(sel.X).(*ast.CallExpr); !ok {
			return false
		}
	}
}

// isLimitedSpawner reports whether a function that is not known by a row starts
// its argument under a limit, or puts it into a queue for somebody else.
func (b *Bounds) isLimitedSpawner(c *calls.Call) bool {
	if c.Mode == calls.Go || c.Fn == nil || len(b.Table.Runs(c.Fn)) > 0 {
		return false
	}
	if saysLimit(c.Fn) {
		return true
	}
	if body := b.Graph.Decl(c.Fn); body != nil {
		return b.takesSlot(body, 2) || !b.Sum.Of(body).May.Has(summary.Starts) || b.comparesCount(body)
	}
	may := b.Sum.OfFunc(c.Fn).May
	return may.Has(knowledge.Limits) || !may.Has(summary.Starts)
}

// comparesCount: a spawner that looks at how many it has started.
func (b *Bounds) comparesCount(f *calls.Func) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		cond, ok := n.(*ast.BinaryExpr)
		found = found || ok && b.isCount(cond)
		return !found
	})
	return found
}

// TakesInside reports whether what is started takes its slot itself: that bounds
// the work, not the goroutines. It returns the place.
func (b *Bounds) TakesInside(bodies []*calls.Func) ast.Node {
	for _, f := range bodies {
		if f == nil {
			continue
		}
		if n := b.takenBy(f); n != nil {
			return n
		}
	}
	return nil
}

func (b *Bounds) takenBy(f *calls.Func) ast.Node {
	back := b.givenBack([]*calls.Func{f})
	for _, op := range f.Ops {
		if v := syntax.VarOf(b.Info, op.Chan); op.Kind == calls.Send && op.Loop == nil && v != nil && b.isReceivedIn(v, f) {
			return op.Node
		}
	}
	for _, sel := range f.Selects {
		for _, c := range sel.Body.List {
			clause := c.(*ast.CommClause)
			if ch, send := syntax.CommChannel(clause); send && back[syntax.VarOf(b.Info, ch)] {
				return clause
			}
		}
	}
	for _, c := range f.Calls {
		if c.Mode == calls.Plain && c.Loop == nil && c.Fn != nil && b.IsAcquire(c.Expr) {
			return c.Expr
		}
	}
	return nil
}

func (b *Bounds) isReceivedIn(v *types.Var, f *calls.Func) bool {
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && syntax.VarOf(b.Info, op.Chan) == v {
			return true
		}
	}
	for _, lit := range f.Lits {
		if b.isReceivedIn(v, lit) {
			return true
		}
	}
	return false
}
