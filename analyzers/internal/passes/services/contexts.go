package services

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Contexts follows the context variables and fields of a package to where they
// come from ([Contexts.Origins]), and says where in a body they have surely ended
// ([Contexts.EndedIn]). It reads the package once, on the first question, and only
// answers after that, so that checks may share it.
type Contexts struct {
	s       *Services
	made    map[*types.Var][]making
	params  map[*types.Var]param
	cancels map[*types.Var][]*types.Var // by cancel function: the contexts that it ends
	names   map[*types.Var][]*types.Var // by variable or field of a function type: what it is also known as
	kids    map[*types.Var][]*types.Var // what is made from a variable, once and for all
	groups  []*Group
	roles   []role
}

// making is one assignment to a context variable or field.
type making struct {
	value ast.Expr
	pos   token.Pos // of the statement
	block ast.Node  // the innermost block around it
}

type param struct {
	f *calls.Func
	i int
}

// Group is a group of goroutines with a context that ends when the first of them
// fails, or when all are done: g, ctx := errgroup.WithContext(parent).
type Group struct {
	Assign *ast.AssignStmt
	Call   *ast.CallExpr
	Var    *types.Var // the group
	Ctx    *types.Var // nil when it is thrown away
	Parent ast.Expr
}

// Contexts returns the contexts of the package.
func (s *Services) Contexts() *Contexts {
	s.contextsOnce.Do(func() { s.contexts = newContexts(s) })
	return s.contexts
}

func newContexts(s *Services) *Contexts {
	c := &Contexts{
		s: s, made: make(map[*types.Var][]making), params: make(map[*types.Var]param),
		cancels: make(map[*types.Var][]*types.Var), names: make(map[*types.Var][]*types.Var), kids: make(map[*types.Var][]*types.Var), roles: s.rolesInSight(),
	}
	for _, f := range s.Graph.Funcs {
		c.addParams(f)
		if f.Parent == nil {
			c.readBody(f) // literals are inside
		}
	}
	c.findKids()
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

func (c *Contexts) readBody(f *calls.Func) {
	var blocks []ast.Node
	var open []bool // for each node around: is it a block
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if n == nil {
			if open[len(open)-1] {
				blocks = blocks[:len(blocks)-1]
			}
			open = open[:len(open)-1]
			return true
		}
		open = append(open, isBlock(n))
		if isBlock(n) {
			blocks = append(blocks, n)
		}
		c.read(n, blocks[len(blocks)-1])
		return true
	})
}

// isBlock: what is declared or assigned inside does not surely happen outside.
func isBlock(n ast.Node) bool {
	switch n.(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
		return true
	}
	return false
}

func (c *Contexts) read(n, block ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		c.readGroup(n)
		for i, lhs := range n.Lhs {
			c.add(syntax.VarOf(c.s.Info, lhs), n.Rhs, i, making{pos: n.Pos(), block: block})
			if len(n.Lhs) == len(n.Rhs) {
				c.readName(syntax.VarOf(c.s.Info, lhs), n.Rhs[i])
			}
		}
		c.readCancel(n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		for i, name := range n.Names {
			c.add(syntax.VarOf(c.s.Info, name), n.Values, i, making{pos: n.Pos(), block: block})
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			v, _ := c.s.Info.Uses[key].(*types.Var)
			if v != nil && v.IsField() {
				c.add(v.Origin(), []ast.Expr{n.Value}, 0, making{pos: n.Pos(), block: block})
				c.readName(v.Origin(), n.Value)
			}
		}
	}
}

func (c *Contexts) add(v *types.Var, values []ast.Expr, i int, m making) {
	if v == nil || !syntax.IsContext(v.Type()) || len(values) == 0 {
		return
	}
	if i >= len(values) {
		i = 0 // ctx, cancel := ...
	}
	m.value = values[i]
	c.made[v] = append(c.made[v], m)
}

