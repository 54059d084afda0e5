package scopeleak

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a body that opens a value has to end it on every path, unless it hands
// it over. The paths are those of the control flow graph, from the call that opens
// it to a return or to the same call again; what ends a value and what hands it
// over is the business of the pass values. A defer counts from where it stands, and
// never in a loop that does not end. One path that leaves the value open is enough
// (may); that somebody else might end it has to be ruled out (must).
var Analyzer = &analysis.Analyzer{
	Name:       "scopeleak",
	Doc:        report.Doc(doc, "scopeleak"),
	URL:        report.URL("captive", "scopeleak"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) || c.EndsWithProcess(f) {
			continue
		}
		opened := c.OpenedIn(f)
		for _, o := range opened {
			c.opened(o, opened)
		}
		c.deferred(f)
		c.ticks(f)
		c.skipped(f)
	}
	c.emptyStops()
	return c.Result(), nil
}

type check struct {
	*values.Values
	*report.Reporter
	started map[ast.Stmt]*services.Activation // by go statement; nil until asked
}

// opened looks at one value that a body opens.
func (c *check) opened(o *values.Opened, others []*values.Opened) {
	if isCancel(o) && c.isContextDropped(o) {
		c.reportNoContext(o)
		return
	}
	if o.Var == nil && !o.Held && !isCancel(o) { // vet reports a lost cancel
		c.reportDropped(o)
		return
	}
	if o.Var == nil || o.Held {
		return
	}
	events := c.Events(o)
	c.endedEarly(o, events)
	if o.Free || o.Row.Ctx && !c.outlives(o) || c.isCorrelated(o, events) {
		return
	}
	leaks := c.Leaks(o, events, others)
	if isSlot(o, events) {
		leaks = slices.DeleteFunc(leaks, func(l values.Leak) bool { return l.How != values.AtReturn })
	}
	if len(leaks) > 0 {
		c.reportLeaks(o, others, events, leaks)
	}
}

// isSlot: a variable from outside the loop holds what one turn opens until another
// turn ends it. Whether one is open is known to the loop's own state.
func isSlot(o *values.Opened, events []values.Event) bool {
	if o.Loop == nil || syntax.Contains(o.Loop.Stmt, o.Var.Pos()) {
		return false
	}
	for _, e := range events {
		if e.Fate == values.Ended && syntax.Contains(o.Loop.Stmt, e.At.Pos()) {
			return true
		}
	}
	return false
}

// isCancel: what is opened is a context, which its cancel function ends.
func isCancel(o *values.Opened) bool {
	return o.Row.Type == "CancelFunc" || o.Row.Type == "CancelCauseFunc"
}

// isContextDropped: _, cancel := context.WithCancel(ctx)
func (c *check) isContextDropped(o *values.Opened) bool {
	a, ok := o.Stmt.(*ast.AssignStmt)
	return ok && len(a.Lhs) == 2 && len(a.Rhs) == 1 && syntax.IsBlank(a.Lhs[0]) && !syntax.IsBlank(a.Lhs[1])
}

// outlives reports whether a stream that is left open goes on: it was opened with
// a context that outlives the function. A parameter is the caller's, who may cancel
// it, and a context of the function's own ends with its cancel.
func (c *check) outlives(o *values.Opened) bool { return c.outlivesCall(o.Func, o.Call, 3) }

func (c *check) outlivesCall(f *calls.Func, call *ast.CallExpr, depth int) bool {
	for _, arg := range call.Args {
		if syntax.IsContext(c.Info.TypeOf(arg)) {
			return c.isLongContext(f, arg)
		}
	}
	body := c.Graph.Decl(syntax.Callee(c.Info, call))
	if body == nil || depth == 0 {
		return false
	}
	for _, o := range c.OpenedOrGiven(body) {
		if c.outlivesCall(body, o, depth-1) {
			return true
		}
	}
	return false
}

// isLongContext: a field, Background, or a local variable that is another name of
// one of these.
func (c *check) isLongContext(f *calls.Func, e ast.Expr) bool {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		fn := syntax.Callee(c.Info, call)
		return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
	}
	v := syntax.VarOf(c.Info, e)
	if v == nil || v.IsField() || syntax.IsGlobal(v) {
		return v != nil
	}
	from := valueOf(c.Info, f.Outer().Body, v)
	return from != nil && c.isLongContext(f, from)
}

// valueOf returns what a local variable is set to, if only once and alone.
func valueOf(info *types.Info, body ast.Node, v *types.Var) (value ast.Expr) {
	count := 0
	ast.Inspect(body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(info, lhs) == v {
				count++
				if len(a.Lhs) == len(a.Rhs) {
					value = a.Rhs[i]
				}
			}
		}
		return true
	})
	if count != 1 {
		return nil
	}
	return value
}
