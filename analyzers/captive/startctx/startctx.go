package startctx

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: the context of a start hook is there for the start: the framework gives it
// a deadline and cancels it when all have started. What is left behind by a hook, a
// goroutine, a value that keeps the context, a callee that does either, dies then.
// So contexts are followed from what is left behind to where they come from: a hook,
// or a deadline that a caller put on them for the start. A plain Start(ctx) whose
// callers are elsewhere is no evidence: its contract may well be that the service
// lives on that context.
var Analyzer = &analysis.Analyzer{
	Name:       "startctx",
	Doc:        report.Doc(doc, "startctx"),
	URL:        report.URL("captive", "startctx"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
		seen:     make(map[token.Pos]bool),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, a := range c.Found {
		c.leftBehind(a)
		c.foreignHook(a)
	}
	for _, f := range c.Graph.Funcs {
		c.handedOn(f)
		c.kept(f)
	}
	return c.Result(), nil
}

type check struct {
	*values.Values
	*report.Reporter
	seen map[token.Pos]bool
}

// leftBehind looks at the contexts of a goroutine that is not waited for.
func (c *check) leftBehind(a *services.Activation) {
	if a.Call == nil || a.How != services.GoStmt && a.How != services.Spawner && a.How != services.Kept || a.BeginsAtEnd() || c.IsAwaited(a) {
		return
	}
	if a.How == services.GoStmt && a.Arg == calls.Callee {
		for i, arg := range a.Call.Expr.Args {
			if !c.IgnoresEnd(a, a.Call, i) {
				c.context(a, arg, a.Call.Func)
			}
		}
	}
	if a.Body != nil && a.Body.Lit != nil {
		c.contextsIn(a, a.Body)
	}
}

func (c *check) contextsIn(a *services.Activation, f *calls.Func) {
	for _, call := range f.Calls {
		for i, arg := range call.Expr.Args {
			if !c.IgnoresEnd(a, call, i) {
				c.context(a, arg, f)
			}
		}
		if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && call.Fn != nil && call.Fn.Name() == "Done" {
			c.context(a, sel.X, f)
		}
	}
	for _, lit := range f.Lits {
		c.contextsIn(a, lit)
	}
}

func (c *check) context(a *services.Activation, e ast.Expr, in *calls.Func) {
	if c.seen[a.Pos] || !syntax.IsContext(c.Info.TypeOf(e)) {
		return
	}
	for _, o := range c.Contexts().Origins(e, in) {
		what, way, ok := c.shortLived(o, c.IsLongRunning(a))
		if !ok || o.Func != nil && a.Body != nil && a.Body.Encloses(o.Func) {
			continue
		}
		c.seen[a.Pos] = true
		c.Report(report.Finding{
			Pos: e.Pos(), End: e.End(),
			Message: c.name(a) + " lives on " + syntax.ExprName(e) + ", " + what + "; " + way,
			Chain:   chainOf(a, o),
			Related: c.relatedTo(o),
		})
		return
	}
	c.hosted(a, e, in)
}

func (c *check) name(a *services.Activation) string {
	if a.Body != nil && a.Body.Obj != nil {
		return a.Body.Name()
	}
	if a.Fn != nil {
		return a.Fn.Name()
	}
	return "this goroutine"
}

const wayOut = "give it a context that its stop hook cancels, made with context.WithCancel(context.WithoutCancel(ctx))"

// shortLived says why a context ends with the start.
func (c *check) shortLived(o services.Origin, lasting bool) (what, way string, ok bool) {
	if o.Kind == services.OfHook {
		return "the context of a hook, which ends when the hook or the phase is over", wayOut, true
	}
	for _, step := range o.Steps {
		if step.Ends&services.Expires != 0 && step.Via > 0 && lasting && c.startsOnWay(o, step.Via) {
			return "which " + step.Func.Outer().Name() + " gives a deadline for the start: it stops then, however long the service is to live", "hand the context without the deadline to what lives on", true
		}
	}
	return "", "", false
}

// startsOnWay: the deadline was put on the context of a function that starts
// something, by its name; for one that works until it is done, a deadline is right.
func (c *check) startsOnWay(o services.Origin, until int) bool {
	for _, via := range o.Via[:min(until, len(o.Via))] {
		if via.Fn != nil && services.IsStarter(via.Fn.Name()) && via.Mode == calls.Plain {
			return true
		}
	}
	return false
}

func (c *check) relatedTo(o services.Origin) []report.Related {
	var out []report.Related
	for _, step := range o.Steps {
		if step.Ends&services.Expires != 0 {
			out = append(out, report.Related{Pos: step.Call.Pos(), End: step.Call.End(), Message: "the deadline"})
		}
	}
	if o.Kind == services.OfHook && o.Func != nil {
		out = append(out, report.Related{Pos: o.Func.Type.Pos(), End: o.Func.Type.End(), Message: "the hook"})
	}
	return out
}

func chainOf(a *services.Activation, o services.Origin) []string {
	var out []string
	for i := len(o.Via) - 1; i >= 0; i-- {
		out = append(out, o.Via[i].Func.Outer().Name())
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, a.Call.Func.Outer().Name())
}

// handedOn looks at calls into other packages that keep the context of a hook, or
// one with a deadline, for what they leave behind.
func (c *check) handedOn(f *calls.Func) {
	for _, call := range f.Calls {
		if call.Mode != calls.Plain || call.Fn == nil || call.Fn.Pkg() == c.Pkg {
			continue
		}
		for i, arg := range call.Expr.Args {
			if !syntax.IsContext(c.Info.TypeOf(arg)) {
				continue
			}
			use := c.Contexts().Outlives(call, i)
			if use == 0 || c.StaysLocal(f, call.Expr) {
				continue
			}
			c.passedOn(f, call, arg, use)
		}
	}
}

func (c *check) passedOn(f *calls.Func, call *calls.Call, arg ast.Expr, use summary.Use) {
	for _, o := range c.Contexts().Origins(arg, f) {
		what, way := "the context of a hook, which ends when the hook or the phase is over", wayOut
		if o.Kind != services.OfHook {
			step, ok := c.deadline(o)
			if !ok || use&summary.Keeps == 0 || !services.IsStarter(call.Fn.Name()) {
				continue
			}
			what = "which " + step.Func.Outer().Name() + " gives a deadline: it stops then, however long the service is to live"
			way = "hand it the context without the deadline"
		}
		c.Report(report.Finding{
			Pos: arg.Pos(), End: arg.End(),
			Message: "what " + syntax.ExprName(call.Expr.Fun) + " leaves behind lives on " + syntax.ExprName(arg) + ", " + what + "; " + way,
			Related: c.relatedTo(o),
		})
		return
	}
}

func (c *check) deadline(o services.Origin) (services.Step, bool) {
	for _, step := range o.Steps {
		if step.Ends&services.Expires != 0 && c.EndsWith(step) {
			return step, true
		}
	}
	return services.Step{}, false
}

// foreignHook: a method of another package is the hook itself:
// fx.StartStopHook(srv.Start, srv.Stop).
func (c *check) foreignHook(a *services.Activation) {
	if a.Body != nil || a.Fn == nil || a.Row == nil || a.Call == nil || a.Arg < 0 || a.Arg >= len(a.Call.Expr.Args) || !services.IsHook(a.Row) {
		return
	}
	params := a.Fn.Signature().Params()
	for i := range params.Len() {
		if !syntax.IsContext(params.At(i).Type()) || c.Sum.OfFunc(a.Fn).Arg(i)&(summary.Keeps|summary.Async) == 0 {
			continue
		}
		arg := a.Call.Expr.Args[a.Arg]
		c.Report(report.Finding{
			Pos: arg.Pos(), End: arg.End(),
			Message: "what " + syntax.ExprName(arg) + " leaves behind lives on the context of a hook, which ends when the phase is over; call it with a context that the stop hook cancels",
		})
		return
	}
}
