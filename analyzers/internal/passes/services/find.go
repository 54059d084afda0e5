package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// find lists the activations that the package's code starts.
func (s *Services) find() {
	for _, f := range s.Graph.Funcs {
		for _, c := range f.Calls {
			if c.Mode == calls.Go {
				s.addGo(c)
			} else {
				s.addSpawned(c)
			}
		}
	}
	s.findFields()
}

func (s *Services) addGo(c *calls.Call) {
	a := &Activation{Pos: c.Stmt.Pos(), End: c.Stmt.End(), How: GoStmt, Call: c, Arg: calls.Callee, Fn: c.Fn}
	a.Joined = s.Sum.IsJoined(c)
	bodies := s.Graph.Bodies(c)
	if len(bodies) == 0 {
		s.add(a, nil)
	}
	for i, body := range bodies {
		each := *a
		if i > 0 {
			each.Fn = body.Obj // further implementations of an interface method
		}
		s.add(&each, body)
	}
	// go spawn(work): the goroutine may do nothing but run its argument.
	for i, arg := range c.Expr.Args {
		if syntax.IsFunc(s.Info.TypeOf(arg)) && s.Sum.UseOf(c, i)&summary.Runs != 0 {
			for _, body := range s.Graph.ValueBodies(arg) {
				inner := *a
				inner.Arg, inner.How, inner.Via = i, Spawner, s.nameOf(c)
				s.add(&inner, body)
			}
		}
	}
}

func (s *Services) add(a *Activation, body *calls.Func) {
	a.Body = body
	s.Found = append(s.Found, a)
	if body != nil {
		s.started[body] = append(s.started[body], a)
	}
	if a.Call != nil {
		s.byCall[a.Call] = append(s.byCall[a.Call], a)
	}
}

// addSpawned looks for arguments that the callee runs in a goroutine or keeps
// to run them later, and for callees that start something themselves.
func (s *Services) addSpawned(c *calls.Call) {
	found := false
	var rows []knowledge.Run
	if c.Fn != nil && len(c.Expr.Args) > 0 {
		rows = s.Table.Runs(c.Fn)
	}
	for i, arg := range c.Expr.Args {
		if len(rows) > 0 || syntax.IsFunc(s.Info.TypeOf(arg)) {
			found = s.addArg(c, i, arg, rows) || found
		}
	}
	if i, ok := s.hosts(c); ok && !found {
		s.Found = append(s.Found, &Activation{Pos: c.Expr.Pos(), End: c.Expr.End(), How: Starter, Via: s.nameOf(c), Call: c, Arg: i, Fn: c.Fn})
		return
	}
	if !found && c.Fn != nil && c.Mode == calls.Plain && s.startsItself(c) {
		a := &Activation{Pos: c.Expr.Pos(), End: c.Expr.End(), How: Starter, Via: s.nameOf(c), Call: c, Arg: calls.Callee, Fn: c.Fn}
		s.Found = append(s.Found, a)
	}
}

// startsItself reports whether a call leaves goroutines behind, by a function
// that says so by its name, or in another package by one that holds the go
// statement itself. That some function far below starts a goroutine at times is
// no news.
func (s *Services) startsItself(c *calls.Call) bool {
	if row, ok := s.Table.Call(c.Fn); ok {
		return row.Does&knowledge.Serves != 0
	}
	for _, body := range s.Graph.Bodies(c) {
		if s.Sum.Of(body).May.Has(summary.Starts) && IsLauncher(c.Fn.Name()) {
			return true
		}
	}
	if s.Graph.Decl(c.Fn) != nil {
		return false
	}
	may := s.Sum.OfFunc(c.Fn).May
	return may.Has(summary.Starts) && (IsLauncher(c.Fn.Name()) || len(may.Chain(summary.Starts)) <= 1)
}

