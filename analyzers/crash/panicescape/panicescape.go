package panicescape

import (
	_ "embed"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a panic ends the process unless a deferred call recovers it in the
// same goroutine. For every place that starts one (a go statement, a spawner
// whose body or row says so, a callback of a framework) it is known who
// recovers: the body itself, the spawner, the framework, or nobody. What can
// panic in reach is a may-effect of the body, with the chain that leads to it;
// a function that recovers its own panics lets none through. By default only
// such evidence is reported.
var Analyzer = &analysis.Analyzer{
	Name:       "panicescape",
	Doc:        report.Doc(doc, "panicescape"),
	URL:        report.URL("crash", "panicescape"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		pass:     pass,
		policy:   config.Of(pass).PanicPolicy,
		seen:     make(map[token.Pos]bool),
		named:    make(map[string]bool),
	}
	if c.policy == config.PolicyCrash || c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, a := range c.Found {
		if startsGoroutine(a) && !c.seen[a.Pos] && !c.isRecovered(a) && !c.isKeptHere(a) {
			c.judge(a)
		}
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	pass   *analysis.Pass
	policy string
	seen   map[token.Pos]bool
	named  map[string]bool // callbacks and plugins in fields of which a finding speaks
}

// startsGoroutine excludes loops that another package starts, and calls whose
// callee starts something: they are reported where they are started.
func startsGoroutine(a *services.Activation) bool {
	return a.How == services.GoStmt || a.How == services.Spawner || a.How == services.Callback
}

// isKeptHere: a function of this package keeps it for later. Where it is run is in
// sight as well, and that is the place to report.
func (c *check) isKeptHere(a *services.Activation) bool {
	return a.How == services.Spawner && c.Graph.Decl(a.Call.Fn) != nil && c.Sum.UseOf(a.Call, a.Arg)&summary.Keeps != 0
}

// isRecovered: by the body itself, by what runs it, or raised again on purpose.
func (c *check) isRecovered(a *services.Activation) bool {
	if c.Recovers(a) != "none" || a.Row != nil && a.Row.Panic != knowledge.Dies || c.isWrapped(a) {
		return true
	}
	return a.Body != nil && c.Sum.Of(a.Body).Contains != summary.Propagates
}

// isWrapped: g.Go(safe.Func(s.run)), where what Func returns recovers.
func (c *check) isWrapped(a *services.Activation) bool {
	if a.Call == nil || a.Arg < 0 || a.Arg >= len(a.Call.Expr.Args) {
		return false
	}
	for _, call := range a.Call.Func.Calls {
		if call.Expr == ast.Unparen(a.Call.Expr.Args[a.Arg]) {
			return c.Sum.Guards(call)
		}
	}
	return false
}

// judge reports the strongest reason that there is.
func (c *check) judge(a *services.Activation) {
	may, safer := c.mayOf(a), c.saferStart(a)
	switch {
	case may.Has(knowledge.Panics | summary.Foreign):
		c.reportEvidence(a, may)
	case safer != nil && c.isWork(a) && !c.isDecided(a):
		c.reportSafer(a, safer)
	case len(c.parts(a)) >= manyParts:
		c.reportParts(a)
	case c.isExposed(a, may):
		c.reportExposed(a, may)
	case c.policy != config.PolicyRecover:
		c.Skip()
	case c.isWork(a):
		c.reportUnrecovered(a)
	}
}

func (c *check) reportEvidence(a *services.Activation, may summary.Effects) {
	c.seen[a.Pos] = true
	mask, what := knowledge.Panics, " can panic"
	so := ", so the whole process ends; check it first, and defer a recover in what runs per turn or message"
	if !may.Has(mask) {
		mask, what = summary.Foreign, " runs code that others handed in"
		so = ", so a panic there ends the whole process; defer a recover around that call, and report what it caught"
	}
	chain := summary.Local(may.Chain(mask), c.Pkg.Name())
	last := chain[len(chain)-1]
	tier := report.Default
	if mask == summary.Foreign && (!c.takesFromOthers(a) || c.named[last]) {
		tier = report.Strict
	}
	if strings.Contains(last, ".") && tier == report.Default {
		c.named[last] = true // what one field holds is reported once
	}
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a),
		Message: c.subject(a) + what + " (" + last + ") and nothing recovers it" + so,
		Tier:    tier,
		Chain:   c.path(chain),
		Related: c.related(a),
	})
}

func (c *check) reportUnrecovered(a *services.Activation) {
	c.seen[a.Pos] = true
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a), Sub: "unrecovered",
		Message: "a panic in " + c.subject(a) + " ends the whole process: nothing recovers it; defer a recover in what runs per turn or message, so that one bad item costs one item",
		Related: c.related(a),
	})
}

// path leaves out chains of one: the message names the place already.
func (c *check) path(chain []string) []string {
	if len(chain) < 2 {
		return nil
	}
	return chain
}

func (c *check) mayOf(a *services.Activation) summary.Effects {
	if a.Body != nil {
		return c.Sum.Of(a.Body).May
	}
	if a.How != services.Callback {
		if handed := c.Sum.HandedIn(a.Call); handed != nil {
			return handed
		}
	}
	return c.Sum.OfFunc(a.Fn).May
}

func (c *check) subject(a *services.Activation) string {
	named := a.Fn != nil || a.Body != nil && a.Body.Obj != nil
	switch {
	case named:
		return a.Name()
	case a.Body == nil && a.How != services.GoStmt:
		return "what " + a.Via + " starts"
	}
	return "this goroutine"
}

// end keeps the range short: the go statement's first line says enough.
func (c *check) end(a *services.Activation) token.Pos {
	if a.Call != nil {
		return a.Call.Expr.Lparen
	}
	return a.End
}

func (c *check) related(a *services.Activation) []report.Related {
	if a.Body == nil {
		return nil
	}
	return []report.Related{{Pos: a.Body.Pos(), End: a.Body.Type.End(), Message: "this is what runs"}}
}
