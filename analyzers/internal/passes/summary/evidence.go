package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// lateEvidence adds what can only be said once it is known which functions
// return and which wait, and reports whether there was any.
func (s *Summaries) lateEvidence() bool {
	if s.foreign {
		return false
	}
	failures, sends, grinds := s.readFailures(), s.readSends(), s.readGrinds()
	return failures || sends || grinds
}

// readEvidence finds what in a body can panic on data that the program does not
// control, and calls of code that others handed in.
//
// A panic with a constant or formatted text states an invariant of the program
// and is no evidence, and neither is one with an error that nothing outside can
// cause. What is read off input without a check is (index.go, input.go, wire.go); assertions
// on sync.Map, container/heap and context values are invariants too.
func (s *Summaries) readEvidence(b *body) {
	if s.foreign {
		return
	}
	for _, call := range b.f.Panics {
		if len(call.Args) == 1 {
			s.readPanic(b, call.Args[0])
		}
	}
	for _, t := range b.calls {
		if !s.isForeign(b.f, t) {
			continue
		}
		what := "the " + foreignKind(t) + " " + exprName(t.Expr.Fun)
		s.handedIn[t.Call] = what
		if t.Mode != calls.Go {
			b.self.add(Foreign, what)
		}
	}
	s.readPieces(b)
	s.readInput(b)
	s.readParsing(b)
}

// inspectOwn walks a body without the literals inside.
func inspectOwn(body *ast.BlockStmt, visit func(ast.Node)) {
	ast.Inspect(body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// raised is a panic with the error of a call. What the call talks to is known
// once the summaries are.
type raised struct {
	call *target
	text string
}

// readPanic: body, err := fetch(); if err != nil { panic(err) }. An error that
// the outside causes comes up sooner or later, any other one is an invariant.
func (s *Summaries) readPanic(b *body, value ast.Expr) {
	v := syntax.VarOf(s.Graph.Info, value)
	if v == nil || !syntax.IsError(v.Type()) {
		return
	}
	call := s.lastValue(b.f, v, value)
	for _, t := range b.calls {
		if t.Expr == call {
			b.raised = append(b.raised, raised{t, "panic(" + exprName(value) + ")"})
		}
	}
}

// lastValue returns the call that gave v its value before a place, if it was one.
func (s *Summaries) lastValue(f *calls.Func, v *types.Var, before ast.Node) *ast.CallExpr {
	var last *ast.AssignStmt
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && a.Pos() < before.Pos() && len(a.Rhs) == 1 && syntax.VarOf(s.Graph.Info, a.Lhs[len(a.Lhs)-1]) == v {
			last = a
		}
		_, isLit := n.(*ast.FuncLit)
		return !isLit
	})
	if last == nil {
		return nil
	}
	call, _ := ast.Unparen(last.Rhs[0]).(*ast.CallExpr)
	return call
}

const outside = knowledge.Asks | knowledge.Receives

// joinRaised adds the panics with an error from outside.
func (s *Summaries) joinRaised(b *body, sum *Summary) bool {
	changed := false
	for _, r := range b.raised {
		if s.isOutside(r.call) {
			changed = sum.May.add(knowledge.Panics, r.text) || changed
		}
	}
	return changed
}

// isOutside reports whether a call is known to talk to the outside, or runs code
// that does, as far as that is known by now. What code receives may come over a
// channel from next door.
func (s *Summaries) isOutside(t *target) bool {
	if t.known&outside != 0 || t.far != nil && t.far.May.Has(knowledge.Asks) {
		return true
	}
	for _, f := range t.bodies {
		if s.own[f.Index].May.Has(knowledge.Asks) {
			return true
		}
	}
	return false
}

// isInputPanic reports whether a function that is known to panic does so on
// what it is given: text that is not constant, or something outside. Numbers,
// as in Repeat, and values made elsewhere are the program's own.
func (s *Summaries) isInputPanic(c *calls.Call, does knowledge.Effect) bool {
	if does&outside != 0 {
		return true // MustExec
	}
	if does&knowledge.Reports != 0 || hasNumber(c.Fn.Signature()) {
		return false // log.Panic: a panic with a text
	}
	for _, arg := range c.Expr.Args {
		if isText(s.Graph.Info.TypeOf(arg)) && !s.isOwnText(arg) {
			return true
		}
	}
	return false
}

func hasNumber(sig signature) bool {
	for i := range sig.Params().Len() {
		if b, ok := sig.Params().At(i).Type().Underlying().(*types.Basic); ok && b.Info()&types.IsNumeric != 0 {
			return true
		}
	}
	return false
}

// isOwnText reports whether text is written in the program, as far as it is not
// quoted: "^" + regexp.QuoteMeta(name) + "$".
func (s *Summaries) isOwnText(e ast.Expr) bool {
	if syntax.IsConst(s.Graph.Info, e) {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return s.isOwnText(e.X) && s.isOwnText(e.Y)
	case *ast.CallExpr:
		fn := syntax.Callee(s.Graph.Info, e)
		return fn != nil && fn.FullName() == "regexp.QuoteMeta"
	}
	v := syntax.VarOf(s.Graph.Info, e)
	return v != nil && isGlobal(v)
}

func exprName(e ast.Expr) string {
	if name := syntax.ExprName(e); name != "" {
		return name
	}
	return "..."
}
