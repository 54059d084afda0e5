package blockingstart

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a start hook is code that somebody waits for before the start-up goes
// on. Frameworks say so (rows of knowledge with Starts); else a Start method is
// one when the package shows it: something comes after a plain call of it. The
// hook blocks if every run of it comes to a statement at which it stays until it
// is told to stop, in itself or in what it calls (services.Stays, which also asks
// the summaries of other packages). Whether a Start may block is a contract: what
// a framework runs on a goroutine of its own, what the package itself starts with
// go, and what says in its comment that it blocks, may.
var Analyzer = &analysis.Analyzer{
	Name:       "blockingstart",
	Doc:        report.Doc(doc, "blockingstart"),
	URL:        report.URL("cancel", "blockingstart"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "cancel"),
		seen:     make(map[*calls.Func]bool),
	}
	c.isTest = func(pos token.Pos) bool { return strings.HasSuffix(pass.Fset.Position(pos).Filename, "_test.go") }
	for _, a := range c.Found {
		if a.Row != nil && a.Row.Starts && !c.isTest(a.Pos) {
			c.hook(a)
		}
	}
	for _, f := range c.Graph.Funcs {
		if !c.seen[f] && !c.isTest(f.Pos()) && isStartMethod(f) {
			c.method(f)
		}
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	seen   map[*calls.Func]bool
	isTest func(token.Pos) bool
}

// hook reports code that a framework waits for while it starts.
func (c *check) hook(a *services.Activation) {
	if a.Body == nil {
		if stay := c.StaysFunc(a.Fn); stay != nil {
			c.Report(report.Finding{
				Pos: a.Pos, End: a.End,
				Message: "the start-up never ends: " + a.Via + " waits for " + syntax.NameOf(a.Fn, c.Pkg) + " to return, which stays in " + stay.What + "; start it with go, and stop it in the stop hook",
				Chain:   stay.Chain,
			})
		}
		return
	}
	if c.seen[a.Body] {
		return
	}
	c.seen[a.Body] = true
	stay := c.Stays(a.Body)
	if stay == nil {
		return
	}
	c.Report(report.Finding{
		Pos: stay.Node.Pos(), End: headOf(stay.Node),
		Message: "the start-up never ends: " + a.Via + " waits for this hook to return, which stays in " + stay.What + "; start that with go, and stop it in the stop hook",
		Chain:   stay.Chain, Fixes: c.fix(a.Body, stay),
		Related: []report.Related{{Pos: a.Pos, End: a.End, Message: "the hook"}},
	})
}

// headOf is the end of what a reader has to look at.
func headOf(n ast.Node) token.Pos {
	switch n := n.(type) {
	case *ast.ForStmt:
		return n.Body.Lbrace
	case *ast.RangeStmt:
		return n.Body.Lbrace
	case *ast.SelectStmt:
		return n.Body.Lbrace
	}
	return n.End()
}

