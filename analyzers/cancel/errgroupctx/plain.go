package errgroupctx

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// plainGroups looks at groups without a context: var g errgroup.Group.
func (c *check) plainGroups() {
	made := make(map[*types.Var]bool)
	for _, g := range c.Contexts().Groups() {
		made[g.Var] = true
	}
	for _, group := range c.order {
		if made[group] || group.IsField() || !c.isPlain(group) {
			continue
		}
		c.plain(group, c.members[group])
	}
}

// isPlain: a local variable that is declared here, and so is not a group that
// somebody else made.
func (c *check) isPlain(group *types.Var) bool {
	return c.Graph.Owner(group) == nil && syntax.IsNamed(group.Type(), groupPath, "Group")
}

// plain: two members go on until they are told to stop, and one of them may fail.
// Then the others are not told, and Wait waits for them.
func (c *check) plain(group *types.Var, members []member) {
	var lasting []member
	var fails *member
	for i, m := range members {
		if !c.isLasting(m) {
			continue
		}
		lasting = append(lasting, m)
		if fails == nil && c.mayFail(m) {
			fails = &members[i]
		}
	}
	if len(lasting) < 2 || fails == nil || c.stopsOthers(members) {
		return
	}
	other := lasting[0]
	if other == *fails {
		other = lasting[1]
	}
	c.Report(report.Finding{
		Pos: fails.call.Expr.Pos(), End: fails.call.Expr.Fun.End(), Sub: "plain",
		Message: "when this member fails, nothing tells the other one to stop, so " + group.Name() + ".Wait does not return and the failure is not seen; make the group with errgroup.WithContext and hand its context to the members",
		Related: []report.Related{{Pos: other.call.Expr.Pos(), End: other.call.Expr.Fun.End(), Message: "this one goes on"}},
	})
}

// isLasting: the member loops until it is told to stop, itself or in what it calls.
func (c *check) isLasting(m member) bool { return len(c.loopsOf(m)) > 0 }

func (c *check) loopsOf(m member) []*calls.Loop {
	if m.body == nil {
		return nil
	}
	out := endless(m.body)
	for _, call := range m.body.Calls {
		if call.Mode == calls.Plain && call.Loop == nil {
			for _, body := range c.Graph.Bodies(call) {
				out = append(out, endless(body)...)
			}
		}
	}
	return out
}

func endless(f *calls.Func) []*calls.Loop {
	var out []*calls.Loop
	for _, l := range f.Loops {
		if l.Kind == calls.Endless && l.Outer == nil {
			out = append(out, l)
		}
	}
	return out
}

// mayFail: such a loop is left with an error.
func (c *check) mayFail(m member) bool {
	for _, l := range c.loopsOf(m) {
		for _, e := range c.Exits(l) {
			ret, ok := e.Node.(*ast.ReturnStmt)
			if ok && e.Reason != services.OnStop && len(ret.Results) > 0 && !c.Info.Types[ret.Results[len(ret.Results)-1]].IsNil() {
				return true
			}
		}
	}
	return false
}

// stopsOthers: a member that ends cancels or closes what the others listen to.
func (c *check) stopsOthers(members []member) bool {
	for _, m := range members {
		if m.body == nil {
			return true
		}
		for _, call := range m.body.Calls {
			isCancel := call.Var != nil && len(call.Expr.Args) == 0
			isStop := call.Fn != nil && services.IsStopName(call.Fn.Name())
			if call.Mode == calls.Defer && (isCancel || isStop) {
				return true
			}
			if isCancel && syntax.IsNamed(call.Var.Type(), "context", "CancelFunc") {
				return true
			}
		}
		for _, op := range m.body.Ops {
			if op.Kind == calls.Close {
				return true
			}
		}
	}
	return false
}
