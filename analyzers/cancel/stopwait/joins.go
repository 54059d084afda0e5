package stopwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// joins reports a stop method that tells its goroutines to stop and does not wait
// for them: the caller goes on while they still work. A method that is given a
// context, or closes what they use, promises to wait.
func (c *check) joins(o *owner) {
	if len(o.started) == 0 || c.waits(o.path) || c.isIdle(o.stops[0]) || c.offersWait(o) || !c.tells(o.path) {
		return
	}
	for _, a := range o.started {
		if c.endsWithGiven(a) || c.isJoinedSomewhere(a) || !c.isStarting(a.Call.Func.Outer(), 2) {
			continue
		}
		if stop := c.promises(o); stop != nil {
			c.at(stop, report.Finding{
				Sub:     "join",
				Message: stop.Name() + " returns while " + a.Name() + " still works: it tells it to stop and does not wait; wait for it, and for " + ctxName(stop) + " at most",
				Related: []report.Related{{Pos: a.Pos, End: a.End, Message: "it is started here"}},
			})
			return
		}
		finding := report.Finding{
			Pos: a.Pos, End: a.End, Sub: "join", Tier: report.Strict,
			Message: "nobody waits for " + a.Name() + " when " + o.stopName() + " stops it: it may still work after that; count it in a WaitGroup, or close a channel at its end, and wait there",
			Related: []report.Related{{Pos: o.stops[0].Decl.Name.Pos(), End: o.stops[0].Decl.Name.End(), Message: "the stop"}},
		}
		if closed := c.closesUsed(o, a); closed != nil {
			finding.Tier = report.Default
			finding.Message = a.Name() + " still uses " + syntax.ExprName(closed) + " when " + o.stopName() + " closes it, since nobody waits for it to end; wait for it in between"
			finding.Related = append(finding.Related, report.Related{Pos: closed.Pos(), End: closed.End(), Message: "closed here"})
		}
		c.Report(finding)
		return
	}
}

// isStarting: f starts the owner as a whole. It is a constructor or a method that is
// given nothing but a context, or all that calls it is; what is started for one
// chat or job is no part of the owner.
func (c *check) isStarting(f *calls.Func, depth int) bool {
	if f.Decl == nil {
		return false
	}
	if f.Sig.Recv() == nil {
		return true
	}
	params := f.Sig.Params()
	for i := range params.Len() {
		if !syntax.IsContext(params.At(i).Type()) {
			return false
		}
	}
	uses := c.UsesInCode(f)
	if f.Obj.Exported() || len(uses) == 0 || depth == 0 {
		return true
	}
	for _, u := range uses {
		if u.Call.Loop != nil && u.Call.Loop.Kind != calls.Finite || !c.isStarting(u.Call.Func.Outer(), depth-1) {
			return false
		}
	}
	return true
}

func ctxName(stop *calls.Func) string {
	if name := stop.Sig.Params().At(0).Name(); name != "" && name != "_" {
		return name
	}
	return "its context"
}

// promises returns a stop method that is given a context, to wait for that long.
func (c *check) promises(o *owner) *calls.Func {
	for _, stop := range o.stops {
		if stop.Sig.Params().Len() == 1 && c.tells(c.RunFrom(stop)) {
			return stop
		}
	}
	return nil
}

// waits reports whether the stop path waits for anything but time and answers.
func (c *check) waits(path []*calls.Func) bool {
	for _, f := range path {
		for _, call := range f.Calls {
			if c.MayOf(call.Expr).Has(knowledge.Joins) || call.Fn == nil && call.Var != nil && !syntax.IsCancelFunc(call.Var.Type()) {
				return true
			}
			if call.Fn != nil && isWaitName(call.Fn.Name()) {
				return true
			}
		}
		for _, op := range f.Ops {
			if op.Kind == calls.Receive || op.Kind == calls.Range || op.Kind == calls.Send {
				return true // a send on an unbuffered channel hands over
			}
		}
		for _, l := range f.Loops {
			if c.isAsking(l) {
				return true
			}
		}
		for _, sel := range f.Selects {
			if c.Sum.WaitOfSelect(sel)&(knowledge.Receives|summary.Awaits) != 0 {
				return true
			}
		}
	}
	return false
}

func isWaitName(name string) bool {
	for _, word := range []string{"Wait", "Join", "Await"} {
		if len(name) >= len(word) && (name[:len(word)] == word || name[0]|0x20 == word[0]|0x20 && name[1:len(word)] == word[1:]) {
			return true
		}
	}
	return false
}

// offersWait: the type has a method of its own to wait with, or hands out the
// channel on which the end is announced.
func (c *check) offersWait(o *owner) bool {
	for _, f := range o.others {
		if f.Sig.Recv() == nil {
			continue
		}
		if isWaitName(f.Obj.Name()) {
			return true
		}
		res := f.Sig.Results()
		if res.Len() == 1 && f.Sig.Params().Len() == 0 && syntax.IsChan(res.At(0).Type()) {
			return true
		}
	}
	return false
}

// isJoinedSomewhere: the goroutine counts down a group, or announces its end on a
// channel, on which somebody waits.
func (c *check) isJoinedSomewhere(a *services.Activation) bool {
	return a.How == services.Spawner || c.IsJoinedLater(a) // its group is waited for, or has a life of its own
}

// closesUsed returns the field that the stop path closes while a goroutine that
// it has told to stop may use it: a database, a file, a channel that is sent on.
// Closing what the goroutine blocks on is how it is stopped.
func (c *check) closesUsed(o *owner, a *services.Activation) ast.Expr {
	stop := c.StopOf(a)
	if stop.Kind != services.ByContext && stop.Kind != services.ByChannel {
		return nil
	}
	body := c.RunFrom(a.Body)
	for _, f := range o.path {
		for _, op := range f.Ops {
			if op.Kind == calls.Close && c.sendsOn(body, c.Channels().Of(op.Chan)) {
				return op.Chan
			}
		}
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Close" || c.Info.Selections[sel] == nil {
				continue
			}
			if v := syntax.VarOf(c.Info, sel.X); v != nil && o.field(v) && isStore(v.Type()) && c.usesField(body, v) {
				return sel.X
			}
		}
	}
	return nil
}

// isStore: what a worker writes to, and does not block on until it is closed.
func isStore(t types.Type) bool {
	return syntax.IsNamed(t, "database/sql", "DB") || syntax.IsNamed(t, "os", "File") || syntax.IsNamed(t, "go.etcd.io/bbolt", "DB") || syntax.IsNamed(t, "github.com/dgraph-io/badger/v4", "DB") || syntax.IsNamed(t, "github.com/jackc/pgx/v5/pgxpool", "Pool")
}

func (c *check) sendsOn(bodies []*calls.Func, v *types.Var) bool {
	for _, u := range c.Channels().Uses(v) {
		for _, f := range bodies {
			if v != nil && u.Kind == calls.Send && u.Func == f {
				return true
			}
		}
	}
	return false
}

func (c *check) usesField(bodies []*calls.Func, v *types.Var) bool {
	found := false
	for _, f := range bodies {
		inspectOwn(f, func(n ast.Node) {
			sel, ok := n.(*ast.SelectorExpr)
			found = found || ok && syntax.VarOf(c.Info, sel) == v
		})
	}
	return found
}
