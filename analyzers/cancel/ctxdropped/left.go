package ctxdropped

import (
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
)

// isLeft reports whether f is a piece of work that is left to a goroutine: nobody
// waits for it, it ends by itself, and whoever started it did not give it the
// context in reach. A context of its own is then mostly meant, so that this is for
// reviews.
func (c *check) isLeft(f *calls.Func, src inreach.Source) bool {
	for g := f; g != nil && (g != src.Owner || src.Kind == inreach.Kept); g = g.Parent {
		started := goroutines(c.Of(g))
		if len(started) == 0 {
			continue
		}
		for _, a := range started {
			if a.IsLong() || a.Loop != nil || c.IsLongRunning(a) || c.IsAwaited(a) || c.IsJoinedLater(a) || c.isAnswered(a) {
				return false
			}
		}
		return !c.hears(g, src)
	}
	return false
}

func goroutines(all []*services.Activation) []*services.Activation {
	var out []*services.Activation
	for _, a := range all {
		if a.Call != nil && (a.How == services.GoStmt || a.How == services.Spawner) {
			out = append(out, a)
		}
	}
	return out
}

// isAnswered: the starter receives what the goroutine sends, or that it is done.
func (c *check) isAnswered(a *services.Activation) bool {
	if a.Body == nil {
		return false
	}
	for _, op := range a.Body.Ops {
		if op.Kind != calls.Send && op.Kind != calls.Close {
			continue
		}
		for _, u := range c.Channels().Uses(c.Channels().Of(op.Chan)) {
			if (u.Kind == calls.Receive || u.Kind == calls.Range) && u.Func.Outer() == a.Call.Func.Outer() && u.Func != a.Body {
				return true
			}
		}
	}
	return false
}

// hears: the goroutine uses the context in reach for more than a line in a log.
func (c *check) hears(g *calls.Func, src inreach.Source) bool {
	if src.Kind == inreach.Direct {
		return c.Contexts().CareIn(g, src.Var) != services.Careless
	}
	return c.isLookedAt(g, src)
}
