package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// UseOf says what a call does with its argument i; the receiver is -1.
func (s *Summaries) UseOf(c *calls.Call, i int) Use {
	if c.Fn == nil {
		return s.useOfBodies(c, i)
	}
	for _, row := range s.Table.Runs(c.Fn) {
		if row.Arg == i {
			return useOfRow(row)
		}
	}
	if s.Graph.Decl(c.Fn) == nil && !syntax.IsInterfaceMethod(c.Fn) {
		return s.useOfForeign(c, i)
	}
	return s.useOfBodies(c, i)
}

func useOfRow(row knowledge.Run) Use {
	use := Runs
	if row.Async {
		use |= Async
	}
	if row.Each != knowledge.Unknown {
		use |= Repeats
	}
	if row.Panic == knowledge.Recovered {
		use |= Guarded
	}
	if row.Error != knowledge.NoResult && row.Error != knowledge.Dropped {
		use |= Checks
	}
	return use
}

// useOfForeign: functions without a summary that take functions are nearly all
// of the standard library, where what runs later or elsewhere has a row; the
// others call their argument and return.
func (s *Summaries) useOfForeign(c *calls.Call, i int) Use {
	if sum := s.OfFunc(c.Fn); !sum.IsZero() {
		return sum.Arg(paramIndex(c.Fn, i))
	}
	if c.Fn.Pkg() != nil && !isDotted(c.Fn.Pkg().Path()) {
		return Runs
	}
	return 0
}

func (s *Summaries) useOfBodies(c *calls.Call, i int) Use {
	var use Use
	for _, f := range s.Graph.Bodies(c) {
		if f.Sig == nil {
			continue
		}
		use |= s.bodies[f.Index].args[int8(clampParam(f.Sig, i))]
	}
	return use
}

// paramIndex maps an argument to its parameter: all variadic arguments are the
// last one.
func paramIndex(fn *types.Func, i int) int { return clampParam(fn.Signature(), i) }

func clampParam(sig *types.Signature, i int) int {
	if last := sig.Params().Len() - 1; i > last && sig.Variadic() {
		return last
	}
	return i
}

// updateArgs finds out what the function does with its parameters, in its own
// body and in literals inside it.
func (s *Summaries) updateArgs(b *body) bool {
	if b.f.Sig == nil {
		return false
	}
	changed := false
	s.eachNested(b.f, 0, func(f *calls.Func, how Use) {
		for _, t := range s.bodies[f.Index].calls {
			changed = s.useInCall(b, f, t, how) || changed
		}
	})
	return s.useOfFields(b) || changed
}

// eachNested visits a function and the literals in it, with how a literal is
// run as seen from the function: in a goroutine, in a loop, under a recover.
func (s *Summaries) eachNested(f *calls.Func, how Use, visit func(*calls.Func, Use)) {
	if s.own[f.Index].Contains == Recovered {
		how |= Guarded
	}
	visit(f, how)
	for _, lit := range f.Lits {
		s.eachNested(lit, s.howRun(lit, how), visit)
	}
}

// howRun says how a literal runs, given how the function around it does.
func (s *Summaries) howRun(lit *calls.Func, around Use) Use {
	how := around
	for _, u := range s.Graph.Uses(lit) {
		if u.Call.Mode == calls.Go && u.Arg == calls.Callee {
			how = how&^Guarded | Async // a recover of the starter does not reach it
			if s.isJoined(u.Call) {
				how &^= Async
			}
		}
		if u.Arg != calls.Callee {
			use := s.UseOf(u.Call, u.Arg)
			if use&Async != 0 {
				how = how &^ Guarded
			}
			how |= use & (Async | Repeats | Guarded)
		}
		if isServiceLoop(u.Call.Loop) {
			how |= Repeats
		}
	}
	return how
}

func isServiceLoop(l *calls.Loop) bool {
	for ; l != nil; l = l.Outer {
		if l.Kind == calls.Endless || l.Kind == calls.Drain {
			return true
		}
	}
	return false
}

// useInCall notes what one call inside b does with b's parameters.
func (s *Summaries) useInCall(b *body, f *calls.Func, t *target, how Use) bool {
	changed := false
	if i, ok := s.paramRun(b.f, t); ok {
		changed = b.use(i, s.runUse(t, how))
	}
	if i, ok := s.paramEnded(b.f, t); ok {
		changed = b.use(i, Closes) || changed
	}
	for j, arg := range t.Expr.Args {
		i := b.f.Param(syntax.VarOf(s.Graph.Info, ast.Unparen(arg)))
		if i == -2 || isSelector(arg) {
			continue
		}
		passed := s.UseOf(t.Call, j)
		if t.Mode == calls.Go && passed&Runs != 0 {
			passed |= Async
		}
		if passed&Runs != 0 {
			passed |= how & (Async | Repeats | Guarded)
			if isServiceLoop(t.Loop) {
				passed |= Repeats
			}
		}
		changed = b.use(int8(i), passed) || changed
	}
	return changed
}

