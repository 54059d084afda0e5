package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isKept reports whether a call registers the function that is its argument i:
// it is kept by the value whose method is called, by a package (Register), or by
// what is made of it and can be started. Functions that are kept only to be asked
// (options, comparisons, the callbacks of a builder) are no background work.
func (s *Services) isKept(c *calls.Call, i int) bool {
	if c.Fn == nil || c.Mode == calls.Go || !syntax.IsFunc(s.Info.TypeOf(c.Expr.Args[i])) || returnsValue(s.Info.TypeOf(c.Expr.Args[i])) {
		return false
	}
	use := s.Sum.UseOf(c, i)
	if use&summary.Keeps == 0 || use&summary.Async != 0 && !isGiven(s.Info.TypeOf(c.Expr.Args[i])) {
		return false // or queued, to be run once: pool.Submit(func() { ... })
	}
	sig := c.Fn.Signature()
	if sig.Recv() == nil {
		return sig.Results().Len() == 0 || isStartable(sig)
	}
	return !isBuilder(sig)
}

// eachOf is the lifetime of one run of a function that is kept: what is given a
// request or a connection runs once for each.
func (s *Services) eachOf(arg ast.Expr) knowledge.Lifetime {
	sig, ok := s.Info.TypeOf(arg).Underlying().(*types.Signature)
	if !ok {
		return knowledge.Unknown
	}
	for i := range sig.Params().Len() {
		if life := s.givenScope(sig.Params().At(i).Type()); life != knowledge.Unknown {
			return life
		}
	}
	return knowledge.Unknown
}

// keptLife: what is registered or started by something that starts lives as long
// as that, even where it is started again in every turn; what is registered by a
// call, or started by a function that does not say so, lives as long as its
// keeper, which is not known here.
func (s *Services) keptLife(a *Activation, around knowledge.Lifetime, why string) (knowledge.Lifetime, string) {
	outer := a.Call.Func.Outer()
	switch {
	case a.How == Starter && !IsLauncher(a.Fn.Name()):
		return knowledge.Unknown, ""
	case around == knowledge.PerCall && a.How == Starter && s.leavesService(s.Graph.Decl(a.Fn)):
		return knowledge.Service, "it starts what runs until it is told to stop"
	case around == knowledge.PerCall:
		return knowledge.Unknown, ""
	case around == knowledge.Iteration && outer.Obj != nil && IsLauncher(outer.Obj.Name()):
		return knowledge.Service, "it is started or registered by " + outer.Name()
	case around < knowledge.Connection:
		return knowledge.Unknown, ""
	}
	return around, why
}

// leavesService reports whether a function of this package itself starts something
// that lives as long as a service.
func (s *Services) leavesService(f *calls.Func) bool {
	if f == nil {
		return false
	}
	for _, c := range f.Calls {
		for _, a := range s.byCall[c] {
			if a.How == GoStmt || a.How == Spawner {
				if life, _ := s.lifetimeOf(a); life >= knowledge.Service {
					return true
				}
			}
		}
	}
	return false
}

// isGiven: what is run for every message is given that message.
func isGiven(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	return ok && sig.Params().Len() > 0 && !(sig.Params().Len() == 1 && syntax.IsContext(sig.Params().At(0).Type()))
}

// returnsValue: a function that is asked for something; work returns nothing, or
// an error.
func returnsValue(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	res := sig.Results()
	return res.Len() > 1 || res.Len() == 1 && !syntax.IsError(res.At(0).Type())
}

// isStartable reports whether the first result has a method that begins
// something long-lived.
func isStartable(sig *types.Signature) bool {
	return sig.Results().Len() > 0 && starterOf(sig.Results().At(0).Type()) != nil
}

// isBuilder: b.With(f) returns b.
func isBuilder(sig *types.Signature) bool {
	res := sig.Results()
	return res.Len() > 0 && types.Identical(res.At(0).Type(), sig.Recv().Type())
}

// starts lists the verbs of functions and methods that start what they are
// given or what they belong to.
var starts = []string{"Start", "Run", "Serve", "Launch"}

// starterOf returns the method of a type that starts its value: Start, Run,
// Serve or Launch.
func starterOf(t types.Type) *types.Func {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	for _, name := range starts {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		if fn, ok := obj.(*types.Func); ok {
			return fn.Origin()
		}
	}
	return nil
}

// hosts reports whether a call hands a value that can be started to a function
// that starts it: host.Run(program), StartAll(ctx, services...). It returns the
// argument.
func (s *Services) hosts(c *calls.Call) (int, bool) {
	if c.Fn == nil || !isStarting(c.Fn.Name()) {
		return 0, false
	}
	params := c.Fn.Signature().Params()
	for i := range c.Expr.Args {
		if i >= params.Len() {
			break
		}
		if t := params.At(i).Type(); isOpen(t) && starterOf(t) != nil {
			return i, true
		}
	}
	return 0, false
}

func isStarting(name string) bool {
	for _, verb := range starts {
		if hasPrefixFold(name, verb) {
			return true
		}
	}
	return false
}

// isOpen: an interface, or any number of them.
func isOpen(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	return syntax.IsInterface(t)
}

// endedByCaller reports whether what stops an activation is handed to the caller
// of the function that starts it: the cancel function of its context, or a
// function that closes its channel; and whether that function waits as well.
func (s *Services) endedByCaller(a *Activation) (ended, awaited bool) {
	stop := s.StopOf(a)
	if a.Call == nil || stop.Var == nil || stop.Kind != ByContext && stop.Kind != ByChannel {
		return false, false
	}
	v := s.argumentFor(a, stop.Var)
	if v == nil || v.IsField() {
		return false, false
	}
	f := a.Call.Func
	cancel := s.cancelOf(f, v)
	for _, ret := range f.Returns {
		for _, result := range ret.Results {
			e, w := s.ends(result, v, cancel)
			ended = ended || e || cancel != nil && syntax.VarOf(s.Info, result) == cancel
			awaited = awaited || e && w
		}
	}
	return ended, awaited
}

// ends reports whether a function that is returned closes the channel stop or
// calls cancel, and whether it waits for anything.
func (s *Services) ends(result ast.Expr, stop, cancel *types.Var) (ended, waits bool) {
	lit, ok := ast.Unparen(result).(*ast.FuncLit)
	if !ok {
		return false, false
	}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			closed := syntax.IsBuiltin(s.Info, n, "close") && len(n.Args) == 1 && syntax.VarOf(s.Info, n.Args[0]) == stop
			ended = ended || closed || cancel != nil && syntax.VarOf(s.Info, n.Fun) == cancel
			waits = waits || s.MayOf(n).Has(knowledge.Joins)
		case *ast.UnaryExpr:
			waits = waits || syntax.Receive(n) != nil
		}
		return true
	})
	return ended, waits
}

// isHandedBack reports whether the starter returns a channel on which the
// goroutine says that it is done: its caller waits for it.
func (s *Services) isHandedBack(a *Activation) bool {
	if a.Call == nil || a.Body == nil {
		return false
	}
	signals := make(map[*types.Var]bool)
	for _, op := range a.Body.Ops {
		if op.Kind == calls.Send || op.Kind == calls.Close {
			signals[syntax.VarOf(s.Info, op.Chan)] = true
		}
	}
	found := false
	for _, ret := range a.Call.Func.Returns {
		ast.Inspect(ret, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				v, _ := s.Info.Uses[id].(*types.Var)
				found = found || v != nil && signals[v]
			}
			return !found
		})
	}
	return found
}