// findKids notes the variables that hold what is made from another one, as long as
// that is all they ever hold.
func (c *Contexts) findKids() {
	for v, made := range c.made {
		if len(made) != 1 || v.IsField() || isPackageVar(v) {
			continue
		}
		call, ok := ast.Unparen(made[0].value).(*ast.CallExpr)
		if !ok {
			continue
		}
		own, known := derivation(syntax.Callee(c.s.Info, call))
		if parent := c.localVarOfFirst(call); known && own&detached == 0 && parent != nil && parent != v {
			c.kids[parent] = append(c.kids[parent], v)
		}
	}
	for _, kids := range c.kids {
		slices.SortFunc(kids, func(a, b *types.Var) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
}

func (c *Contexts) localVarOfFirst(call *ast.CallExpr) *types.Var {
	if len(call.Args) == 0 {
		return nil
	}
	return c.localVar(call.Args[0])
}

// readCancel notes which context a cancel function ends: ctx, cancel := ...
func (c *Contexts) readCancel(lhs, rhs []ast.Expr) {
	if len(lhs) != 2 || len(rhs) != 1 {
		return
	}
	ctx, cancel := syntax.VarOf(c.s.Info, lhs[0]), syntax.VarOf(c.s.Info, lhs[1])
	if ctx != nil && cancel != nil && syntax.IsContext(ctx.Type()) && syntax.IsFunc(cancel.Type()) {
		c.cancels[cancel] = append(c.cancels[cancel], ctx)
	}
}

func (c *Contexts) readGroup(a *ast.AssignStmt) {
	if len(a.Lhs) != 2 || len(a.Rhs) != 1 {
		return
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !isGroupContext(syntax.Callee(c.s.Info, call)) {
		return
	}
	g := &Group{Assign: a, Call: call, Parent: call.Args[0], Var: syntax.VarOf(c.s.Info, a.Lhs[0])}
	if !syntax.IsBlank(a.Lhs[1]) {
		g.Ctx = syntax.VarOf(c.s.Info, a.Lhs[1])
	}
	c.groups = append(c.groups, g)
}

func isGroupContext(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "golang.org/x/sync/errgroup" && fn.Name() == "WithContext"
}

// Groups lists the groups with a context of their own, in source order.
func (c *Contexts) Groups() []*Group { return c.groups }

// Ending says how a context may end.
type Ending uint8

const (
	Cancelled Ending = 1 << iota // somebody calls its cancel function
	Expires                      // its deadline passes
	Anyhow    = Cancelled | Expires
)

// Ends says how the context in a variable or field may end. It is a may-analysis:
// what comes from outside may end anyhow.
func (c *Contexts) Ends(v *types.Var) Ending {
	return c.ends(v, make(map[*types.Var]bool))
}

func (c *Contexts) ends(v *types.Var, busy map[*types.Var]bool) Ending {
	if v == nil {
		return Anyhow
	}
	if busy[v] {
		return 0 // ctx = context.WithValue(ctx, ...): the other assignments decide
	}
	busy[v] = true
	defer delete(busy, v)
	p, isParam := c.params[v]
	if !isParam && len(c.made[v]) == 0 {
		return Anyhow
	}
	var all Ending
	if isParam {
		all = c.endsOfParam(p, busy)
	}
	for _, m := range c.made[v] {
		all |= c.endsOf(m.value, busy)
	}
	return all
}

// endsOfParam joins what the callers pass, where all of them are here to see.
func (c *Contexts) endsOfParam(p param, busy map[*types.Var]bool) Ending {
	uses := c.s.Graph.Uses(p.f)
	if len(uses) == 0 || p.f.Obj != nil && p.f.Obj.Exported() && c.s.Pkg.Name() != "main" {
		return Anyhow
	}
	var all Ending
	for _, u := range uses {
		if u.Arg != calls.Callee || p.i >= len(u.Call.Expr.Args) {
			return Anyhow
		}
		all |= c.endsOf(u.Call.Expr.Args[p.i], busy)
	}
	return all
}

func (c *Contexts) endsOf(value ast.Expr, busy map[*types.Var]bool) Ending {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		if v := syntax.VarOf(c.s.Info, value); v != nil {
			return c.ends(v, busy)
		}
		return Anyhow
	}
	own, known := derivation(syntax.Callee(c.s.Info, call))
	for _, arg := range call.Args {
		if syntax.IsContext(c.s.Info.TypeOf(arg)) && (!known || own&detached == 0) {
			return own&^detached | c.endsOf(arg, busy)
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
	for _, m := range c.made[v] {
		call, ok := ast.Unparen(m.value).(*ast.CallExpr)
		if !ok || call.Pos() < start || call.Pos() > end {
			continue
		}
		if own, known := derivation(syntax.Callee(c.s.Info, call)); known && own&^detached != 0 && len(call.Args) > 0 {
			return own, call.Args[0]
		}
	}
	return 0, nil
}

// MadeIn returns the call of a function that made the context in v, or what that
// was made from, within the body of f.
func (c *Contexts) MadeIn(f *calls.Func, v *types.Var, path, name string) (*ast.CallExpr, bool) {
	for depth := 0; v != nil && depth < maxSteps; depth++ {
		made := c.made[v]
		if len(made) != 1 || !syntax.Contains(f.Body, made[0].pos) {
			return nil, false
		}
		call, ok := ast.Unparen(made[0].value).(*ast.CallExpr)
		if !ok {
			return nil, false
		}
		if fn := syntax.Callee(c.s.Info, call); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == path && fn.Name() == name {
			return call, true
		}
		if own, known := derivation(syntax.Callee(c.s.Info, call)); !known || own&detached != 0 {
			return nil, false
		}
		v = c.localVarOfFirst(call)
	}
	return nil, false
}

// SaysEnded reads ctx.Err() != nil.
func (c *Contexts) SaysEnded(cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && b.Op == token.NEQ && c.s.Info.Types[b.Y].IsNil() && c.errOf(b.X) != nil
}