func isSelector(arg ast.Expr) bool {
	_, ok := ast.Unparen(arg).(*ast.SelectorExpr)
	return ok
}

func (s *Summaries) runUse(t *target, how Use) Use {
	use := Runs | how
	if t.Mode == calls.Go && !s.isJoined(t.Call) {
		use = use&^Guarded | Async
	}
	if isServiceLoop(t.Loop) {
		use |= Repeats
	}
	return use
}

// paramRun reports whether a call runs a parameter of f: p(), or p.Method() of
// an interface.
func (s *Summaries) paramRun(f *calls.Func, t *target) (int8, bool) {
	var v *types.Var
	switch fun := ast.Unparen(t.Expr.Fun).(type) {
	case *ast.Ident:
		v = syntax.VarOf(s.Graph.Info, fun)
	case *ast.SelectorExpr:
		if t.Fn != nil && syntax.IsInterfaceMethod(t.Fn) {
			v = syntax.VarOf(s.Graph.Info, fun.X)
		}
	}
	if i := f.Param(v); i != -2 && runnable(v.Type()) {
		return int8(i), true
	}
	return 0, false
}

func runnable(t types.Type) bool { return syntax.IsFunc(t) || syntax.IsInterface(t) }

// paramEnded recognises p.Close(), p.Rollback(), close(p) and their like.
func (s *Summaries) paramEnded(f *calls.Func, t *target) (int8, bool) {
	sel, ok := ast.Unparen(t.Expr.Fun).(*ast.SelectorExpr)
	if !ok || t.Fn == nil || !isEnding(t.Fn) && t.known&knowledge.Closes == 0 {
		return 0, false
	}
	i := f.Param(syntax.VarOf(s.Graph.Info, sel.X))
	return int8(i), i != -2 && !isSelector(sel.X)
}

func isEnding(fn *types.Func) bool {
	switch fn.Name() {
	case "Close", "Release", "Rollback", "Commit", "Stop", "End", "Cancel", "Discard":
		return fn.Signature().Recv() != nil
	}
	return false
}

// useOfFields: a parameter that is kept in a field is used as the field is,
// anywhere in the package.
func (s *Summaries) useOfFields(b *body) bool {
	changed := false
	for i := range b.f.Sig.Params().Len() {
		p := b.f.Sig.Params().At(i)
		if !syntax.IsFunc(p.Type()) {
			continue
		}
		for _, field := range s.fieldsHolding(p) {
			changed = b.use(int8(i), Keeps|s.fieldUse(field)) || changed
		}
	}
	return changed
}

// fieldsHolding lists the fields of function type that p is assigned to.
func (s *Summaries) fieldsHolding(p *types.Var) []*types.Var {
	return s.Graph.Holders(p)
}

// fieldUse joins how the package runs the function in a field.
func (s *Summaries) fieldUse(field *types.Var) Use {
	use := s.fields[field]
	for _, c := range s.Graph.CallsOf(field) {
		outer := c.Func.Outer()
		s.eachNested(outer, 0, func(f *calls.Func, how Use) {
			if f == c.Func {
				use |= s.runUse(&target{Call: c}, how|s.howStarted(outer))
			}
		})
	}
	s.fields[field] = use
	return use
}

// howStarted says how the package itself runs a declared function: what is
// started by go anywhere runs in a goroutine.
func (s *Summaries) howStarted(f *calls.Func) Use {
	var how Use
	for _, u := range s.Graph.Uses(f) {
		if u.Arg == calls.Callee && u.Call.Mode == calls.Go {
			how |= Async
		} else if u.Arg != calls.Callee {
			how |= s.UseOf(u.Call, u.Arg) & (Async | Repeats)
		}
	}
	if how&Async != 0 && s.isGuardedEverywhere(f) {
		how |= Guarded
	}
	return how
}

func (b *body) use(i int8, use Use) bool {
	old := b.args[i]
	if old|use == old {
		return false
	}
	b.args[i] = old | use
	return true
}

func sortedArgs(args map[int8]Use) []ArgUse {
	var out []ArgUse
	for i, use := range args {
		if use != 0 {
			out = append(out, ArgUse{i, use})
		}
	}
	slices.SortFunc(out, func(a, b ArgUse) int { return int(a.Index) - int(b.Index) })
	return out
}

func isDotted(path string) bool {
	for i := 0; i < len(path) && path[i] != '/'; i++ {
		if path[i] == '.' {
			return true
		}
	}
	return false
}
