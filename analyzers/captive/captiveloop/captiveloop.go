package captiveloop

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
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
// Theory: a value that is meant for one unit of work is opened before a service loop
// and used in its turns, in the same body or in a body of this package that it is
// handed to. The loop has to live as long as a service, must not put another value in
// its place, and must not end when a turn fails: then whoever starts it again opens a
// new one. What is held on purpose is known by what is said to it: LISTEN, locks.
var Analyzer = &analysis.Analyzer{
	Name:       "captiveloop",
	Doc:        report.Doc(doc, "captiveloop"),
	URL:        report.URL("captive", "captiveloop"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
		loops:    make(map[*calls.Loop]*services.Activation),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, a := range c.Found {
		if a.Loop != nil && a.Loop.Kind >= calls.Drain && a.IsLong() && a.How != services.Starter {
			c.loops[a.Loop] = a
		}
	}
	if len(c.loops) == 0 {
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) {
			continue
		}
		for _, o := range c.OpenedIn(f) {
			if c.isUnitOfWork(o) {
				c.opened(o)
			}
		}
	}
	return c.Result(), nil
}

type check struct {
	*values.Values
	*report.Reporter
	loops map[*calls.Loop]*services.Activation // those that live as long as a service
}

// isUnitOfWork: a transaction, pinned connection, session or scope, held by a local
// variable. Rows, streams and subscriptions are there to be read in a loop.
func (c *check) isUnitOfWork(o *values.Opened) bool {
	if o.Var == nil || o.Held || o.Row.Life > knowledge.Request || o.Row.Ctx {
		return false
	}
	switch o.Row.Noun {
	case "transaction", "pinned connection", "session", "scope":
		return true
	}
	return false
}

func (c *check) opened(o *values.Opened) {
	events := c.Events(o)
	if c.isMeant(o.Func.Outer(), o.Var) {
		return
	}
	for _, l := range loopsIn(o.Func) {
		if c.loops[l] != nil && o.Call.Pos() < l.Pos() && !(o.Loop != nil && o.Loop.Within(l)) {
			c.usedIn(o, o.Var, events, l)
		}
	}
	for _, e := range events {
		if e.Use.How == syntax.Argument && e.Use.Part == "" {
			c.handed(o, e)
		}
	}
}

// loopsIn lists the loops of a body and of the literals inside it.
func loopsIn(f *calls.Func) []*calls.Loop {
	out := f.Loops
	for _, lit := range f.Lits {
		out = append(out[:len(out):len(out)], loopsIn(lit)...)
	}
	return out
}

// handed follows a value into the function of this package that it is handed to.
func (c *check) handed(o *values.Opened, e values.Event) {
	body := c.Graph.Decl(syntax.Callee(c.Info, e.Use.Call))
	if body == nil || body.Sig == nil || e.Use.Arg >= body.Sig.Params().Len() {
		return
	}
	p := body.Sig.Params().At(e.Use.Arg)
	if c.isMeant(body, p) {
		return
	}
	inside := c.Events(&values.Opened{Row: o.Row, Func: body, Var: p})
	for _, l := range loopsIn(body) {
		if c.loops[l] != nil {
			c.usedIn(o, p, inside, l)
		}
	}
}

// usedIn reports a value that the turns of a loop use, all of them the same one.
func (c *check) usedIn(o *values.Opened, x *types.Var, events []values.Event, l *calls.Loop) {
	var use ast.Node
	for _, e := range events {
		if !syntax.Contains(l.Body, e.Use.Node.Pos()) {
			continue
		}
		ends := e.Use.How == syntax.Method && summary.IsEndName(e.Use.Name)
		if e.Use.How == syntax.Assigned || ends && !c.leaves(l, e.Use.Node) {
			return // opened anew, or ended and left
		}
		if use == nil && e.Use.How != syntax.Read {
			use = e.Use.Node
		}
	}
	if use == nil || c.endsOnError(l) {
		return
	}
	c.Report(report.Finding{
		Pos: o.Call.Pos(), End: o.Call.End(),
		Message: "every turn of the loop in " + l.Func.Outer().Name() + " works in the one " + o.Noun() + " " + x.Name() + " that was opened before it, so it stays taken as long as the service runs, and once it is broken every turn fails; open one in each turn, and end it there",
		Related: []report.Related{
			{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the loop"},
			{Pos: use.Pos(), End: use.End(), Message: "used here"},
		},
	})
}

// leaves reports whether a node stands where the loop is left.
func (c *check) leaves(l *calls.Loop, n ast.Node) bool {
	for _, e := range c.Exits(l) {
		if e.Node.Pos() >= n.Pos() {
			return true
		}
	}
	return false
}

// endsOnError: the loop is left when a turn fails, so that a new value can be opened.
func (c *check) endsOnError(l *calls.Loop) bool {
	for _, e := range c.Exits(l) {
		if e.Reason == services.OnError {
			return true
		}
	}
	return false
}

// isMeant reports whether a connection is pinned on purpose: a session-wide lock, or
// notifications that come on this connection alone.
func (c *check) isMeant(f *calls.Func, x *types.Var) bool {
	meant := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !c.Mentions(call, x) {
			return !meant
		}
		name := strings.ToLower(syntax.ExprName(call.Fun))
		meant = meant || strings.Contains(name, "lock") || strings.Contains(name, "listen") || strings.Contains(name, "notif") || strings.Contains(name, "leader")
		for _, arg := range call.Args {
			meant = meant || c.saysPinned(arg)
		}
		return !meant
	})
	return meant
}

// saysPinned looks at the text of a statement.
func (c *check) saysPinned(e ast.Expr) bool {
	tv := c.Info.Types[e]
	if tv.Value == nil || tv.Value.Kind().String() != "String" {
		lit, ok := ast.Unparen(e).(*ast.BinaryExpr)
		return ok && lit.Op == token.ADD && (c.saysPinned(lit.X) || c.saysPinned(lit.Y))
	}
	text := strings.ToLower(tv.Value.ExactString())
	for _, word := range []string{"listen ", "advisory", "get_lock", "set session", "replication", "declare "} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
