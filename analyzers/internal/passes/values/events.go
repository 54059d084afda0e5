package values

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Fate is what a use means for who has to end a value.
type Fate uint8

const (
	Borrowed Fate = iota // whoever had to end it still has to
	Ended                // ended here
	Bound                // ended by a defer that has taken its value now
	Promised             // ended by a deferred literal, which looks at the variable when it runs
	Given                // somebody else may end it from now on
	Replaced             // the variable holds something else from now on
)

// Event is one use of an opened value, as seen from the body that has opened it.
type Event struct {
	Fate Fate
	Use  syntax.Use
	At   ast.Node       // the node of the body: the use, or the literal around it
	Lit  *ast.FuncLit   // the literal of the body around the use, if any
	Go   *ast.GoStmt    // that runs the literal, or the use
	Defr *ast.DeferStmt // that runs the literal, or the use
}

// Events lists the uses of an opened value's variable, in source order.
func (v *Values) Events(o *Opened) []Event {
	if o.Var == nil {
		return nil
	}
	var out []Event
	ast.PreorderStack(o.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && id.Name == o.Var.Name() && v.Info.ObjectOf(id) == o.Var {
			out = append(out, v.event(o, append(slices.Clone(stack), n)))
		}
		return true
	})
	return out
}

func (v *Values) event(o *Opened, stack []ast.Node) Event {
	e := Event{Use: syntax.UseOf(v.Info, stack, o.Row.Part), At: stack[len(stack)-1]}
	for _, n := range stack {
		switch n := n.(type) {
		case *ast.FuncLit:
			if e.Lit == nil {
				e.Lit, e.At = n, n
			}
		case *ast.GoStmt:
			if e.Lit == nil {
				e.Go = n
			}
		case *ast.DeferStmt:
			if e.Lit == nil {
				e.Defr = n
			}
		}
	}
	e.Fate = v.fateOf(o, e)
	if e.Lit != nil {
		e.Fate = v.fateInLit(e)
	}
	return e
}

// fateOf is the fate of a value at one use, leaving out when that takes place.
func (v *Values) fateOf(o *Opened, e Event) Fate {
	u := e.Use
	switch u.How {
	case syntax.Called:
		return v.whenDeferred(e, Ended) // cancel()
	case syntax.Method:
		if o.isEnd(u) {
			return v.whenDeferred(e, Ended)
		}
	case syntax.MethodOf:
		if o.isEnd(u) {
			return Given
		}
	case syntax.Returned, syntax.Stored, syntax.Aliased, syntax.Sent, syntax.Exposed:
		return Given
	case syntax.Assigned:
		return Replaced
	case syntax.Argument:
		return v.whenDeferred(e, v.fateOfArg(o, u))
	}
	return Borrowed
}

func (v *Values) whenDeferred(e Event, fate Fate) Fate {
	if e.Lit == nil && e.Defr != nil && fate != Borrowed {
		return Bound
	}
	return fate
}

// isEnd reports whether a method ends the value: of its own, or of the part that
// stands for it.
func (o *Opened) isEnd(u syntax.Use) bool {
	if o.Row.Part != "" {
		return u.Part == o.Row.Part && summary.IsEndName(u.Name)
	}
	return summary.IsEndName(u.Name) || o.Row.Ctx && u.Name == "CloseAndRecv"
}

// fateInLit: what a deferred literal does is promised for the end of the body;
// what another literal does happens when that is run, by whoever has it.
func (v *Values) fateInLit(e Event) Fate {
	switch {
	case e.Fate == Borrowed, e.Fate == Replaced:
		return Borrowed
	case e.Defr != nil && ast.Unparen(e.Defr.Call.Fun) == ast.Expr(e.Lit):
		return Promised
	}
	return Given
}

// fateOfArg: ended or kept by the callee, or by what the callee returns.
func (v *Values) fateOfArg(o *Opened, u syntax.Use) Fate {
	if o.Row.Part != "" && u.Part == "" && !summary.IsResponse(o.Var.Type()) {
		return Borrowed
	}
	c := v.callOf(o.Func, u.Call)
	use := v.Sum.UseOf(c, u.Arg)
	switch {
	case use&summary.Closes != 0:
		return Ended
	case use&(summary.Keeps|summary.Async) != 0, v.Sum.IsOpaque(c), isContainer(c.Fn), isSetter(c.Fn), v.returnsOwner(u.Call):
		return Given
	case (o.Row.Ctx || isCursor(o.Var.Type())) && v.readsToTheEnd(o, c, u.Arg):
		return Ended
	}
	return Borrowed
}

// readsToTheEnd: a helper that receives from a stream until that fails, or reads
// rows until there are no more, which ends them.
func (v *Values) readsToTheEnd(o *Opened, c *calls.Call, arg int) bool {
	bodies := v.Graph.Bodies(c)
	for _, f := range bodies {
		if !v.endsArg(o, f, arg) {
			return false
		}
	}
	return len(bodies) > 0
}

// isCursor: for rows.Next() { ... }
func isCursor(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Next")
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Results().Len() == 1 && isBool(fn.Signature().Results().At(0).Type())
}

// isContainer: sync.Map.Store, atomic.Pointer.Swap, list.PushBack, context.WithValue
// keep what they are given for whoever takes it out again.
func isContainer(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sync", "sync/atomic", "context", "container/list", "container/heap", "container/ring":
		return true
	}
	return false
}

// isSetter: log.SetOutput(f), req.SetBody(f).
func isSetter(fn *types.Func) bool { return fn != nil && summary.IsSetterName(fn.Name()) }

// callOf returns the call of a body, or one made up for a call inside a literal.
func (v *Values) callOf(f *calls.Func, call *ast.CallExpr) *calls.Call {
	for _, c := range f.Calls {
		if c.Expr == call {
			return c
		}
	}
	c := &calls.Call{Expr: call, Func: f, Fn: syntax.Callee(v.Info, call)}
	if c.Fn == nil {
		c.Var = syntax.VarOf(v.Info, call.Fun)
	}
	v.Graph.Resolve(c)
	return c
}

// returnsOwner: tls.Client(conn) returns something that is closed in its place.
func (v *Values) returnsOwner(call *ast.CallExpr) bool {
	sig, ok := types.Unalias(v.Info.TypeOf(call.Fun)).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for i := range sig.Results().Len() {
		if t := sig.Results().At(i).Type(); syntax.IsFunc(t) || hasEnd(t) {
			return true
		}
	}
	return false
}

func hasEnd(t types.Type) bool {
	for _, name := range []string{"Close", "Stop", "Release", "Shutdown"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// within reports whether an event takes place in a node.
func (e Event) within(n ast.Node) bool { return contains(n, e.At.Pos()) }

func contains(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }

// IsEnd reports whether a method ends what it belongs to.
func IsEnd(fn *types.Func) bool { return fn.Signature().Recv() != nil && summary.IsEndName(fn.Name()) }
