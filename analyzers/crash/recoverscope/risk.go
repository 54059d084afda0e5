package recoverscope

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// risk says how likely code is to panic where nothing nearer recovers.
type risk uint8

const (
	none     risk = iota
	slight        // moves values, computes a little
	work          // asks the outside, or runs code that is not known here
	evidence      // something in reach really panics, or code of others runs
)

// exposed is the part of a body that its own recover, and no nearer one,
// protects: one turn of a loop, or what stands in front of pos.
type exposed struct {
	within *calls.Loop
	before token.Pos
}

func (e exposed) has(loop *calls.Loop, pos token.Pos) bool {
	return (e.within == nil || loop.Within(e.within)) && (e.before == token.NoPos || pos < e.before)
}

// riskOf is the greatest risk of a part of f, and the chain of calls to it.
func (c *check) riskOf(f *calls.Func, part exposed) (risk, []string) {
	return c.risks(f, part, make(map[*calls.Func]bool))
}

func (c *check) risks(f *calls.Func, part exposed, seen map[*calls.Func]bool) (most risk, chain []string) {
	if seen[f] || len(seen) > 40 {
		return none, nil
	}
	seen[f] = true
	for _, p := range f.Panics {
		if part.has(c.loopAt(f, p), p.Pos()) {
			return evidence, []string{"panic"}
		}
	}
	const mask = knowledge.Panics | summary.Foreign
	if via := c.Sum.Of(f).May.Chain(mask); len(via) == 1 {
		return evidence, via // something in the body itself; where, is not known
	}
	for _, call := range f.Calls {
		if call.Mode == calls.Go || !part.has(call.Loop, call.Expr.Pos()) || c.isContained(call) {
			continue
		}
		if r, via := c.riskOfCall(call, seen); r > most {
			most, chain = r, append([]string{c.nameOf(call)}, via...)
		}
	}
	return most, chain
}

// loopAt finds the innermost loop around a node.
func (c *check) loopAt(f *calls.Func, n ast.Node) (found *calls.Loop) {
	for _, l := range f.Loops {
		if syntax.Contains(l.Stmt, n.Pos()) {
			found = l // inner loops come after outer ones
		}
	}
	return found
}

// isContained: what is called recovers its own panics, or runs what it is given
// under a recover.
func (c *check) isContained(call *calls.Call) bool {
	for i, arg := range call.Expr.Args {
		if use := c.Sum.UseOf(call, i); syntax.IsFunc(c.Info.TypeOf(arg)) && use&summary.Runs != 0 && use&summary.Guarded != 0 {
			return true
		}
	}
	bodies := c.Graph.Bodies(call)
	for _, body := range bodies {
		if c.Sum.Of(body).Contains == summary.Propagates {
			return false
		}
	}
	return len(bodies) > 0 || call.Fn != nil && c.Sum.OfFunc(call.Fn).Contains != summary.Propagates
}

func (c *check) riskOfCall(call *calls.Call, seen map[*calls.Func]bool) (risk, []string) {
	if isHarmless(call) {
		return none, nil
	}
	may := c.MayOf(call.Expr)
	if may.Has(knowledge.Panics | summary.Foreign) {
		return evidence, summary.Local(may.Chain(knowledge.Panics|summary.Foreign), c.Pkg.Name())
	}
	bodies := c.RunBy(call)
	most, chain := none, []string(nil)
	for _, body := range bodies {
		if r, via := c.risks(body, exposed{}, seen); r > most {
			most, chain = r, via
		}
	}
	if len(bodies) == 0 {
		most = c.riskOfUnseen(call, may)
	}
	return max(most, slight), chain
}

// riskOfUnseen judges what has no body here.
func (c *check) riskOfUnseen(call *calls.Call, may summary.Effects) risk {
	if call.Fn == nil {
		if isCancel(call) {
			return slight
		}
		return work // a callback or function value
	}
	if syntax.IsInterfaceMethod(call.Fn) && !syntax.IsStandardPath(call.Fn.Pkg().Path()) || may.Has(knowledge.Asks|knowledge.Computes) {
		return work
	}
	return slight
}

// isCancel: functions that take and return nothing are cancels and the like
// more often than work.
func isCancel(call *calls.Call) bool {
	return call.Var != nil && len(call.Expr.Args) == 0 && strings.Contains(strings.ToLower(call.Var.Name()), "cancel")
}

// isHarmless: what only logs, locks, counts or waits.
func isHarmless(call *calls.Call) bool {
	if call.Fn == nil {
		return false
	}
	if call.Fn.Pkg() == nil {
		return true // error.Error
	}
	switch call.Fn.Pkg().Path() {
	case "log", "log/slog", "sync", "sync/atomic", "time", "context", "errors", "fmt", "strings", "strconv", "runtime", "runtime/debug":
		return true
	}
	return isLogName(call.Fn.Name())
}

// isLogName: the levels that loggers have in common. It only makes a risk
// smaller.
func isLogName(name string) bool {
	for _, level := range []string{"Debug", "Info", "Warn", "Error", "Trace", "Print", "Log", "With"} {
		if strings.HasPrefix(name, level) {
			return true
		}
	}
	return false
}
