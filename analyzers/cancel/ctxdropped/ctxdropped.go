package ctxdropped

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: every context.Background and context.TODO is followed to the calls that
// wait under it. It is a fault where they wait for something outside, a context
// was in reach that says when the work is no longer wanted, and nothing shows that
// it was left out on purpose: the code is not part of stopping, the context is not
// kept for something that has a stop of its own, and no comment explains it. Where
// the function has none, its callers are asked, and the one fault is that it does
// not accept theirs. What a call waits for is may-information; where a context goes
// is followed within one function.
var Analyzer = &analysis.Analyzer{
	Name:       "ctxdropped",
	Doc:        report.Doc(doc, "ctxdropped"),
	URL:        report.URL("cancel", "ctxdropped"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Finder:   inreach.New(pass.ResultOf[services.Analyzer].(*services.Services)),
		Reporter: report.New(pass, "cancel"),
		pass:     pass,
		asked:    make(map[*calls.Func]bool),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			c.call(call)
		}
	}
	for _, f := range c.Graph.Funcs {
		c.ignored(f)
	}
	return c.Result(), nil
}

type check struct {
	*inreach.Finder
	*report.Reporter
	pass  *analysis.Pass
	asked map[*calls.Func]bool // functions that are told to accept a context, once each
}

func (c *check) call(call *calls.Call) {
	switch {
	case call.Fn == nil || call.Mode == calls.Defer:
	case summary.IsBackground(call.Fn):
		c.background(call)
	case isWithoutCancel(call.Fn):
		c.detached(call)
	case call.Mode == calls.Plain:
		c.ownContext(call)
		c.noContext(call)
	}
}

func isWithoutCancel(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == "context" && fn.Name() == "WithoutCancel"
}

// background judges one context.Background() or context.TODO().
func (c *check) background(call *calls.Call) {
	f := call.Func
	fate := c.follow(f, call.Expr)
	if fate.kept || len(fate.waits) == 0 && !fate.async {
		return
	}
	src, ok := c.At(f, call.Expr.Pos())
	switch {
	case c.IsStopping(f, call.Expr):
		c.unboundedCleanUp(call, fate)
	case fate.async:
		if ok && c.Matters(f, src) {
			c.ownRoot(call, fate, src)
		}
	case ok:
		if c.Matters(f, src) {
			c.inReach(call, fate, src)
		}
	case inreach.Ignored(f) >= 0 && c.Matters(f, inreach.Source{}):
		c.reportIgnored(f, call.Expr, fate.waits[0])
	default:
		c.outOfReach(call, fate)
	}
}

// inReach: there was a context, and the call waits under another.
func (c *check) inReach(call *calls.Call, fate fate, src inreach.Source) {
	tier, ok := c.tier(call, fate)
	if !ok || fate.cancel != nil && c.isHandedOn(fate.cancel) {
		return
	}
	if src.Kind == inreach.Kept && !fate.surely() {
		tier = report.Strict
	}
	then := c.consequence(src)
	if c.isLeft(call.Func, src) {
		tier, then = report.Strict, afterStop
	}
	w := fate.waits[0]
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Tier: tier,
		Message: report.Subject(w.name()) + " runs under " + nameOf(call) + ", so " + then + "; pass " + src.Text,
		Chain:   c.chain(call.Func, w),
		Related: w.related(call),
		Fixes:   c.fix(call, src),
	})
}

// consequence says what happens when the context in reach ends.
func (c *check) consequence(src inreach.Source) string {
	if src.Client {
		return "it goes on for a client that is gone"
	}
	return "it goes on when " + src.Text + " is done, and a stop waits for it"
}

// afterStop is what becomes of work for whose goroutine nobody waits.
const afterStop = "it goes on after the stop, and nobody waits for it"

// tier: what ends by itself after a while is worth a word in a review, unless it
// is meant to be so; what does not is a fault, unless somebody says why.
func (c *check) tier(call *calls.Call, fate fate) (report.Tier, bool) {
	meant := c.isMeant(call, fate)
	switch {
	case fate.bounded && meant:
		return report.Strict, false
	case fate.bounded, meant, !fate.surely() && !c.IsReached(call.Func):
		return report.Strict, true
	}
	return report.Default, true
}

// unboundedCleanUp: clean-up may well use a context of its own, but with a limit.
func (c *check) unboundedCleanUp(call *calls.Call, fate fate) {
	if fate.bounded || fate.async || fate.cancel != nil || !fate.surely() || syntax.ContextForm(call.Func.Outer().Obj) != nil || !c.Matters(call.Func, inreach.Source{}) {
		return
	}
	w := fate.waits[0]
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "cleanup", Tier: report.Strict,
		Message: report.Subject(w.name()) + " cleans up without a limit, so a peer that hangs keeps the process from stopping; give it a timeout: context.WithTimeout(" + nameOf(call) + ", ...)",
		Chain:   c.chain(call.Func, w),
	})
}

// detached: context.WithoutCancel takes away the only limit that the call had.
func (c *check) detached(call *calls.Call) {
	fate := c.follow(call.Func, call.Expr)
	if fate.kept || fate.async || fate.bounded || fate.cancel != nil || len(fate.waits) == 0 || c.IsStopping(call.Func, call.Expr) || !c.Matters(call.Func, inreach.Source{}) {
		return
	}
	w := fate.waits[0]
	finding := report.Finding{
		Pos: w.call.Pos(), End: w.call.Lparen, Sub: "detached",
		Message: report.Subject(w.name()) + " can neither be cancelled nor times out, so a peer that hangs keeps it, and whoever waits for it, for ever; give it a limit: context.WithTimeout(context.WithoutCancel(...), ...)",
		Chain:   c.chain(call.Func, w),
	}
	if !c.IsReached(call.Func) {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

// chain leads from the function to what waits in the end.
func (c *check) chain(f *calls.Func, w wait) []string {
	if len(w.via) == 0 {
		return nil
	}
	chain := []string{f.Outer().Name(), w.callee(c.Pkg)}
	return append(chain, summary.Local(w.via, c.Pkg.Name())...)
}

func nameOf(call *calls.Call) string { return "context." + call.Fn.Name() + "()" }

// fix puts the context in reach in the place of the new one.
func (c *check) fix(call *calls.Call, src inreach.Source) []analysis.SuggestedFix {
	path := inreach.PathTo(call.Func.Body, call.Expr)
	if len(path) > 0 && isAssignedTo(path[len(path)-1], src.Text) {
		return nil // ctx = ctx
	}
	return []analysis.SuggestedFix{{
		Message:   "pass " + src.Text,
		TextEdits: []analysis.TextEdit{{Pos: call.Expr.Pos(), End: call.Expr.End(), NewText: []byte(src.Text)}},
	}}
}

func isAssignedTo(stmt ast.Node, name string) bool {
	a, ok := stmt.(*ast.AssignStmt)
	if !ok {
		return false
	}
	id, ok := a.Lhs[0].(*ast.Ident)
	return ok && id.Name == name
}
