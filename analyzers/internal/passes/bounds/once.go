package bounds

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// IsOnce reports whether something sees to it that a call is made for one at a time:
// a condition on a flag, timer or entry that is set before the goroutine starts,
// or sync.Once.
func (b *Bounds) IsOnce(c *calls.Call) bool {
	f := c.Func
	if isOnceDo(c.Fn) || f.Lit != nil && b.isRunOnce(f) {
		return true
	}
	found := false
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if !syntax.Contains(n, c.Expr.Pos()) {
			return false
		}
		if stmt, ok := n.(*ast.IfStmt); ok && syntax.Contains(stmt.Body, c.Expr.Pos()) {
			found = found || b.setsWhatItAsks(stmt)
		}
		return !found
	})
	return found
}

func (b *Bounds) isRunOnce(lit *calls.Func) bool {
	for _, u := range b.UsesInCode(lit) {
		if isOnceDo(u.Call.Fn) {
			return true
		}
	}
	return false
}

func isOnceDo(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && fn.Name() == "Do"
}

// setsWhatItAsks: if !s.running { s.running = true; go ... }, and
// if s.running.CompareAndSwap(false, true) { go ... }.
func (b *Bounds) setsWhatItAsks(stmt *ast.IfStmt) bool {
	asked := make(map[*types.Var]bool)
	swaps := false
	for _, n := range []ast.Node{stmt.Init, stmt.Cond} {
		if n == nil || n == ast.Stmt(nil) {
			continue
		}
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if v, ok := b.Info.Uses[n].(*types.Var); ok && !syntax.IsError(v.Type()) {
					asked[v.Origin()] = true
				}
			case *ast.CallExpr:
				swaps = swaps || b.isSwap(n)
			}
			return true
		})
	}
	return swaps || b.sets(stmt.Body, asked)
}

func (b *Bounds) sets(body *ast.BlockStmt, asked map[*types.Var]bool) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
					lhs = index.X
				}
				found = found || asked[syntax.VarOf(b.Info, lhs)]
			}
		case *ast.CallExpr: // s.running.Store(true), s.running.Add(id)
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && (sel.Sel.Name == "Store" || sel.Sel.Name == "Add") {
				found = found || asked[syntax.VarOf(b.Info, sel.X)]
			}
		}
		return !found
	})
	return found
}

// isSwap: an atomic that only one caller wins, or a map that says whether the key
// is new.
func (b *Bounds) isSwap(call *ast.CallExpr) bool {
	fn := syntax.Callee(b.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sync", "sync/atomic":
		switch fn.Name() {
		case "CompareAndSwap", "Swap", "LoadOrStore", "TryLock", "CompareAndSwapInt32", "CompareAndSwapInt64", "CompareAndSwapUint32", "SwapInt32":
			return true
		}
	}
	return false
}

// IsAlone reports whether a body sees to it itself that only one run of it goes on:
// it begins with a lock that it may not get, an atomic that one wins, or is
// collapsed with the runs that wait for the same thing.
func (b *Bounds) IsAlone(f *calls.Func) bool { return b.isAlone(f, 2) }

func (b *Bounds) isAlone(f *calls.Func, depth int) bool {
	if f == nil || depth == 0 {
		return false
	}
	for _, c := range f.Calls {
		if c.Mode != calls.Plain || c.Loop != nil {
			continue
		}
		if b.isSwap(c.Expr) || isSingleflight(c.Fn) || b.locks(c) || isRefusable(c) {
			return true
		}
		if c.Fn != nil && b.isAlone(b.Graph.Decl(c.Fn), depth-1) {
			return true
		}
	}
	return b.asksFlag(f)
}

func isSingleflight(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Name() == "singleflight"
}

// isRefusable: a call that is named after a lock and says whether it got it. It only
// keeps a check silent.
func isRefusable(c *calls.Call) bool {
	if c.Fn == nil || !strings.Contains(strings.ToLower(c.Fn.Name()), "lock") || strings.Contains(strings.ToLower(c.Fn.Name()), "unlock") {
		return false
	}
	results := c.Fn.Signature().Results()
	if results.Len() == 0 {
		return false
	}
	last := results.At(results.Len() - 1).Type()
	return syntax.IsError(last) || types.Identical(last, types.Typ[types.Bool])
}

// locks: a lock that is held until the end lets in one at a time; the others wait,
// which is another fault than running at once.
func (b *Bounds) locks(c *calls.Call) bool {
	if c.Fn == nil || c.Fn.Pkg() == nil || c.Fn.Pkg().Path() != "sync" || c.Fn.Name() != "Lock" {
		return false
	}
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	lock := syntax.VarOf(b.Info, sel.X)
	for _, d := range c.Func.Calls {
		if d.Mode != calls.Defer || d.Fn == nil || d.Fn.Name() != "Unlock" {
			continue
		}
		if sel, ok := ast.Unparen(d.Expr.Fun).(*ast.SelectorExpr); ok && syntax.VarOf(b.Info, sel.X) == lock {
			return true
		}
	}
	return false
}

// asksFlag: if s.running { return }; s.running = true.
func (b *Bounds) asksFlag(f *calls.Func) bool {
	for _, stmt := range f.Body.List {
		cond, ok := stmt.(*ast.IfStmt)
		if !ok || cond.Else != nil || len(cond.Body.List) == 0 {
			continue
		}
		if _, ok := cond.Body.List[len(cond.Body.List)-1].(*ast.ReturnStmt); !ok {
			continue
		}
		flag := syntax.VarOf(b.Info, negated(cond.Cond))
		if flag != nil && flag.IsField() && b.sets(f.Body, map[*types.Var]bool{flag: true}) {
			return true
		}
	}
	return false
}

func negated(e ast.Expr) ast.Expr {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		return u.X
	}
	return e
}
