package errgroupctx

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
// Theory: a group with a context of its own is made so that the first member to fail
// stops the others. That only works if the members listen to that context, and not
// to the one around it. For each group: is its context there at all, and does a
// member use the outer one where it would do? Members are the literals that are
// handed to Go and TryGo, with the literals inside; what they call gets whatever it
// is handed. A group without a context is right for work that ends by itself; with
// two members that go on until they are told to stop, one that fails leaves Wait
// waiting for the other.
var Analyzer = &analysis.Analyzer{
	Name:       "errgroupctx",
	Doc:        report.Doc(doc, "errgroupctx"),
	URL:        report.URL("cancel", "errgroupctx"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

const groupPath = "golang.org/x/sync/errgroup"

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "cancel"),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	if !c.usesGroups() {
		return c.Result(), nil
	}
	c.findMembers()
	for _, g := range c.Contexts().Groups() {
		if g.Ctx == nil {
			c.thrownAway(g)
		} else {
			c.outerUsed(g)
		}
	}
	c.plainGroups()
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	members map[*types.Var][]member // by group
	order   []*types.Var
}

// member is what a group runs.
type member struct {
	call *calls.Call
	body *calls.Func // nil when it is declared elsewhere
}

func (c *check) usesGroups() bool {
	for _, p := range c.Pkg.Imports() {
		if p.Path() == groupPath {
			return true
		}
	}
	return false
}

func (c *check) findMembers() {
	c.members = make(map[*types.Var][]member)
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			group := c.groupOf(call)
			if group == nil || len(call.Expr.Args) != 1 {
				continue
			}
			if c.members[group] == nil {
				c.order = append(c.order, group)
			}
			bodies := c.Graph.ValueBodies(call.Expr.Args[0])
			if len(bodies) == 0 {
				c.members[group] = append(c.members[group], member{call, nil})
			}
			for _, body := range bodies {
				c.members[group] = append(c.members[group], member{call, body})
			}
		}
	}
}

// groupOf returns the group whose Go or TryGo a call is.
func (c *check) groupOf(call *calls.Call) *types.Var {
	if call.Fn == nil || call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != groupPath || call.Fn.Name() != "Go" && call.Fn.Name() != "TryGo" {
		return nil
	}
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	return syntax.VarOf(c.Info, sel.X)
}

// membersOf lists the members of a group that are added between its making and the
// next.
func (c *check) membersOf(g *services.Group) []member {
	var out []member
	for _, m := range c.members[g.Var] {
		if m.call.Expr.Pos() > g.Assign.Pos() && !c.isRemade(g, m.call.Expr.Pos()) {
			out = append(out, m)
		}
	}
	return out
}

func (c *check) isRemade(g *services.Group, before token.Pos) bool {
	for _, other := range c.Contexts().Groups() {
		if other.Var == g.Var && other.Assign.Pos() > g.Assign.Pos() && other.Assign.Pos() < before {
			return true
		}
	}
	return false
}

// outer is a place in a member that uses the context around the group.
type outer struct {
	arg  ast.Expr
	call *calls.Call // that it is handed to; nil for a wait on its Done
}

// thrownAway: g, _ := errgroup.WithContext(ctx).
func (c *check) thrownAway(g *services.Group) {
	parent := syntax.ExprName(g.Parent)
	finding := report.Finding{
		Pos: g.Call.Pos(), End: g.Call.End(), Sub: "dropped",
		Message: "the context of this group is thrown away, so when one member fails the others go on as if nothing had happened; name it and hand it to the members, or use a plain errgroup.Group if that is meant",
	}
	var uses []outer
	for _, m := range c.membersOf(g) {
		uses = append(uses, c.outerIn(m, g.Parent)...)
	}
	if len(uses) > 0 {
		finding.Fixes = c.fixDropped(g, uses)
		finding.Related = []report.Related{{Pos: uses[0].arg.Pos(), End: uses[0].arg.End(), Message: "this member listens to " + parent + " instead"}}
	}
	c.Report(finding)
}

// outerUsed reports members that listen to the context which the group was made from.
func (c *check) outerUsed(g *services.Group) {
	parent := syntax.VarOf(c.Info, g.Parent)
	if parent == nil || parent == g.Ctx {
		return // shadowed, so that nobody can mistake the one for the other
	}
	for _, m := range c.membersOf(g) {
		for _, u := range c.outerIn(m, g.Parent) {
			c.Report(report.Finding{
				Pos: u.arg.Pos(), End: u.arg.End(),
				Message: "this member listens to " + parent.Name() + ", so it goes on when another one fails, and Wait with it; use " + g.Ctx.Name() + ", the context of the group",
				Related: []report.Related{{Pos: g.Assign.Pos(), End: g.Assign.End(), Message: "the group and its context"}},
				Fixes:   c.fixOuter(g, u),
			})
		}
	}
}

// outerIn lists the places in a member where the outer context is used in a way that
// its end matters for.
func (c *check) outerIn(m member, parent ast.Expr) []outer {
	v := syntax.VarOf(c.Info, parent)
	if v == nil || v.IsField() || m.body == nil || m.body.Lit == nil {
		return nil
	}
	return c.outerOf(nil, m.body, v)
}

func (c *check) outerOf(out []outer, f *calls.Func, v *types.Var) []outer {
	for _, call := range f.Calls {
		if call.Mode == calls.Defer {
			continue // clean-up may outlive the group
		}
		for i, arg := range call.Expr.Args {
			if c.isVar(arg, v) && c.Contexts().CareOf(call, i) > services.Looks {
				out = append(out, outer{arg, call})
			}
		}
		if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && c.isVar(sel.X, v) && call.Fn != nil && call.Fn.Name() == "Done" {
			out = append(out, outer{sel.X, nil})
		}
	}
	for _, lit := range f.Lits {
		if !c.isDeferred(lit) {
			out = c.outerOf(out, lit, v)
		}
	}
	return out
}

func (c *check) isVar(e ast.Expr, v *types.Var) bool { return syntax.VarOf(c.Info, e) == v }

func (c *check) isDeferred(lit *calls.Func) bool {
	for _, u := range c.Graph.Uses(lit) {
		if u.Call.Mode == calls.Defer {
			return true
		}
	}
	return false
}
