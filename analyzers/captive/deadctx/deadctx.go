package deadctx

import (
	_ "embed"
	"go/ast"
	"go/token"

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
// Theory: a context has an end, and most of its ends can be seen in the body where
// they happen: its Done is received, its Err is not nil, its cancel function is
// called, the Wait of its group returns. What a path does with it after that is in
// vain. That is must-information: the context has ended on every way to the use. Two
// uses are worse than they look, and are judged by where they stand: clean-up that
// is deferred runs when the function is told to stop, or has failed because the
// context ended; and what one run does for all who ask (singleflight, Once) must not
// end with the one who came first. A use only counts if the callee minds: it waits
// for something, and does not detach the context itself.
var Analyzer = &analysis.Analyzer{
	Name:       "deadctx",
	Doc:        report.Doc(doc, "deadctx"),
	URL:        report.URL("captive", "deadctx"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
		pass:     pass,
		seen:     make(map[token.Pos]bool),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		if !c.mentionsContext(f) {
			continue
		}
		c.ended(f)
		c.deferred(f)
		c.skipped(f)
		c.shared(f)
	}
	return c.Result(), nil
}

type check struct {
	*values.Values
	*report.Reporter
	pass *analysis.Pass
	seen map[token.Pos]bool
}

// ended reports what is given a context that has ended on every way to it.
func (c *check) ended(f *calls.Func) {
	for _, u := range c.Contexts().EndedIn(f) {
		care := c.Contexts().CareOf(u.Call, u.I)
		if care <= services.Looks || u.Parent && c.Contexts().Ends(u.Var) == 0 {
			continue
		}
		finding := report.Finding{
			Message: c.callee(u.Call) + " is given " + u.Var.Name() + ", which " + why(u) + "; " + wayOut(u),
			Related: []report.Related{{Pos: u.End.Node.Pos(), End: u.End.Node.End(), Message: "it ends here"}},
			Fixes:   c.fixArgument(u.Call, u.Arg, u.End.Kind != services.Waited),
		}
		if care == services.MayCare {
			finding.Tier = report.Strict
		}
		c.reportAt(u.Arg, finding)
	}
}

// reportAt reports each place once: a literal may be called from several.
func (c *check) reportAt(arg ast.Expr, finding report.Finding) {
	if c.seen[arg.Pos()] {
		return
	}
	c.seen[arg.Pos()] = true
	finding.Pos, finding.End = arg.Pos(), arg.End()
	c.Report(finding)
}

func (c *check) callee(call *calls.Call) string {
	if name := syntax.ExprName(call.Expr.Fun); name != "" {
		return name
	}
	return "this call"
}

// why says how the context has ended by then.
func why(u services.EndedUse) string {
	if u.Parent {
		return "has ended too when all were told to stop, as its group's context was made from it"
	}
	switch u.End.Kind {
	case services.Received:
		return "has ended, as its Done was received before: it gives up at once"
	case services.Failed:
		return "has ended, as its Err says: it gives up at once"
	case services.Revoked:
		return "was cancelled before: it gives up at once"
	case services.Stopped:
		return "has ended when context.AfterFunc runs this: it gives up at once"
	}
	if _, ok := u.End.Node.(*ast.GoStmt); ok {
		return "is cancelled as soon as Wait returns in the other goroutine"
	}
	return "was cancelled when Wait returned: it gives up at once"
}

func wayOut(u services.EndedUse) string {
	if u.End.Kind == services.Waited {
		return "use the context that the group was made from, and give the group's its own name"
	}
	return "use context.WithTimeout(context.WithoutCancel(" + u.Var.Name() + "), ...)"
}
