package loopexit

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
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
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, a := range c.Found {
		if a.Loop != nil && a.Loop.Kind >= calls.Drain && a.IsLong() && c.ownsLoop(a) {
			c.exits(a)
			c.skippedResets(a)
			c.firesOnce(a)
		}
	}
	for _, f := range c.Graph.Funcs {
		c.rearmed(f)
	}
	c.poisoned()
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	timers map[*types.Var][]ast.Expr // what is assigned to timers; nil until asked
	seen   map[token.Pos]bool        // exits that are reported; several activations may share a loop
}

// ownsLoop: the loop is that of the activation, not of another one that runs in
// every turn of it.
func (c *check) ownsLoop(a *services.Activation) bool {
	return a.How != services.Starter && !a.Joined
}

func (c *check) exits(a *services.Activation) {
	for _, e := range c.Exits(a.Loop) {
		if c.seen[e.Node.Pos()] || !c.isFault(a.Loop, e) || c.isNoticed(a, e) || c.isResultOfTurn(e) {
			continue
		}
		c.seen[e.Node.Pos()] = true
		c.reportExit(a, e)
	}
}

// isFault: a call of this turn failed, and not because its source is gone, or
// one item was rejected.
func (c *check) isFault(l *calls.Loop, e services.Exit) bool {
	switch e.Reason {
	case services.OnError:
		return !c.isSourceOf(l, e.Call) && !c.isClassified(l, e.Err)
	case services.OnReject:
		return c.isItem(l, e.Lookup)
	}
	return false
}

// isItem reports whether a lookup is about what this turn took from a channel.
func (c *check) isItem(l *calls.Loop, lookup ast.Expr) bool {
	if l.Kind != calls.Drain || lookup == nil {
		return false
	}
	item := syntax.VarOf(c.Info, l.Stmt.(*ast.RangeStmt).Key)
	found := false
	ast.Inspect(lookup, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && item != nil && c.Info.Uses[id] == item
		return !found
	})
	return found
}

func (c *check) reportExit(a *services.Activation, e services.Exit) {
	finding := report.Finding{
		Pos: e.Node.Pos(), End: e.Node.End(),
		Message: c.cause(e) + " ends " + c.worker(a) + " for good while the process stays healthy; " + c.wayOut(a, e),
		Chain:   c.chain(a),
		Related: c.related(a, e),
	}
	if !c.isSure(a, e) || c.sendsBefore(a.Loop, e) {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

func (c *check) cause(e services.Exit) string {
	switch {
	case e.Reason == services.OnReject && isIndex(e.Lookup):
		return "one item that is not in " + syntax.ExprName(ast.Unparen(e.Lookup).(*ast.IndexExpr).X)
	case e.Reason == services.OnReject:
		return "one item of another type"
	case e.Call != nil && syntax.ExprName(e.Call.Fun) != "":
		return "a failed " + syntax.ExprName(e.Call.Fun)
	}
	return "an error in one turn"
}

func isIndex(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.IndexExpr)
	return ok
}

func (c *check) wayOut(a *services.Activation, e services.Exit) string {
	switch {
	case a.Loop.Kind == calls.Drain:
		return "log it and continue with the next item"
	case e.Call != nil && c.Sum.AlwaysOf(e.Call)&knowledge.Receives != 0:
		return "leave the loop when the source is closed, and go on after a pause otherwise"
	}
	return "log the error and go on with the next turn after a pause, or return it to something that restarts the loop"
}

// chain leads from what is started to the function with the loop.
func (c *check) chain(a *services.Activation) []string {
	if len(a.Chain) == 0 || a.Body == nil || a.Body.Obj == nil {
		return nil
	}
	return append([]string{a.Body.Name()}, a.Chain...)
}

func (c *check) worker(a *services.Activation) string {
	switch {
	case len(a.Chain) > 0:
		return a.Chain[len(a.Chain)-1]
	case a.Body != nil && a.Body.Obj != nil:
		return a.Body.Name()
	case a.How == services.GoStmt:
		return "this goroutine"
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

// isSure: nobody outside this package can restart it, and the failing call is an
// everyday failure: it talks to the outside, or judges one item of many.
func (c *check) isSure(a *services.Activation, e services.Exit) bool {
	if a.How == services.Loop && !c.isEntry(a.Loop.Func) {
		return false // nothing here starts it, so its caller may well restart it
	}
	return c.Outside(e.Call) || a.Loop.Kind == calls.Drain || c.receives(a.Loop)
}

// isEntry: users of this package call it, and it can tell them nothing.
func (c *check) isEntry(f *calls.Func) bool {
	return f.Obj != nil && f.Obj.Exported() && f.Sig.Results().Len() == 0 && len(c.UsesInCode(f)) == 0
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
