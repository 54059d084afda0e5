package hotloop

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// silentEnd reports a Next() (T, error) that hands out what it received and a
// nil error, where the type's own Stop closes the channel: after that every
// call returns at once, and the loop around the calls spins.
func (c *check) silentEnd(f *calls.Func) {
	results := f.Sig.Results()
	if f.Obj == nil || f.Sig.Recv() == nil || results.Len() != 2 || !syntax.IsError(results.At(1).Type()) {
		return
	}
	for _, ret := range f.Returns {
		if len(ret.Results) != 2 || !c.Info.Types[ret.Results[1]].IsNil() {
			continue
		}
		if n, ch := c.receivedBy(f, ret.Results[0]); ch != nil {
			c.reportEnd(f, n, ch)
		}
	}
}

// receivedBy finds the receive without ok that a result comes from.
func (c *check) receivedBy(f *calls.Func, result ast.Expr) (at ast.Node, ch ast.Expr) {
	if ch := syntax.Receive(result); ch != nil {
		return result, ch
	}
	v := syntax.VarOf(c.Info, result)
	if v == nil || v.IsField() || c.isCompared(f, v) {
		return nil, nil
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == v && syntax.Receive(a.Rhs[0]) != nil {
			at, ch = a, syntax.Receive(a.Rhs[0])
		}
		return ch == nil
	})
	return at, ch
}

func (c *check) isCompared(f *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if s, ok := n.(*ast.IfStmt); ok {
			found = found || c.MentionsAny(s.Cond, map[*types.Var]bool{v: true})
		}
		return !found
	})
	return found
}

func (c *check) reportEnd(f *calls.Func, n ast.Node, ch ast.Expr) {
	cl := c.closingAt(f, ch)
	if cl == nil || cl.how != byPackage || cl.v == nil || !cl.v.IsField() || c.found[n.Pos()] || c.isAnswer(cl) {
		return
	}
	tier := report.Strict
	if c.canBeStopped(f.Sig.Recv().Type()) && isTakenAgain(f.Obj.Name()) {
		tier = report.Default
	}
	c.found[n.Pos()] = true
	c.Report(report.Finding{
		Pos: n.Pos(), End: n.End(), Tier: tier, Sub: "closed",
		Message: "once " + cl.name + " is closed " + f.Name() + " returns a zero value and a nil error at once, and the loop that calls it spins; receive with v, ok := <-" + cl.name + " and return an error when ok is false",
		Related: []report.Related{{Pos: cl.at.Pos(), End: cl.at.End(), Message: "closed here"}},
	})
}

// isAnswer: ch <- v; close(ch). There is one value, and it was sent.
func (c *check) isAnswer(cl *closing) bool {
	for _, f := range c.Graph.Funcs {
		if !syntax.Contains(f.Body, cl.at.Pos()) {
			continue
		}
		for _, op := range f.Ops {
			if op.Kind == calls.Send && op.Node.Pos() < cl.at.Pos() {
				return true
			}
		}
	}
	return false
}

// canBeStopped: the type offers a method that ends it.
func (c *check) canBeStopped(t types.Type) bool {
	for _, name := range []string{"Close", "Stop", "Shutdown", "Cancel", "Unsubscribe"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// isTakenAgain: methods with these names are called in a loop.
func isTakenAgain(name string) bool {
	for _, prefix := range []string{"Next", "Recv", "Receive", "Read", "Accept", "Poll", "Fetch", "Pop", "Take", "Get", "Watch", "Consume"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