// isStartMethod: Start(ctx) error, and its like, of a type that has a Stop to it.
func isStartMethod(f *calls.Func) bool {
	if f.Decl == nil || f.Sig.Recv() == nil || f.Obj.Name() != "Start" && f.Obj.Name() != "OnStart" {
		return false
	}
	params, results := f.Sig.Params(), f.Sig.Results()
	if params.Len() > 1 || params.Len() == 1 && !syntax.IsContext(params.At(0).Type()) || results.Len() > 1 || results.Len() == 1 && !syntax.IsError(results.At(0).Type()) {
		return false
	}
	for _, name := range []string{"Stop", "Shutdown", "Close", "OnStop"} {
		obj, _, _ := types.LookupFieldOrMethod(f.Sig.Recv().Type(), true, f.Obj.Pkg(), name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// method reports a Start that stays. It is certain where the package shows that
// something is to come after it; a Start beside a Stop is a hint.
func (c *check) method(f *calls.Func) {
	if c.mayBlock(f) {
		return
	}
	stay := c.Stays(f)
	if stay == nil || c.expectsEnd(f, stay) {
		return
	}
	finding := report.Finding{
		Pos: stay.Node.Pos(), End: headOf(stay.Node), Tier: report.Strict,
		Message: f.Name() + " does not return before it is stopped, so that whoever calls it to start this never comes to the next: it stays in " + stay.What + "; start that with go, and stop it in the stop method",
		Chain:   stay.Chain, Fixes: c.fix(f, stay),
	}
	if use := c.goesOn(f); use != nil {
		finding.Tier = report.Default
		finding.Related = []report.Related{{Pos: use.Expr.Pos(), End: use.Expr.End(), Message: "what comes after this call is not reached"}}
	}
	c.Report(finding)
}

// mayBlock: its contract says so (a framework's interface, the comment), or it is
// started with go.
func (c *check) mayBlock(f *calls.Func) bool {
	if f.Decl.Doc != nil && strings.Contains(strings.ToLower(f.Decl.Doc.Text()), "block") {
		return true
	}
	for _, u := range c.Graph.Uses(f) {
		if u.Call.Mode == calls.Go || u.Arg != calls.Callee || c.isOwnGoroutine(u.Call.Func) {
			return true
		}
	}
	for _, pkg := range c.Pkg.Imports() {
		for _, role := range c.Table.Roles(pkg.Path()) {
			if role.Blocks && role.Method == f.Obj.Name() && c.implements(f, pkg, role.Type) {
				return true
			}
		}
	}
	return false
}

// isOwnGoroutine: the call stands in what runs on a goroutine of its own.
func (c *check) isOwnGoroutine(f *calls.Func) bool {
	for _, a := range c.Of(f) {
		if a.How == services.GoStmt || a.How == services.Spawner {
			return true
		}
	}
	return false
}

func (c *check) implements(f *calls.Func, pkg *types.Package, name string) bool {
	tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return false
	}
	iface, ok := tn.Type().Underlying().(*types.Interface)
	return ok && types.Implements(f.Sig.Recv().Type(), iface)
}

// expectsEnd: the method looks at the error with which a server says that it was
// stopped. Who writes that knows that it comes back then, and not before.
func (c *check) expectsEnd(f *calls.Func, stay *services.Stay) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if n != nil && n.Pos() > stay.Node.Pos() {
			if e, ok := n.(ast.Expr); ok {
				v := syntax.VarOf(c.Info, e)
				found = found || v != nil && c.Table.IsStop(v)
			}
		}
		return !found
	})
	return found
}

// goesOn returns a plain call of f, outside of tests, after which its caller does
// something else.
func (c *check) goesOn(f *calls.Func) *calls.Call {
	for _, u := range c.UsesInCode(f) {
		if u.Arg != calls.Callee || u.Call.Mode != calls.Plain {
			continue
		}
		for _, stmt := range u.Call.Func.Body.List {
			if stmt.Pos() > u.Call.Expr.End() && !isReturn(stmt) {
				return u.Call
			}
		}
	}
	return nil
}

func isReturn(stmt ast.Stmt) bool {
	switch stmt.(type) {
	case *ast.ReturnStmt, *ast.EmptyStmt:
		return true
	}
	return false
}

// fix starts a call that is a statement with go, and puts a loop into a goroutine
// if nothing in it returns a value.
func (c *check) fix(f *calls.Func, stay *services.Stay) []analysis.SuggestedFix {
	for _, stmt := range f.Body.List {
		switch stmt := stmt.(type) {
		case *ast.ExprStmt:
			if stmt.X == stay.Node && c.Info.TypeOf(stmt.X) != nil && isCall(stmt.X) {
				return []analysis.SuggestedFix{{Message: "start it with go", TextEdits: []analysis.TextEdit{{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("go ")}}}}
			}
		case *ast.ForStmt, *ast.RangeStmt:
			if stmt == stay.Node && !returnsValue(f, stmt) && !c.isLastOf(f, stmt) {
				return []analysis.SuggestedFix{{Message: "run the loop in a goroutine", TextEdits: []analysis.TextEdit{
					{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("go func() {\n")},
					{Pos: stmt.End(), End: stmt.End(), NewText: []byte("\n}()")},
				}}}
			}
		}
	}
	return nil
}

func isCall(e ast.Expr) bool {
	_, ok := e.(*ast.CallExpr)
	return ok
}

func returnsValue(f *calls.Func, loop ast.Node) bool {
	for _, ret := range f.Returns {
		if len(ret.Results) > 0 && syntax.Contains(loop, ret.Pos()) {
			return true
		}
	}
	return false
}

// isLastOf: without the loop, a function with results would end without one.
func (c *check) isLastOf(f *calls.Func, stmt ast.Node) bool {
	list := f.Body.List
	return f.Type.Results != nil && list[len(list)-1] == stmt
}
