package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// judge completes an activation.
func (s *Services) judge(a *Activation) {
	a.Lifetime, a.Evidence = s.lifetimeOf(a)
	switch {
	case a.Row != nil:
		a.Each = a.Row.Each
	case a.How == Starter:
		a.Each = s.servedBy(a.Fn)
	}
}

// servedBy is the lifetime of what a server runs for its peers, given the method
// that serves: that of the handler in one of its fields.
func (s *Services) servedBy(fn *types.Func) knowledge.Lifetime {
	if fn == nil || fn.Signature().Recv() == nil {
		return knowledge.Unknown
	}
	owner := syntax.NamedOf(fn.Signature().Recv().Type())
	if row, ok := s.Table.Call(fn); !ok || row.Does&knowledge.Serves == 0 || owner == nil {
		return knowledge.Unknown
	}
	st, ok := owner.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if row, ok := s.Table.FieldRuns(owner, st.Field(i).Name()); ok && row.Method != "" {
			return row.Each
		}
	}
	return knowledge.Unknown
}

// lifetimeOf weighs the evidence, strongest first.
func (s *Services) lifetimeOf(a *Activation) (knowledge.Lifetime, string) {
	if a.Row != nil && a.Row.Life != knowledge.Unknown {
		return a.Row.Life, a.Via + " runs it"
	}
	if a.How != Starter && a.Loop == nil && s.runsItsArgument(a) {
		return knowledge.Unknown, "it runs what " + a.where() + " is given"
	}
	around, why := s.startedFrom(a)
	switch {
	case a.How == Kept, a.How == Starter && !s.isServing(a):
		return s.keptLife(a, around, why)
	case around >= knowledge.Connection && s.isAwaitedHere(a):
		return knowledge.PerCall, "joined by " + a.where()
	}
	if ended, awaited := s.endedByCaller(a); awaited {
		return knowledge.PerCall, "its caller ends it, and waits for it, through what " + a.where() + " returns"
	} else if ended {
		return knowledge.Unknown, ""
	}
	if life, source := s.sourceOf(a); life != knowledge.Unknown && (life <= around || around < knowledge.Request) {
		return life, source
	}
	if s.isCancelledByStarter(a) {
		if around >= knowledge.Service {
			around = knowledge.PerCall
		}
		return max(around, knowledge.PerCall), "its context ends with " + a.where()
	}
	if a.Joined && around < knowledge.Iteration {
		return knowledge.PerCall, "joined by " + a.where()
	}
	if !s.isLongRunning(a) {
		return s.shortLife(a, around, why)
	}
	if around >= knowledge.Service || a.Joined {
		return around, why
	}
	if s.isBound(a) {
		return around, why
	}
	return knowledge.Service, "it runs until it is told to stop, and nothing it works on ends before"
}

// isServing reports whether the call itself goes on until it is told to stop, or
// starts what it is given and does so.
func (s *Services) isServing(a *Activation) bool {
	row, ok := s.Table.Call(a.Fn)
	return ok && row.Does&knowledge.Serves != 0 || a.Arg != calls.Callee
}

// isAwaitedHere reports whether the starter waits for what it started before it
// does anything else: it is not in a turn of a loop of its own, and does not go
// on in a service loop, in which it may well receive what the goroutine sends.
func (s *Services) isAwaitedHere(a *Activation) bool {
	if !a.Joined || s.isLongRunning(a) || s.turnOf(a.Call.Loop, a.Call.Expr.Pos()) != knowledge.Unknown {
		return false
	}
	for _, l := range a.Call.Func.Loops {
		if l.Kind == calls.Endless || l.Kind == calls.Drain {
			return false
		}
	}
	return true
}

// shortLife is for what ends by itself, some time after it was started.
func (s *Services) shortLife(a *Activation, around knowledge.Lifetime, why string) (knowledge.Lifetime, string) {
	p := s.placeOf(a.Call.Func)
	switch {
	case around == knowledge.Iteration && s.isItem(a):
		return knowledge.Request, "it works on one of the things that a turn of " + a.where() + " received"
	case around == knowledge.PerCall && !a.Joined && p.beyondCall() != knowledge.Unknown && p.long < knowledge.Service:
		return p.beyondCall(), "it outlives the call of " + a.where()
	case around == knowledge.PerCall && !a.Joined && p.stops:
		return knowledge.Service, "it may outlive the stopping of " + a.where()
	case around == knowledge.PerCall && !a.Joined && !s.isHandedBack(a):
		return knowledge.Unknown, "" // it outlives the call, and nobody here says in what
	}
	return around, why
}

// runsItsArgument recognises the inside of a spawner: go func() { fn() }()
// lives as long as what each caller hands in.
func (s *Services) runsItsArgument(a *Activation) bool {
	if a.Call == nil || a.Body == nil || a.Body.Lit == nil {
		return false
	}
	for _, c := range a.Body.Calls {
		if c.Var != nil && a.Call.Func.Outer().Param(c.Var) >= 0 && c.Loop == nil {
			return true
		}
	}
	return false
}

