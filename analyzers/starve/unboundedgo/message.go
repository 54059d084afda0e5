package unboundedgo

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

func (c *check) report(s *start, m many) {
	f := report.Finding{
		Pos: s.call.Expr.Pos(), End: s.call.Expr.Fun.End(),
		Message: c.consequence(s, m) + "; " + c.wayOut(s, m),
		Chain:   c.chain(s, m),
	}
	if s.call.Stmt != nil {
		f.Pos = s.call.Stmt.Pos()
	}
	if !m.sure || s.unsure || m.kind == perItem && !c.isOnItem(s, m.loop) {
		f.Tier = report.Strict
	}
	if m.loop != nil {
		f.Related = append(f.Related, report.Related{Pos: m.loop.Pos(), End: m.loop.Body.Lbrace, Message: "the loop that starts them"})
	}
	if fix, ok := c.setLimit(s); ok {
		f.Fixes = append(f.Fixes, fix)
	}
	c.Report(f)
}

// isOnItem: the loop stands around the start, and what is started works on the
// element of the turn or what was made of it, or there is only a number of turns.
// Else it may be begun for few of the items, or once.
func (c *check) isOnItem(s *start, l *calls.Loop) bool {
	if l == nil || !syntax.Contains(l.Stmt, s.call.Expr.Pos()) {
		return false
	}
	r, ok := l.Stmt.(*ast.RangeStmt)
	if !ok || syntax.IsInteger(c.Info.TypeOf(r.X)) {
		return true
	}
	made := map[*types.Var]bool{syntax.VarOf(c.Info, r.Key): true, syntax.VarOf(c.Info, r.Value): true}
	delete(made, nil)
	ast.Inspect(r.Body, func(n ast.Node) bool {
		if set, ok := n.(*ast.AssignStmt); ok && c.MentionsAny(set, made) {
			for _, lhs := range set.Lhs {
				if v := syntax.VarOf(c.Info, lhs); v != nil && syntax.Contains(r.Body, v.Pos()) {
					made[v] = true
				}
			}
		}
		return true
	})
	return c.MentionsAny(s.call.Expr, made)
}

func (c *check) consequence(s *start, m many) string {
	text := "a goroutine for each " + m.each
	if work := c.work(s); work != "" {
		text += " runs " + work
	}
	switch m.kind {
	case perItem:
		if m.sure && m.from != "" && !strings.HasSuffix(m.each, " "+m.from) {
			text += ", as many as " + m.from + " gives"
		}
		return text + ", all at once: a long list takes memory, connections and the peer's patience with nothing that bounds it"
	case perBranch:
		return text + ", and each starts more of them: nothing bounds how many there are"
	case perMessage, perEvent:
		return text + ", and nothing bounds them: when they come faster than they end, goroutines pile up until memory runs out"
	}
	return text + " and goes on after it, and nothing bounds them: callers are no longer slowed down, and goroutines pile up under load"
}

// work names what the goroutine does.
func (c *check) work(s *start) string {
	a := s.acts[0]
	switch {
	case a.Body != nil && a.Body.Obj != nil:
		return a.Body.Name()
	case a.Fn != nil:
		return syntax.NameOf(a.Fn, c.Pkg)
	}
	if a.Body != nil {
		if via := c.Sum.Of(a.Body).May.Chain(lasting); len(via) > 0 {
			return summary.Local(via[:1], c.Pkg.Name())[0]
		}
	}
	return ""
}

func (c *check) wayOut(s *start, m many) string {
	if group, _ := c.GroupOf(s.call); group != nil && c.isErrgroup(s.call) {
		return "call " + syntax.ExprName(group) + ".SetLimit before the first is started"
	}
	switch {
	case m.kind == perMessage && m.loop != nil && m.loop.Kind == calls.Drain:
		return "let a fixed number of workers range over the channel, or take a slot of a semaphore before the goroutine starts"
	case m.kind == perItem:
		return "use an errgroup with SetLimit, or a fixed number of workers"
	case m.kind == perBranch:
		return "put what is found into a queue for a fixed number of workers"
	}
	return "take a slot of a semaphore before the goroutine starts, or hand the work to a fixed number of workers"
}

func (c *check) isErrgroup(call *calls.Call) bool {
	return call.Fn != nil && call.Fn.Pkg() != nil && call.Fn.Pkg().Path() == "golang.org/x/sync/errgroup"
}

// chain leads from where it happens many times to the function that starts it.
func (c *check) chain(s *start, m many) []string {
	if len(m.via) == 0 {
		return nil
	}
	return append(m.via, s.call.Func.Outer().Name())
}

// ownParts are words for what a program or its operator has a number of, even
// where it looks them up.
var ownParts = []string{"worker", "server", "service", "node", "member", "replica", "shard", "partition", "broker", "backend", "upstream",
	"endpoint", "host", "plugin", "provider", "module", "component", "listener", "exporter", "sink", "handler", "hook", "checker", "probe", "region",
	"zone", "cluster", "datacenter", "device", "driver", "cpu", "core", "adapter", "middleware", "observer", "subsystem", "addr", "instance", "peer", "ring", "follower", "voter", "gateway", "router", "monitor", "watcher"}

func isOwnPart(name string, elem types.Type) bool {
	words := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	if named := syntax.NamedOf(elem); named != nil {
		words += " " + strings.ToLower(named.Name())
	}
	for _, word := range ownParts {
		if strings.Contains(words, word) {
			return true
		}
	}
	return false
}
