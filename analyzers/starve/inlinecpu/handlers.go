package inlinecpu

import (
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// reached is a function that a handler runs without a limit on the way.
type reached struct {
	f       *calls.Func
	handler *calls.Func
	serial  bool     // one message at a time: the next ones wait
	via     []string // from the handler
}

// handlers follows the calls from everything that runs once for each request or
// message, nearest functions first.
func (c *check) handlers() {
	work := c.roots()
	seen := make(map[*calls.Func]bool)
	for i := 0; i < len(work); i++ {
		r := work[i]
		if seen[r.f] {
			continue
		}
		seen[r.f] = true
		for _, call := range r.f.Calls {
			if call.Mode != calls.Plain || c.bounds(call) {
				continue
			}
			if cost, ok := c.costOf(call); ok && !c.IsGuarded(call, nil, nil) {
				c.reportHandler(r, call, cost)
			}
			work = append(work, c.next(r, call)...)
		}
	}
}

// next lists what a call runs before it returns, unless something bounds how many
// calls there are at once.
func (c *check) next(r reached, call *calls.Call) []reached {
	bodies := c.RunBy(call)
	if len(bodies) == 0 || len(r.via) > maxVia || !c.MayOf(call.Expr).Has(known) || c.IsGuarded(call, nil, nil) {
		return nil
	}
	var out []reached
	for _, f := range bodies {
		via := r.via
		if f.Obj != nil {
			via = append(via[:len(via):len(via)], f.Name())
		}
		out = append(out, reached{f, r.handler, r.serial, via})
	}
	return out
}

const maxVia = 6

// roots lists the handlers of the package that may come to something heavy.
func (c *check) roots() []reached {
	var out []reached
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) || !c.Sum.Of(f).May.Has(known) {
			continue
		}
		if called, serial := c.isHandler(f); called {
			out = append(out, reached{f: f, handler: f, serial: serial, via: []string{f.Name()}})
		}
	}
	return out
}

// isHandler reports whether callers decide how often f runs at the same time: it is
// a handler of a server. The workers of a queue are as many as its options say. A
// callback that is called for one message after the other keeps the next ones
// waiting.
func (c *check) isHandler(f *calls.Func) (called, serial bool) {
	if c.RoleOf(f) == knowledge.Request || c.isRPC(f) {
		return true, false
	}
	for _, a := range c.Of(f) {
		if a.How != services.Callback || a.Row == nil || c.EachOf(a) != knowledge.Request || a.Row.Error == knowledge.Retried {
			continue
		}
		return true, !a.Row.Overlaps
	}
	return false, false
}

// isRPC: a method of a type that embeds what the generator of gRPC or Connect code
// makes for services.
func (c *check) isRPC(f *calls.Func) bool {
	if f.Obj == nil || !f.Obj.Exported() || f.Sig.Recv() == nil || f.Sig.Params().Len() < 1 {
		return false
	}
	named := syntax.NamedOf(f.Sig.Recv().Type())
	if named == nil {
		return false
	}
	for _, field := range syntax.EmbeddedIn(named.Type()) {
		if name := syntax.NamedOf(field); name != nil && name.Pkg() != c.Pkg && strings.HasPrefix(name.Name(), "Unimplemented") {
			return true
		}
	}
	return false
}

func (c *check) reportHandler(r reached, call *calls.Call, cost cost) {
	if c.seen[call.Expr.Pos()] {
		return
	}
	c.seen[call.Expr.Pos()] = true
	f := report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(),
		Message: c.handlerText(call, r, cost),
		Related: []report.Related{{Pos: r.handler.Pos(), End: r.handler.Type.End(), Message: "the handler"}},
	}
	if chain := append(r.via[:len(r.via):len(r.via)], cost.via...); len(chain) > 2 || len(cost.via) > 1 {
		f.Chain = chain
	}
	if !cost.heavy || r.serial {
		f.Tier = report.Strict
	}
	c.Report(f)
}

func (c *check) handlerText(call *calls.Call, r reached, cost cost) string {
	what := cost.via[0] + amount(cost)
	if r.serial {
		return what + " before this callback returns, and the next messages wait for it; hand the work to a bounded pool, or take less of it at a time"
	}
	return what + " for every request, and nothing bounds how many do so at once: as many callers as there are processors stop everything else that this process does; take a slot of a semaphore around it, or run it in a bounded pool such as offload.Do"
}

func amount(cost cost) string {
	if cost.heavy {
		return " takes tens of milliseconds of CPU time"
	}
	return " takes CPU time that grows with its input"
}
