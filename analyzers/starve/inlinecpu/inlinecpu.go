package inlinecpu

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
// Theory: Go pre-empts, so heavy work by itself only delays its own goroutine. It
// hurts others in two places, and only these are looked at: where callers decide
// how many run at once, so that together they take all processors; and on a
// goroutine that serves several things, all of which wait for the one. The first is
// found by following calls from handlers to what is known, or seen, to be heavy,
// as long as nothing on the way bounds how many get there; the second in the cases
// of a service's select. The same goes for waiting for one peer on the goroutine that
// accepts all of them. What is heavy whatever it is given is reported by default;
// what is heavy for large input in strict runs.
var Analyzer = &analysis.Analyzer{
	Name:       "inlinecpu",
	Doc:        report.Doc(doc, "inlinecpu"),
	URL:        report.URL("starve", "inlinecpu"),
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
	c.handlers()
	for _, a := range c.Found {
		if a.Loop != nil && a.Loop.Kind == calls.Endless && !c.IsTest(a.Pos) {
			c.selects(a)
			c.accepts(a)
		}
	}
	return c.Result(), nil
}

type check struct {
	*bounds.Bounds
	*report.Reporter
	seen map[token.Pos]bool // calls that are reported
}

const (
	known = knowledge.Heavy | knowledge.Computes
	burns = known | summary.Grinds
)

// cost is what a call takes, and the calls that lead to what takes it.
type cost struct {
	heavy bool // whatever it is given
	via   []string
}

// costOf says what a call takes that is made by a function of this package: by
// knowledge of it, or by what is known of a function of another package. What its
// own functions take is found inside them.
func (c *check) costOf(call *calls.Call) (cost, bool) {
	if call.Mode != calls.Plain || call.Fn == nil || c.Graph.Decl(call.Fn) != nil || c.bounds(call) {
		return cost{}, false
	}
	if row, ok := c.Table.Call(call.Fn); ok {
		return cost{heavy: row.Does&knowledge.Heavy != 0, via: []string{syntax.NameOf(call.Fn, c.Pkg)}}, row.Does&burns != 0
	}
	may := c.Sum.OfFunc(call.Fn).May
	return c.costIn(call, may), may.Has(known) && !may.Has(knowledge.Limits)
}

func (c *check) costIn(call *calls.Call, may summary.Effects) cost {
	out := cost{heavy: may.Has(knowledge.Heavy)}
	mask := burns
	if out.heavy {
		mask = knowledge.Heavy
	}
	name := syntax.ExprName(call.Expr.Fun)
	if call.Fn != nil {
		name = syntax.NameOf(call.Fn, c.Pkg)
	}
	out.via = append([]string{name}, summary.Local(may.Chain(mask), c.Pkg.Name())...)
	return out
}

// bounds reports whether a call runs its argument under a limit: offload.Do.
func (c *check) bounds(call *calls.Call) bool {
	if call.Fn == nil {
		return false
	}
	row, ok := c.Table.Call(call.Fn)
	return ok && row.Does&knowledge.Limits != 0
}
