package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// callee is what is known about a declared function, looked up once.
type callee struct {
	does   knowledge.Effect // what its row says
	row    knowledge.Call
	hasRow bool
	runs   []knowledge.Run
	far    *Summary // of a function of another package
	name   string   // with its package, made when first needed
}

func (s *Summaries) callee(fn *types.Func) *callee {
	if c := s.callees[fn]; c != nil {
		return c
	}
	c := &callee{runs: s.Table.Runs(fn), far: s.importFact(fn)}
	c.row, c.hasRow = s.Table.Call(fn)
	c.does = c.row.Does
	s.callees[fn] = c
	return c
}

// target is a call that may have an effect, with what it may run.
type target struct {
	*calls.Call
	*callee // nil for a function value
	bodies  []*calls.Func
	handed  []handed
	known   knowledge.Effect // what the row says about this call
	values  []*callee        // of other packages, when a function value is called
	unknown bool
}

// handed is a function that is an argument.
type handed struct {
	arg    int
	bodies []*calls.Func
	far    *Summary // when it is declared in another package
}

var noCallee callee

// target returns what a call may run, or nil for the many calls that can have
// no effect.
func (s *Summaries) target(c *calls.Call) *target {
	t := target{Call: c, callee: &noCallee, bodies: s.bodiesOf(c)}
	if c.Fn != nil {
		t.callee = s.callee(c.Fn)
		t.known = t.does
		if t.known&knowledge.Panics != 0 && !s.isInputPanic(c, t.known) {
			t.known &^= knowledge.Panics // MustCompile of a constant fails in the first test
		}
	}
	for _, fn := range c.Elsewhere() {
		t.values = append(t.values, s.callee(fn))
	}
	for _, i := range c.Handed {
		t.handed = append(t.handed, s.handedArg(i, c.Expr.Args[i]))
	}
	t.unknown = s.isUnknown(&t)
	if t.isIdle() {
		return nil
	}
	kept := t
	return &kept
}

// bodiesOf leaves out what only tests put in the place of an interface or a
// function value.
func (s *Summaries) bodiesOf(c *calls.Call) []*calls.Func {
	bodies := s.Graph.Bodies(c)
	if len(bodies) == 0 || c.Fn != nil && !syntax.IsInterfaceMethod(c.Fn) || s.isTest(c.Expr.Pos()) {
		return bodies
	}
	isTest := func(f *calls.Func) bool { return s.isTest(f.Pos()) }
	if slices.ContainsFunc(bodies, isTest) {
		return slices.DeleteFunc(slices.Clone(bodies), isTest)
	}
	return bodies
}

func (s *Summaries) handedArg(i int, arg ast.Expr) handed {
	h := handed{arg: i, bodies: s.Graph.ValueBodies(arg)}
	if fn := s.Graph.NamedFunc(arg); fn != nil && s.Graph.Decl(fn) == nil {
		h.far = s.callee(fn).far
	}
	return h
}

func (t *target) isIdle() bool {
	return t.Mode == calls.Plain && len(t.bodies) == 0 && len(t.values) == 0 && t.known == 0 && len(t.runs) == 0 && len(t.handed) == 0 &&
		!t.unknown && (t.Fn == nil || (t.far == nil || t.far.IsZero()) && !isEnding(t.Fn))
}

// name writes what is called, for chains.
func (t *target) name() string {
	switch {
	case t.Fn != nil:
		if t.callee.name == "" {
			t.callee.name = syntax.NameOf(t.Fn, nil)
		}
		return t.callee.name
	case t.Var != nil:
		return t.Var.Name()
	}
	return "a func literal"
}

// isUnknown reports whether nothing is known about what a call runs.
func (s *Summaries) isUnknown(t *target) bool {
	if len(t.bodies) > 0 || len(t.values) > 0 || t.known != 0 || len(t.runs) > 0 {
		return false
	}
	if t.Fn == nil {
		return t.Var != nil || !isLiteral(t.Expr)
	}
	return syntax.IsInterfaceMethod(t.Fn) && !isHarmlessInterface(t.Fn)
}

// isHarmlessInterface reports whether a method of a standard interface, or one
// that only reads, cannot wait: error, fmt.Stringer, context.Context.
func isHarmlessInterface(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true // error
	}
	switch fn.Pkg().Path() {
	case "context", "fmt", "sort", "hash", "reflect", "container/heap", "net":
		return true // what does wait there has a row
	}
	return false
}

func isLiteral(call *ast.CallExpr) bool {
	_, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	return ok
}
