package scopeleak

import (
	"cmp"
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// endedEarly reports the opposite error: a defer ends the value when the function
// returns, while a goroutine that was started with it goes on.
func (c *check) endedEarly(o *values.Opened, events []values.Event) {
	if isCancel(o) || o.Row.Ctx {
		return // contexts have checks of their own
	}
	end := deferredEnd(events)
	if end == nil || c.waits(o.Func) {
		return
	}
	for _, e := range events {
		if e.Go == nil || e.Fate != values.Borrowed && e.Fate != values.Given {
			continue
		}
		if a := c.startedBy(e.Go); a != nil && !a.Joined && a.Loop != nil {
			c.reportEarly(o, *end, e.Go)
			return
		}
	}
}

// deferredEnd returns the defer of the body that ends the value.
func deferredEnd(events []values.Event) *values.Event {
	for i, e := range events {
		if e.Defr != nil && (e.Fate == values.Bound || e.Fate == values.Promised) {
			return &events[i]
		}
	}
	return nil
}

// waits reports whether a function may go on after it has started everything.
func (c *check) waits(f *calls.Func) bool {
	for _, op := range f.Ops {
		if op.Kind != calls.Close {
			return true
		}
	}
	return len(f.Selects) > 0 || c.Sum.Of(f).May.Has(knowledge.Joins|knowledge.Serves|summary.Loops|summary.Awaits)
}

func (c *check) startedBy(stmt *ast.GoStmt) *services.Activation {
	if c.started == nil {
		c.started = make(map[ast.Stmt]*services.Activation)
		for _, a := range c.Found {
			if a.Call != nil && a.Call.Stmt != nil {
				c.started[a.Call.Stmt] = a
			}
		}
	}
	return c.started[stmt]
}

func (c *check) reportEarly(o *values.Opened, end values.Event, stmt *ast.GoStmt) {
	c.Report(report.Finding{
		Pos: o.Call.Pos(), End: o.Call.End(), Sub: "early",
		Message: c.subject(o) + " ends when " + o.Func.Outer().Name() + " returns, while the goroutine that uses it goes on and waits for it in vain; open and end it inside the goroutine",
		Related: []report.Related{
			{Pos: end.At.Pos(), End: end.At.End(), Message: "ended here"},
			{Pos: stmt.Pos(), End: stmt.Call.Pos(), Message: "used by this goroutine: " + cmp.Or(syntax.ExprName(stmt.Call.Fun), "a func literal")},
		},
	})
}
