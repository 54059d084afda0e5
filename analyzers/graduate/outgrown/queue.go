package outgrown

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// queue is a channel in a field that one side fills and a service empties.
type queue struct {
	field *types.Var
	loop  *calls.Loop // that takes the jobs
	sent  bool
}

// queues looks for jobs that wait in memory: a buffered channel in a field, whose
// elements a service takes to do something outside.
func (c *check) queues() {
	for _, q := range c.fields() {
		if !q.sent || q.loop == nil || !c.hasEffects(q.loop) {
			continue
		}
		for _, made := range c.buffers(q.field, 2) {
			c.Report(report.Finding{
				Pos: made.Pos(), End: made.End(), Sub: "queue", Tier: report.Strict,
				Message: "jobs that wait in " + q.field.Name() + " are lost when the process ends, and what they do outside is never done; when that matters, keep them in a table or in " + durable,
				Related: []report.Related{{Pos: q.loop.Pos(), End: q.loop.Body.Lbrace, Message: "the loop that does them"}},
			})
		}
	}
}

// fields lists the queues of the package, by the operations on fields.
func (c *check) fields() []*queue {
	var out []*queue
	of := func(ch ast.Expr) *queue {
		v := syntax.VarOf(c.Info, ch)
		if v == nil || !v.IsField() || !c.isJob(syntax.ElemOf(v.Type())) {
			return nil
		}
		if i := slices.IndexFunc(out, func(q *queue) bool { return q.field == v }); i >= 0 {
			return out[i]
		}
		out = append(out, &queue{field: v})
		return out[len(out)-1]
	}
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) {
			continue
		}
		c.readOps(f, of)
		c.readSelects(f, of)
	}
	return out
}

func (c *check) readOps(f *calls.Func, of func(ast.Expr) *queue) {
	for _, op := range f.Ops {
		q := of(op.Chan)
		switch {
		case q == nil:
		case op.Kind == calls.Send:
			q.sent = true
		case op.Kind == calls.Range || op.Kind == calls.Receive && isService(op.Loop):
			q.loop = op.Loop
		}
	}
}

func (c *check) readSelects(f *calls.Func, of func(ast.Expr) *queue) {
	for _, sel := range f.Selects {
		for _, s := range sel.Body.List {
			ch, send := syntax.CommChannel(s.(*ast.CommClause))
			if ch == nil {
				continue
			}
			q := of(ch)
			if q == nil {
				continue
			}
			if send {
				q.sent = true
			} else if l := loopAt(f, sel); isService(l) {
				q.loop = l
			}
		}
	}
}

func isService(l *calls.Loop) bool { return l != nil && l.Kind >= calls.Drain }

func loopAt(f *calls.Func, n ast.Node) *calls.Loop {
	var found *calls.Loop
	for _, l := range f.Loops {
		if syntax.Contains(l.Body, n.Pos()) {
			found = l
		}
	}
	return found
}

// isJob: a struct, or a pointer to one, that is no connection and no error.
func (c *check) isJob(t types.Type) bool {
	if t == nil || syntax.IsError(t) || c.IsConnection(t) || syntax.IsNamed(t, "time", "Time") {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() > 0
}

// hasEffects: a turn of the loop asks something outside.
func (c *check) hasEffects(l *calls.Loop) bool {
	for _, call := range l.Func.Calls {
		if call.Loop.Within(l) && c.MayOf(call.Expr).Has(knowledge.Asks) {
			return true
		}
	}
	return false
}

// buffers lists the calls of make that give a field or variable a buffered channel.
func (c *check) buffers(v *types.Var, depth int) []*ast.CallExpr {
	if depth == 0 {
		return nil
	}
	var out []*ast.CallExpr
	for _, value := range c.AssignedTo(v) {
		if call, ok := ast.Unparen(value).(*ast.CallExpr); ok {
			if syntax.IsBuiltin(c.Info, call, "make") && len(call.Args) == 2 && !c.isTiny(call.Args[1]) {
				out = append(out, call)
			}
		} else if from := syntax.VarOf(c.Info, value); from != nil && from != v {
			out = append(out, c.buffers(from, depth-1)...)
		}
	}
	return out
}

func (c *check) isTiny(size ast.Expr) bool {
	n, ok := syntax.ConstInt(c.Info, size)
	return ok && n <= 1
}
