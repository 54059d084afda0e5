package stoperror

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ownCtx is the context that tells a loop to stop.
type ownCtx struct {
	name    string // as the loop can write it: ctx, s.ctx
	v       *types.Var
	visible bool // the name means this variable in the loop
}

// ownContext finds the loop's own context: what it hears, what the failed call
// is given or its context is derived from, or what the function is given.
func (c *check) ownContext(l *calls.Loop, call *ast.CallExpr) ownCtx {
	if call != nil {
		for _, arg := range call.Args {
			if own := c.outsideContext(l, arg); own.name != "" {
				return own
			}
		}
	}
	if stop := c.StopOfLoop(l); stop.Var != nil && syntax.IsContext(stop.Var.Type()) && !syntax.Contains(l.Stmt, stop.Var.Pos()) {
		name := strings.TrimSuffix(strings.TrimSuffix(stop.Name, ".Done"), ".Err")
		return ownCtx{name, stop.Var, c.isVisible(l, name, stop.Var)}
	}
	for f := l.Func; f != nil; f = f.Parent {
		if f.Sig == nil {
			continue
		}
		for i := range f.Sig.Params().Len() {
			if v := f.Sig.Params().At(i); syntax.IsContext(v.Type()) && v.Name() != "" && v.Name() != "_" {
				return ownCtx{v.Name(), v, c.isVisible(l, v.Name(), v)}
			}
		}
	}
	return ownCtx{}
}

// outsideContext follows a context argument to one that was there before the
// loop: ctx itself, or what the turn's own context was derived from.
func (c *check) outsideContext(l *calls.Loop, arg ast.Expr) ownCtx {
	for range 4 { // contexts are rarely derived more often in one turn
		v := syntax.VarOf(c.Info, arg)
		if v == nil || !syntax.IsContext(v.Type()) {
			return ownCtx{}
		}
		if v.IsField() || !syntax.Contains(l.Stmt, v.Pos()) {
			name := syntax.ExprName(arg)
			return ownCtx{name, v, c.isVisible(l, name, v)}
		}
		own, parent := c.Contexts().Derived(v, l.Stmt.Pos(), l.Stmt.End())
		if own == 0 {
			return ownCtx{}
		}
		arg = parent
	}
	return ownCtx{}
}

// isVisible: no declaration inside the loop hides the name.
func (c *check) isVisible(l *calls.Loop, name string, v *types.Var) bool {
	if v.IsField() {
		return !strings.ContainsAny(name, "([") // s.ctx, not s.get().ctx
	}
	hidden := false
	ast.Inspect(l.Stmt, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && id.Name == name {
			def, _ := c.Info.Defs[id].(*types.Var)
			hidden = hidden || def != nil && def != v
		}
		return !hidden
	})
	return !hidden
}

func importOf(info *types.Info, id *ast.Ident) (string, bool) {
	name, ok := info.Uses[id].(*types.PkgName)
	if !ok {
		return "", false
	}
	return name.Name(), true
}
