package services

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Ending says how a context may end.
type Ending uint8

const (
	Cancelled Ending = 1 << iota // somebody calls its cancel function
	Expires                      // its deadline passes
	Anyhow    = Cancelled | Expires
)

// Contexts follows the context variables and fields of a package to where they
// come from. It is a may-analysis: what comes from outside may end anyhow.
type Contexts struct {
	s      *Services
	from   map[*types.Var][]ast.Expr
	params map[*types.Var]param
	busy   map[*types.Var]bool
}

type param struct {
	f *calls.Func
	i int
}

// NewContexts reads all assignments to contexts of the package.
func NewContexts(s *Services) *Contexts {
	c := &Contexts{s: s, from: make(map[*types.Var][]ast.Expr), params: make(map[*types.Var]param), busy: make(map[*types.Var]bool)}
	for _, f := range s.Graph.Funcs {
		c.addParams(f)
		if f.Parent == nil {
			ast.Inspect(f.Body, c.read) // literals are inside
		}
	}
	return c
}

func (c *Contexts) addParams(f *calls.Func) {
	if f.Sig == nil {
		return
	}
	for i := range f.Sig.Params().Len() {
		if v := f.Sig.Params().At(i); syntax.IsContext(v.Type()) {
			c.params[v] = param{f, i}
		}
	}
}

func (c *Contexts) read(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			c.add(syntax.VarOf(c.s.Info, lhs), n.Rhs, i)
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			c.add(syntax.VarOf(c.s.Info, name), n.Values, i)
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			v, _ := c.s.Info.Uses[key].(*types.Var)
			if v != nil && v.IsField() {
				c.add(v.Origin(), []ast.Expr{n.Value}, 0)
			}
		}
	}
	return true
}

func (c *Contexts) add(v *types.Var, values []ast.Expr, i int) {
	if v == nil || !syntax.IsContext(v.Type()) || len(values) == 0 {
		return
	}
	if i >= len(values) {
		i = 0 // ctx, cancel := ...
	}
	c.from[v] = append(c.from[v], values[i])
}

// Ends says how the context in a variable or field may end.
func (c *Contexts) Ends(v *types.Var) Ending {
	if v == nil {
		return Anyhow
	}
	if c.busy[v] {
		return 0 // ctx = context.WithValue(ctx, ...): the other assignments decide
	}
	c.busy[v] = true
	defer delete(c.busy, v)
	p, isParam := c.params[v]
	if !isParam && len(c.from[v]) == 0 {
		return Anyhow
	}
	var all Ending
	if isParam {
		all = c.endsOfParam(p)
	}
	for _, value := range c.from[v] {
		all |= c.endsOf(value)
	}
	return all
}

// endsOfParam joins what the callers pass, where all of them are here to see.
func (c *Contexts) endsOfParam(p param) Ending {
	uses := c.s.Graph.Uses(p.f)
	if len(uses) == 0 || p.f.Obj != nil && p.f.Obj.Exported() && c.s.Pkg.Name() != "main" {
		return Anyhow
	}
	var all Ending
	for _, u := range uses {
		if u.Arg != calls.Callee || p.i >= len(u.Call.Expr.Args) {
			return Anyhow
		}
		all |= c.endsOf(u.Call.Expr.Args[p.i])
	}
	return all
}

func (c *Contexts) endsOf(value ast.Expr) Ending {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		if v := syntax.VarOf(c.s.Info, value); v != nil {
			return c.Ends(v)
		}
		return Anyhow
	}
	own, known := derivation(syntax.Callee(c.s.Info, call))
	for _, arg := range call.Args {
		if syntax.IsContext(c.s.Info.TypeOf(arg)) && (!known || own&detached == 0) {
			return own&^detached | c.endsOf(arg)
		}
	}
	if known {
		return own &^ detached
	}
	return Anyhow
}

// detached marks a context that does not end with its parent.
const detached Ending = 1 << 7

// derivation says what a function adds to the context that it is given.
func derivation(fn *types.Func) (own Ending, known bool) {
	if fn == nil || fn.Pkg() == nil {
		return 0, false
	}
	switch fn.Pkg().Path() + "." + fn.Name() {
	case "context.Background", "context.TODO", "context.WithoutCancel":
		return detached, true
	case "context.WithValue":
		return 0, true
	case "context.WithCancel", "context.WithCancelCause", "os/signal.NotifyContext", "golang.org/x/sync/errgroup.WithContext":
		return Cancelled, true
	case "context.WithTimeout", "context.WithTimeoutCause", "context.WithDeadline", "context.WithDeadlineCause":
		return Anyhow, true
	}
	return 0, false
}

// Derived returns how v was made from another context within the text that
// spans from start to end, and from which; 0 when it was not.
func (c *Contexts) Derived(v *types.Var, start, end token.Pos) (own Ending, parent ast.Expr) {
	for _, value := range c.from[v] {
		call, ok := ast.Unparen(value).(*ast.CallExpr)
		if !ok || call.Pos() < start || call.Pos() > end {
			continue
		}
		if own, known := derivation(syntax.Callee(c.s.Info, call)); known && own&^detached != 0 && len(call.Args) > 0 {
			return own, call.Args[0]
		}
	}
	return 0, nil
}