func (s *Services) addArg(c *calls.Call, i int, arg ast.Expr, rows []knowledge.Run) bool {
	row := rowOf(rows, c, i)
	if row == nil && s.isKept(c, i) {
		a := &Activation{Pos: c.Expr.Pos(), End: c.Expr.End(), How: Kept, Via: s.nameOf(c), Call: c, Arg: i, Each: s.eachOf(arg)}
		return s.addValue(a, arg)
	}
	use := s.Sum.UseOf(c, i)
	if row == nil && use&(summary.Async|summary.Runs) == summary.Async|summary.Runs || row != nil && row.Async {
		a := &Activation{Pos: c.Expr.Pos(), End: c.Expr.End(), How: Spawner, Via: s.nameOf(c), Call: c, Arg: i, Row: row}
		a.Joined = s.Sum.IsJoined(c)
		if row != nil && row.Life != knowledge.Unknown {
			a.How = Callback
		}
		return s.addValue(a, arg)
	}
	if row != nil && row.Life >= knowledge.Request {
		a := &Activation{Pos: c.Expr.Pos(), End: c.Expr.End(), How: Callback, Via: s.nameOf(c), Call: c, Arg: i, Row: row}
		return s.addValue(a, arg)
	}
	return false
}

// rowOf returns the knowledge on argument i of a call; the last parameter of a
// variadic function stands for all further arguments.
func rowOf(rows []knowledge.Run, c *calls.Call, i int) *knowledge.Run {
	if len(rows) == 0 {
		return nil
	}
	sig := c.Fn.Signature()
	if last := sig.Params().Len() - 1; sig.Variadic() && i > last {
		i = last
	}
	for _, row := range rows {
		if row.Arg == i {
			return &row
		}
	}
	return nil
}

// addValue adds an activation of a function value, or of the method that a
// framework runs on an interface value.
func (s *Services) addValue(a *Activation, value ast.Expr) bool {
	if a.Row != nil && a.Row.Method != "" {
		a.Fn = methodOf(s.Info.TypeOf(value), a.Row.Method, s.Pkg)
		if a.Fn == nil || s.isFrameworks(a, value) {
			return false
		}
		s.add(a, s.Graph.Decl(a.Fn))
		return true
	}
	if !syntax.IsFunc(s.Info.TypeOf(value)) {
		return false
	}
	a.Fn = s.Graph.NamedFunc(value)
	bodies := s.Graph.ValueBodies(value)
	if len(bodies) == 0 {
		bodies = s.wrapped(value)
	}
	if len(bodies) == 0 {
		s.add(a, nil)
	}
	for _, body := range bodies {
		each := *a
		s.add(&each, body)
	}
	return true
}

// wrapped handles g.Go(safe.Func(log, s.run)): the functions handed to a call
// whose result is what runs.
func (s *Services) wrapped(value ast.Expr) []*calls.Func {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		return nil
	}
	var out []*calls.Func
	for _, arg := range call.Args {
		if syntax.IsFunc(s.Info.TypeOf(arg)) {
			out = append(out, s.Graph.ValueBodies(arg)...)
		}
	}
	return out
}

func methodOf(t types.Type, name string, pkg *types.Package) *types.Func {
	if t == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, name)
	fn, _ := obj.(*types.Func)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

// isFrameworks: a value of the framework's own types is the framework's business
// (a counter handed to the registry of its library).
func (s *Services) isFrameworks(a *Activation, value ast.Expr) bool {
	if a.Call == nil || a.Call.Fn == nil || syntax.IsInterface(s.Info.TypeOf(value)) {
		return false
	}
	return a.Fn.Pkg() == a.Call.Fn.Pkg() && a.Fn.Pkg() != s.Pkg
}

// findFields lists functions put into fields that a framework runs:
// fx.Hook{OnStart: ...}, http.Server{Handler: ...}.
func (s *Services) findFields() {
	for _, v := range s.Graph.HeldFields() {
		owner := s.ownerOf(v)
		if owner == nil {
			continue
		}
		row, ok := s.Table.FieldRuns(owner, v.Name())
		if !ok {
			continue
		}
		for _, value := range s.Graph.Values(v) {
			a := &Activation{Pos: value.Pos(), End: value.End(), How: Callback, Via: owner.Name() + "." + v.Name(), Arg: knowledge.Field, Row: &row}
			s.addValue(a, value)
		}
	}
}

// ownerOf finds the named struct type that declares an exported field of
// another package.
func (s *Services) ownerOf(field *types.Var) *types.TypeName {
	if field.Pkg() == nil || !s.Table.Knows(field.Pkg().Path()) {
		return nil
	}
	scope := field.Pkg().Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for i := range st.NumFields() {
			if st.Field(i) == field {
				return tn
			}
		}
	}
	return nil
}

func (s *Services) nameOf(c *calls.Call) string {
	if c.Fn != nil {
		return syntax.NameOf(c.Fn, s.Pkg)
	}
	return syntax.ExprName(c.Expr.Fun)
}
