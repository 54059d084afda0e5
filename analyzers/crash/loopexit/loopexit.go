package loopexit

import (
	_ "embed"
	"go/ast"
	"go/token"

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
// Theory: the loop that keeps a service alive has exit edges, each with a
// reason. An exit because a call of this turn failed is the fault, if three
// things hold: the loop lives as long as a service or the process; the error is
// not the end of its source (a closed connection, listener or channel); and
// nobody notices that the loop ended, so that nothing restarts it or ends the
// process. Who notices is followed from the exit through the functions between
// the loop and the place that started it. All of this is may-information about
// one path each; a loop whose lifetime is not known is left alone.
var Analyzer = &analysis.Analyzer{
	Name:       "loopexit",
	Doc:        report.Doc(doc, "loopexit"),
	URL:        report.URL("crash", "loopexit"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		seen:     make(map[token.Pos]bool),
	}
	for _, a := range c.Found {
		if a.Loop != nil && a.IsLong() && c.ownsLoop(a) {
			c.exits(a)
			c.skippedResets(a)
		}
	}
	for _, f := range c.Graph.Funcs {
		c.rearmed(f)
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	seen map[token.Pos]bool // exits that are reported; several activations may share a loop
}

// ownsLoop: the loop is that of the activation, not of another one that runs in
// every turn of it.
func (c *check) ownsLoop(a *services.Activation) bool {
	return a.How != services.Starter && !a.Joined
}

func (c *check) exits(a *services.Activation) {
	for _, e := range c.Exits(a.Loop) {
		if e.Reason != services.OnError || c.seen[e.Node.Pos()] || c.isSourceOf(a.Loop, e.Call) {
			continue
		}
		if c.isNoticed(a, e) || c.isResultOfTurn(e) || c.isClassified(a.Loop, e.Err) {
			continue
		}
		c.seen[e.Node.Pos()] = true
		c.reportExit(a, e)
	}
}

func (c *check) reportExit(a *services.Activation, e services.Exit) {
	what := "an error in one turn"
	if e.Call != nil {
		what = "a failed " + syntax.ExprName(e.Call.Fun)
	}
	finding := report.Finding{
		Pos: e.Node.Pos(), End: e.Node.End(),
		Message: what + " ends " + c.worker(a) + " for good while the process stays healthy; log the error and go on with the next turn after a pause, or return it to something that restarts the loop",
		Related: c.related(a, e),
	}
	if !c.isSure(a, e) {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

func (c *check) worker(a *services.Activation) string {
	if a.Body != nil && a.Body.Obj != nil {
		return a.Body.Name()
	}
	if len(a.Chain) > 0 {
		return a.Chain[len(a.Chain)-1]
	}
	return "this loop"
}

func (c *check) related(a *services.Activation, e services.Exit) []report.Related {
	out := []report.Related{{Pos: a.Loop.Pos(), End: a.Loop.Body.Lbrace, Message: "the loop"}}
	if e.Call != nil {
		out = append(out, report.Related{Pos: e.Call.Pos(), End: e.Call.End(), Message: "this call failed"})
	}
	if a.Call != nil && a.Call.Stmt != nil {
		out = append(out, report.Related{Pos: a.Call.Stmt.Pos(), End: a.Call.Stmt.End(), Message: "started here, where nobody sees it end"})
	}
	return out
}

// isSure: started in this package, and the failing call is an everyday failure:
// it talks to the outside, or judges one item of many.
func (c *check) isSure(a *services.Activation, e services.Exit) bool {
	if a.How == services.Loop {
		return false // nothing here starts it, so its caller may well restart it
	}
	return c.Outside(e.Call) || a.Loop.Kind == calls.Drain || c.receives(a.Loop)
}

// receives: the loop takes items from a channel.
func (c *check) receives(l *calls.Loop) bool {
	for _, sel := range l.Func.Selects {
		if !syntax.Contains(l.Body, sel.Pos()) {
			continue
		}
		for _, s := range sel.Body.List {
			if a, ok := s.(*ast.CommClause).Comm.(*ast.AssignStmt); ok && a != nil {
				return true
			}
		}
	}
	return false
}

// isResultOfTurn: the exit returns a value besides the error, so the loop was
// looking for something.
func (c *check) isResultOfTurn(e services.Exit) bool {
	r, ok := e.Node.(*ast.ReturnStmt)
	return ok && len(r.Results) > 1
}
