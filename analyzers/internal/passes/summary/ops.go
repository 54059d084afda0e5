package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readOps finds the effects of a body's own statements: channel operations,
// selects and loops.
func (s *Summaries) readOps(b *body) {
	for _, op := range b.f.Ops {
		switch op.Kind {
		case calls.Receive:
			b.self.add(s.WaitOf(op.Chan))
		case calls.Send:
			b.self.add(knowledge.Receives)
		}
	}
	for _, sel := range b.f.Selects {
		b.self.add(s.WaitOfSelect(sel))
	}
	for _, loop := range b.f.Loops {
		if loop.Kind == calls.Endless || loop.Kind == calls.Drain {
			b.self.add(Loops)
		}
		if loop.Kind == calls.Drain {
			b.self.add(knowledge.Receives)
		}
	}
}

// WaitOf says what a receive from ch waits for: time (a timer's or ticker's
// channel), the stop signal (a done channel, which nothing is ever sent on), or
// somebody's message.
func (s *Summaries) WaitOf(ch ast.Expr) knowledge.Effect {
	switch {
	case IsTimer(s.Graph.Info, ch):
		return knowledge.Pauses
	case s.IsDone(ch):
		return Awaits
	}
	return knowledge.Receives
}

// WaitOfSelect says what a select may wait for; nothing when it has a default.
func (s *Summaries) WaitOfSelect(sel *ast.SelectStmt) knowledge.Effect {
	if syntax.HasDefault(sel) != nil {
		return 0
	}
	var all knowledge.Effect
	for _, c := range sel.Body.List {
		if ch, send := syntax.CommChannel(c.(*ast.CommClause)); send {
			all |= knowledge.Receives
		} else if ch != nil {
			all |= s.WaitOf(ch)
		}
	}
	if len(sel.Body.List) == 0 {
		return Awaits
	}
	return all
}

// IsTimer reports whether ch is the channel of a timer or ticker: of type
// <-chan time.Time, which has no other common use.
func IsTimer(info *types.Info, ch ast.Expr) bool {
	c, ok := underlying(info, ch).(*types.Chan)
	return ok && syntax.IsNamed(c.Elem(), "time", "Time")
}

// IsDone reports whether ch is a stop signal: ctx.Done() and its like, or a
// channel of empty structs.
func (s *Summaries) IsDone(ch ast.Expr) bool {
	if call, ok := ast.Unparen(ch).(*ast.CallExpr); ok {
		fn := syntax.Callee(s.Graph.Info, call)
		if fn == nil {
			return false
		}
		if row, ok := s.Table.Call(fn); ok && row.Does&knowledge.Signals != 0 {
			return true
		}
		recv := fn.Signature().Recv()
		if recv != nil && syntax.IsContext(recv.Type()) && fn.Name() == "Done" {
			return true
		}
	}
	c, ok := underlying(s.Graph.Info, ch).(*types.Chan)
	if !ok {
		return false
	}
	st, ok := c.Elem().Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

func underlying(info *types.Info, e ast.Expr) types.Type {
	t := info.TypeOf(e)
	if t == nil {
		return nil
	}
	return t.Underlying()
}
