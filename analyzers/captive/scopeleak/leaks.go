package scopeleak

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

func (c *check) reportLeaks(o *values.Opened, others []*values.Opened, events []values.Event, leaks []values.Leak) {
	finding := report.Finding{
		Pos: o.Call.Pos(), End: o.Call.End(),
		Message: c.subject(o) + " " + manner(events, leaks) + " and keeps " + o.Row.Held + "; " + c.wayOut(o, others, events, leaks),
		Related: c.related(o, events, leaks),
	}
	if c.isUnsure(o, others, leaks) {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

func (c *check) subject(o *values.Opened) string {
	return "the " + o.Noun() + " of " + cmp.Or(syntax.ExprName(o.Call.Fun), "this call")
}

func manner(events []values.Event, leaks []values.Leak) string {
	for _, l := range leaks {
		if l.How == values.Overtaken {
			return "is still open when the next one takes its variable"
		}
	}
	for _, l := range leaks {
		if l.How == values.NextTurn {
			return "is still open when the next turn opens another"
		}
	}
	for _, e := range events {
		if e.Fate != values.Borrowed && e.Fate != values.Replaced {
			return "is not ended on every path"
		}
	}
	return "is never ended"
}

func (c *check) wayOut(o *values.Opened, others []*values.Opened, events []values.Event, leaks []values.Leak) string {
	end := endOf(o)
	switch {
	case c.isNested(o, others):
		return "give the second cancel function a name of its own, and defer both"
	case o.Row.Ctx:
		return "open it with a context of its own, and defer the cancel of that"
	case isReplaced(events):
		return "defer func() { " + end + " }() looks at the variable when it runs"
	case o.Loop != nil:
		return "call " + end + " before each of the ways on, or work in a func per turn that defers it"
	case len(leaks) == 1 && leaks[0].How == values.Overtaken:
		return "call " + end + " before"
	case isReturned(events):
		return "call " + end + " on the ways out that do not return it"
	case o.Err != nil:
		return "defer " + end + " right after the check of its error"
	}
	return "defer " + end + " right after it"
}

// isReplaced: a defer has bound an earlier value of the variable.
func isReplaced(events []values.Event) bool {
	bound := false
	for _, e := range events {
		if bound && e.Fate == values.Replaced {
			return true
		}
		bound = bound || e.Fate == values.Bound
	}
	return false
}

// isReturned: where all goes well the caller gets the value.
func isReturned(events []values.Event) bool {
	return slices.ContainsFunc(events, func(e values.Event) bool { return e.Fate == values.Given && e.Use.How == syntax.Returned })
}

// endOf writes the call that ends a value. Of several ways the last is the one
// that is right on every path: Rollback, Discard, Close.
func endOf(o *values.Opened) string {
	name := o.Var.Name()
	switch {
	case isCancel(o):
		return name + "()"
	case o.Row.Part != "":
		return name + "." + o.Row.Part + ".Close()"
	case len(o.Row.Ends) > 0:
		last := o.Row.Ends[len(o.Row.Ends)-1]
		return name + "." + last[strings.LastIndexByte(last, '.')+1:] + "()"
	case o.Row.Noun == "transaction":
		return name + ".Rollback()"
	}
	return name + ".Close()"
}

// expires: it is lost only until its deadline.
func expires(o *values.Opened) bool {
	name := syntax.ExprName(o.Call.Fun)
	return strings.Contains(name, "Timeout") || strings.Contains(name, "Deadline")
}

func (c *check) related(o *values.Opened, events []values.Event, leaks []values.Leak) []report.Related {
	var out []report.Related
	for i, l := range leaks {
		if i == 3 {
			break // enough to understand it
		}
		text := map[values.LeakKind]string{
			values.AtReturn: "left open here", values.NextTurn: "opened again here", values.Overtaken: "its variable is taken here",
		}[l.How]
		out = append(out, report.Related{Pos: l.At.Pos(), End: l.At.End(), Message: text})
	}
	for _, e := range events {
		if e.Fate == values.Ended || e.Fate == values.Bound || e.Fate == values.Promised {
			return append(out, report.Related{Pos: e.At.Pos(), End: e.At.End(), Message: "ended here"})
		}
	}
	return out
}

// reportDropped: http.Get(url) and _, err := db.Query(...)
func (c *check) reportDropped(o *values.Opened) {
	if o.Free {
		return
	}
	c.Report(report.Finding{
		Pos: o.Call.Pos(), End: o.Call.End(),
		Message: c.subject(o) + " is dropped, so nothing can end it and it keeps " + o.Row.Held + "; take it and end it",
	})
}

func (c *check) reportNoContext(o *values.Opened) {
	c.Report(report.Finding{
		Pos: o.Call.Pos(), End: o.Call.End(), Sub: "nocontext",
		Message: "the context of " + syntax.ExprName(o.Call.Fun) + " is thrown away, so its cancel function stops nothing; hand the context to what it is to stop",
	})
}

// isCorrelated: opened under a condition and ended under the same one, which paths
// do not tell.
func (c *check) isCorrelated(o *values.Opened, events []values.Event) bool {
	opened := conditions(o.Func.Body, o.Call)
	if len(opened) == 0 {
		return false
	}
	for _, e := range events {
		if e.Fate == values.Borrowed {
			continue
		}
		for text, at := range conditions(o.Func.Body, e.At) {
			if opened[text] != nil && opened[text] != at || c.isFlag(at.Cond, opened) {
				return true
			}
		}
	}
	return false
}

// isFlag: a bool that is set where the value is opened: if own { f.Close() }.
func (c *check) isFlag(cond ast.Expr, opened map[string]*ast.IfStmt) bool {
	flag := syntax.VarOf(c.Info, cond)
	for _, stmt := range opened {
		for _, inner := range stmt.Body.List {
			a, ok := inner.(*ast.AssignStmt)
			if ok && flag != nil && syntax.VarOf(c.Info, a.Lhs[0]) == flag {
				return true
			}
		}
	}
	return false
}

// conditions lists the if statements around a node by the text of their conditions.
func conditions(body ast.Node, n ast.Node) map[string]*ast.IfStmt {
	out := make(map[string]*ast.IfStmt)
	ast.Inspect(body, func(m ast.Node) bool {
		if m == nil || !syntax.Contains(m, n.Pos()) {
			return false
		}
		if stmt, ok := m.(*ast.IfStmt); ok && syntax.Contains(stmt.Body, n.Pos()) {
			out[types.ExprString(stmt.Cond)] = stmt
		}
		return true
	})
	return out
}
