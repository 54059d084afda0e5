package captivego

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

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
// Theory: what a function leaves behind, a goroutine that it does not wait for, runs
// while the function returns. What belongs to the function's request, or to the
// function itself by a deferred cancel, ends then. So for each such activation, the
// contexts and scoped values that it is given or captures are followed to where they
// come from; one of them that ends before it is the fault, if the work minds. A
// context is also what tells a goroutine to stop: one that goes on until its context
// ends, beside a function that stays, is meant to end with it. Who stays is read off
// the statements behind the go statement.
var Analyzer = &analysis.Analyzer{
	Name:       "captivego",
	Doc:        report.Doc(doc, "captivego"),
	URL:        report.URL("captive", "captivego"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "captive"),
		files:    pass.Files,
		seen:     make(map[token.Pos]bool),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, a := range c.Found {
		if c.isLeftBehind(a) {
			c.contexts(a)
			c.values(a)
			c.texts(a)
		}
		c.fanOut(a)
	}
	for _, f := range c.Graph.Funcs {
		c.streams(f)
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	files []*ast.File
	seen  map[token.Pos]bool // activations that are reported: one word for each
}

// isLeftBehind: work that is started here and goes on when the starter returns.
func (c *check) isLeftBehind(a *services.Activation) bool {
	if a.Call == nil || c.seen[a.Pos] || c.IsAwaited(a) {
		return false
	}
	switch a.How {
	case services.GoStmt, services.Spawner, services.Kept:
	default:
		return false
	}
	return !a.BeginsAtEnd()
}

// given is a value that a goroutine is handed, or finds around it.
type given struct {
	expr ast.Expr
	in   *calls.Func // the body that expr is evaluated in
	call *calls.Call // what it is an argument of
	i    int
}

// args lists what an activation is given, and what the calls in its literal are.
func (c *check) args(a *services.Activation) []given {
	var out []given
	if a.How == services.GoStmt && a.Arg == calls.Callee {
		for i, arg := range a.Call.Expr.Args {
			out = append(out, given{arg, a.Call.Func, a.Call, i})
		}
	}
	if a.Body != nil && a.Body.Lit != nil {
		out = c.argsIn(out, a.Body)
	}
	return out
}

func (c *check) argsIn(out []given, f *calls.Func) []given {
	for _, call := range f.Calls {
		for i, arg := range call.Expr.Args {
			out = append(out, given{arg, f, call, i})
		}
	}
	for _, lit := range f.Lits {
		out = c.argsIn(out, lit)
	}
	return out
}

// isOutside: a variable that the literal finds around it.
func isOutside(a *services.Activation, v *types.Var) bool {
	return a.Body == nil || a.Body.Lit == nil || !syntax.Contains(a.Body.Lit, v.Pos())
}

func (c *check) report(a *services.Activation, at ast.Node, f report.Finding) {
	c.seen[a.Pos] = true
	f.Pos, f.End = at.Pos(), at.End()
	f.Related = append(f.Related, report.Related{Pos: a.Pos, End: min(a.End, a.Pos+2), Message: "started here, and not waited for"})
	c.Report(f)
}

func (c *check) what(a *services.Activation) string {
	if a.Body != nil && a.Body.Obj != nil {
		return a.Body.Name()
	}
	if a.Fn != nil {
		return a.Fn.Name()
	}
	if a.How == services.GoStmt {
		return "this goroutine"
	}
	return "what " + a.Via + " runs"
}
