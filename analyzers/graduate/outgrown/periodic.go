package outgrown

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// periodic looks for jobs that send something every so often and take no lock: each
// replica of the program sends it.
func (c *check) periodic() {
	seen := make(map[token.Pos]bool)
	for _, a := range c.Found {
		if c.IsTest(a.Pos) {
			continue
		}
		switch {
		case a.How == services.Callback && a.Each == knowledge.Iteration && a.Body != nil && a.Call != nil:
			c.job(a.Call.Expr, a.Body.Calls, seen)
		case a.Loop != nil && a.IsLong():
			if made := c.tickerOf(a.Loop); made != nil {
				c.job(made, callsIn(a.Loop), seen)
			}
		}
	}
}

func (c *check) job(at *ast.CallExpr, work []*calls.Call, seen map[token.Pos]bool) {
	sends, locks := c.effects(work, make(map[*calls.Func]bool), 3)
	if sends == nil || locks || seen[at.Pos()] {
		return
	}
	seen[at.Pos()] = true
	name := syntax.ExprName(sends.Expr.Fun)
	c.Report(report.Finding{
		Pos: at.Pos(), End: at.End(), Sub: "periodic", Tier: report.Strict,
		Message: "this job calls " + name + " every so often and takes no lock: a second replica does it as well, and a run that falls into a restart is not done at all; take a lease for it, or schedule it in " + durable,
		Related: []report.Related{{Pos: sends.Expr.Pos(), End: sends.Expr.End(), Message: "what it does outside"}},
	})
}

// tickerOf finds the ticker that a loop receives from, where the function makes it.
func (c *check) tickerOf(l *calls.Loop) *ast.CallExpr {
	for _, call := range l.Func.Calls {
		if call.Fn != nil && call.Fn.Pkg() != nil && call.Fn.Pkg().Path() == "time" && (call.Fn.Name() == "NewTicker" || call.Fn.Name() == "Tick") && c.ticks(l) {
			return call.Expr
		}
	}
	return nil
}

func (c *check) ticks(l *calls.Loop) bool {
	if r, ok := l.Stmt.(*ast.RangeStmt); ok {
		return summary.IsTimer(c.Info, r.X)
	}
	for _, sel := range l.Func.Selects {
		for _, s := range sel.Body.List {
			if ch, send := syntax.CommChannel(s.(*ast.CommClause)); ch != nil && !send && summary.IsTimer(c.Info, ch) {
				return true
			}
		}
	}
	return false
}

// callsIn lists the calls that a turn of a loop makes.
func callsIn(l *calls.Loop) []*calls.Call {
	var out []*calls.Call
	for _, call := range l.Func.Calls {
		if call.Loop.Within(l) {
			out = append(out, call)
		}
	}
	return out
}

// effects finds a call that sends something, in calls and what they run; and whether
// anything there sees to it that only one replica does.
func (c *check) effects(work []*calls.Call, seen map[*calls.Func]bool, depth int) (sends *calls.Call, locks bool) {
	for _, call := range work {
		locks = locks || c.isLock(call)
		if sends == nil && c.isSending(call) {
			sends = call
		}
		for _, f := range c.RunBy(call) {
			if seen[f] || depth == 0 {
				continue
			}
			seen[f] = true
			inner, locked := c.effects(f.Calls, seen, depth-1)
			if locks = locks || locked; sends == nil {
				sends = inner
			}
		}
	}
	return sends, locks
}

// verbs are what functions are called that reach people or other systems, who
// notice when it happens twice. It is the weakest evidence.
var verbs = []string{"send", "publish", "post", "notify", "mail", "charge", "pay", "order", "invoice", "remind", "dispatch", "deliver", "announce"}

// isSending: the call leaves the process, and says by its name that it sends.
func (c *check) isSending(call *calls.Call) bool {
	if call.Fn == nil || call.Mode == calls.Defer || !c.leaves(call) {
		return false
	}
	name := strings.ToLower(call.Fn.Name())
	for _, verb := range verbs {
		if strings.HasPrefix(name, verb) || strings.HasSuffix(name, verb) {
			return true
		}
	}
	return false
}

// leaves: the call asks something outside, or is a method of an interface that
// takes a context and may fail.
func (c *check) leaves(call *calls.Call) bool {
	if c.MayOf(call.Expr).Has(knowledge.Asks) {
		return true
	}
	sig := call.Fn.Signature()
	results := sig.Results()
	return syntax.IsInterfaceMethod(call.Fn) && sig.Params().Len() > 0 && syntax.IsContext(sig.Params().At(0).Type()) &&
		results.Len() > 0 && syntax.IsError(results.At(results.Len()-1).Type())
}

var locks = []string{"lock", "lease", "leader", "elect", "claim", "advisory", "mutex", "acquire"}

func (c *check) isLock(call *calls.Call) bool {
	if call.Fn == nil || isMemoryLock(call.Fn) {
		return false
	}
	name := strings.ToLower(call.Fn.Name())
	for _, word := range locks {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// isMemoryLock: those of package sync hold for one process.
func isMemoryLock(fn *types.Func) bool { return fn.Pkg() != nil && fn.Pkg().Path() == "sync" }
