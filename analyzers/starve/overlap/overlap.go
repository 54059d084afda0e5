package overlap

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: something starts a run of the same work every so often, and does not wait
// for the run before. That is the fault if the work may take long, as it talks to
// something outside, and nothing lets in only one: neither what starts it (a flag,
// an option of the scheduler, a limit), nor the work itself (a lock that it may not
// get, an atomic, singleflight). Work that only starts its next run when it is done
// cannot overlap.
var Analyzer = &analysis.Analyzer{
	Name:       "overlap",
	Doc:        report.Doc(doc, "overlap"),
	URL:        report.URL("starve", "overlap"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[services.Analyzer].(*services.Services)
	c := &check{Bounds: bounds.New(s), Reporter: report.New(pass, "starve"), seen: make(map[token.Pos]bool)}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, a := range c.Found {
		if a.Call == nil || c.IsTest(a.Pos) || c.seen[a.Pos] {
			continue
		}
		switch a.How {
		case services.GoStmt, services.Spawner:
			c.ticks(a)
		case services.Callback:
			c.scheduled(a)
		}
	}
	for _, f := range c.Graph.Funcs {
		c.rearmed(f)
	}
	return c.Result(), nil
}

type check struct {
	*bounds.Bounds
	*report.Reporter
	seen map[token.Pos]bool
}

// lasting is what makes a run take longer than planned, some day.
const lasting = knowledge.Asks | knowledge.Pauses | knowledge.Computes | summary.Unknown | summary.Foreign

// mayLast reports whether a run may take long.
func (c *check) mayLast(a *services.Activation) bool {
	if a.Body != nil {
		return c.Sum.Of(a.Body).May.Has(lasting)
	}
	if a.Fn == nil || syntax.IsInterfaceMethod(a.Fn) {
		return true
	}
	if row, ok := c.Table.Call(a.Fn); ok {
		return row.Does&lasting != 0
	}
	return c.Sum.OfFunc(a.Fn).May.Has(lasting)
}

// isAlone reports whether the work itself lets in only one.
func (c *check) isAlone(a *services.Activation) bool { return c.IsAlone(a.Body) }

func (c *check) work(a *services.Activation) string {
	switch {
	case a.Body != nil && a.Body.Obj != nil:
		return a.Body.Name()
	case a.Fn != nil:
		return syntax.NameOf(a.Fn, c.Pkg)
	case a.Body != nil:
		if via := c.Sum.Of(a.Body).May.Chain(lasting); len(via) > 0 {
			return summary.Local(via[:1], c.Pkg.Name())[0]
		}
	}
	return "the run"
}

// isPaced reports whether the turns of a loop come by the clock: they wait for time
// and for nothing else.
func (c *check) isPaced(l *calls.Loop) bool {
	for _, call := range l.Func.Calls {
		if call.Loop == l && call.Mode == calls.Plain && c.Sum.AlwaysOf(call.Expr)&knowledge.Pauses != 0 {
			return true
		}
	}
	return false
}