// startedFrom is the place of the call that starts an activation.
func (s *Services) startedFrom(a *Activation) (knowledge.Lifetime, string) {
	if a.Call == nil {
		return knowledge.Unknown, ""
	}
	p := s.placeOf(a.Call.Func)
	turn := s.turnOf(a.Call.Loop, a.Call.Expr.Pos())
	if p.long != knowledge.Unknown {
		turn = s.turnWithin(p.long, turn)
	}
	if turn == knowledge.Request && p.long == knowledge.Connection && s.isLongRunning(a) {
		turn = knowledge.Unknown // it goes on beside the connection's own loop
	}
	if turn != knowledge.Unknown {
		return turn, "it is started in every turn of the loop in " + a.where()
	}
	if !s.isLongRunning(a) && p.short != knowledge.Unknown {
		return p.short, p.why
	}
	return p.long, p.why
}

// stopVar is the variable of the starter that stops an activation, if that is
// a context.
func (s *Services) stopVar(a *Activation) *types.Var {
	stop := s.StopOf(a)
	if a.Call == nil || stop.Kind != ByContext && stop.Kind != ByPassedOnly || stop.Var == nil {
		return nil
	}
	return s.argumentFor(a, stop.Var)
}

// isCancelledByStarter reports whether the context that stops an activation is
// cancelled when the function that starts it returns, while that is not known
// to live as long as a service.
func (s *Services) isCancelledByStarter(a *Activation) bool {
	v := s.stopVar(a)
	if v == nil || v.IsField() || !s.isCancelledHere(a.Call.Func, v) {
		return false
	}
	return s.placeOf(a.Call.Func).long < knowledge.Service || !s.goesOn(a.Call.Func)
}

// goesOn reports whether a function itself stays until it is told to stop.
func (s *Services) goesOn(f *calls.Func) bool {
	loop, _ := s.longLoop(f, nil, make(map[*calls.Func]bool))
	return loop != nil || s.awaitsStop(f) || s.serves(f) || s.Sum.Of(f).May.Has(summary.Loops|knowledge.Serves|summary.Awaits|knowledge.Joins)
}

// isBound reports whether what stops an activation is the context that its
// starter was given for a request, connection or turn. A Start method is given
// one that lives longer, even when it is called in a loop over services.
func (s *Services) isBound(a *Activation) bool {
	v := s.stopVar(a)
	starter := a.Call.Func.Outer()
	if v == nil || starter.Param(v) < 0 || starter.Obj != nil && IsLauncher(starter.Obj.Name()) {
		return false
	}
	life := s.placeOf(a.Call.Func).long
	return life == knowledge.Request || life == knowledge.Connection || life == knowledge.Iteration
}

// argumentFor maps a parameter of the body to what the starter passes for it.
func (s *Services) argumentFor(a *Activation, v *types.Var) *types.Var {
	if a.Body == nil || a.Arg != calls.Callee {
		return v
	}
	i := a.Body.Param(v)
	if i < 0 || i >= len(a.Call.Expr.Args) {
		return v
	}
	return syntax.VarOf(s.Info, a.Call.Expr.Args[i])
}

// isCancelledHere: ctx, cancel := context.WithTimeout(...); defer cancel().
func (s *Services) isCancelledHere(f *calls.Func, ctx *types.Var) bool {
	for outer := f; outer != nil; outer = outer.Parent {
		cancel := s.cancelOf(outer, ctx)
		for _, c := range outer.Calls {
			if cancel != nil && c.Mode == calls.Defer && c.Var == cancel {
				return true
			}
		}
	}
	return false
}

// cancelOf returns the variable that is assigned together with ctx.
func (s *Services) cancelOf(f *calls.Func, ctx *types.Var) (cancel *types.Var) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 2 && len(a.Rhs) == 1 && syntax.VarOf(s.Info, a.Lhs[0]) == ctx {
			cancel = syntax.VarOf(s.Info, a.Lhs[1])
		}
		return cancel == nil
	})
	return cancel
}

// sourceOf looks at what the body works on: the variables it captures or is
// given that belong to one connection or request.
func (s *Services) sourceOf(a *Activation) (knowledge.Lifetime, string) {
	if a.Call == nil {
		return knowledge.Unknown, ""
	}
	for _, arg := range a.Call.Expr.Args {
		if life := s.scopeOf(s.Info.TypeOf(arg)); life != knowledge.Unknown {
			return life, "it is given " + syntax.ExprName(arg)
		}
	}
	if a.Body == nil || a.Body.Lit == nil {
		return s.receiverOf(a)
	}
	return s.captured(a.Body)
}

func (s *Services) receiverOf(a *Activation) (knowledge.Lifetime, string) {
	if a.Body == nil || a.Body.Sig == nil || a.Body.Sig.Recv() == nil {
		return knowledge.Unknown, ""
	}
	life := s.holderOf(syntax.NamedOf(a.Body.Sig.Recv().Type()))
	return life, "its receiver lives for a " + LifeName(life)
}

func (s *Services) captured(body *calls.Func) (life knowledge.Lifetime, why string) {
	ast.Inspect(body.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || life != knowledge.Unknown {
			return life == knowledge.Unknown
		}
		v, ok := s.Info.Uses[id].(*types.Var)
		if ok && !v.IsField() && !syntax.Contains(body.Lit, v.Pos()) {
			if l := s.scopeOf(v.Type()); l != knowledge.Unknown {
				life, why = l, "it uses "+v.Name()+" of its "+LifeName(l)
			}
		}
		return true
	})
	return life, why
}
