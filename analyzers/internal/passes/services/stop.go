package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Stop says what tells an activation to end.
type Stop struct {
	Kind StopKind
	Name string     // the context, channel or flag, as written
	Var  *types.Var // the context or channel, when it has a name
}

// StopKind is the kind of a stop signal.
type StopKind uint8

const (
	NoStop       StopKind = iota
	ByContext             // a context is done
	ByChannel             // a channel is closed or sent on
	ByInput               // the channel that it ranges over is closed
	BySource              // what it blocks on is closed: a listener, connection, consumer
	ByFlag                // a flag that it reads in each turn
	ByItself              // it ends when its work is done
	ByPassedOnly          // a context is handed to what it calls, and its errors end the loop
)

func (s Stop) String() string {
	kind := [...]string{"none", "ctx", "channel", "input", "source closed", "flag", "ends by itself", "ctx of a callee"}[s.Kind]
	if s.Name != "" && s.Kind != ByContext {
		return kind + ":" + s.Name
	}
	return kind
}

// StopOf finds the stop signal of an activation: in its loop, or in its body
// when it only waits.
func (s *Services) StopOf(a *Activation) Stop {
	if a.Loop != nil {
		return s.StopOfLoop(a.Loop)
	}
	if a.Body == nil {
		return Stop{}
	}
	if stop := s.stopIn(a.Body.Body); stop.Kind != NoStop {
		return stop
	}
	if !s.isLongRunning(a) {
		return Stop{Kind: ByItself}
	}
	return Stop{}
}

// StopOfLoop finds what tells a loop to end, strongest first.
func (s *Services) StopOfLoop(l *calls.Loop) Stop {
	if stop := s.stopIn(l.Stmt); stop.Kind != NoStop {
		return stop
	}
	if stop := s.leavingCase(l); stop.Kind != NoStop {
		return stop
	}
	if l.Kind == calls.Drain {
		ch := l.Stmt.(*ast.RangeStmt).X
		return Stop{ByInput, syntax.ExprName(ch), syntax.VarOf(s.Info, ch)}
	}
	if l.Kind == calls.Until {
		return Stop{Kind: ByItself}
	}
	if name, ok := s.sourceRead(l); ok {
		return Stop{Kind: BySource, Name: name}
	}
	return Stop{}
}

// leavingCase: case <-exit: return, whatever the channel carries; nobody looks at
// it, the message is that there is one.
func (s *Services) leavingCase(l *calls.Loop) Stop {
	for _, ch := range s.LeavingCases(l) {
		return Stop{ByChannel, syntax.ExprName(ch), syntax.VarOf(s.Info, ch)}
	}
	return Stop{}
}

// LeavingCases lists the channels of which a message ends a loop, whatever it says.
func (s *Services) LeavingCases(l *calls.Loop) []ast.Expr {
	var out []ast.Expr
	for clause, ch := range l.Received() {
		_, unread := clause.Comm.(*ast.ExprStmt)
		if unread && len(clause.Body) > 0 && !summary.IsTimer(s.Info, ch) && s.leaves(l, clause.Body[len(clause.Body)-1]) {
			out = append(out, ch)
		}
	}
	return out
}

// stopIn looks for a receive from a done channel, a look at ctx.Err(), or a
// flag, anywhere in n but in literals that run elsewhere.
func (s *Services) stopIn(n ast.Node) (stop Stop) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false
		case *ast.UnaryExpr:
			if ch := syntax.Receive(n); ch != nil && s.Sum.IsDone(ch) {
				stop = stronger(stop, s.doneStop(ch))
			}
		case *ast.CallExpr:
			stop = stronger(stop, s.stopCall(n))
		}
		return true
	})
	return stop
}

// stronger prefers what surely ends the loop to what may.
func stronger(a, b Stop) Stop {
	if a.Kind == NoStop || b.Kind != NoStop && b.Kind < a.Kind {
		return b
	}
	return a
}

func (s *Services) doneStop(ch ast.Expr) Stop {
	if call, ok := ast.Unparen(ch).(*ast.CallExpr); ok {
		return Stop{ByContext, syntax.ExprName(call.Fun), s.ownerVar(call)}
	}
	return Stop{ByChannel, syntax.ExprName(ch), syntax.VarOf(s.Info, ch)}
}

func (s *Services) stopCall(call *ast.CallExpr) Stop {
	fn := syntax.Callee(s.Info, call)
	if fn == nil {
		return Stop{}
	}
	if recv := fn.Signature().Recv(); recv != nil && syntax.IsContext(recv.Type()) && fn.Name() == "Err" {
		return Stop{ByContext, syntax.ExprName(call.Fun), s.ownerVar(call)}
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic" && (fn.Name() == "Load" || len(fn.Name()) > 4 && fn.Name()[:4] == "Load") {
		return Stop{Kind: ByFlag, Name: syntax.ExprName(call.Fun)}
	}
	for _, arg := range call.Args {
		if t := s.Info.TypeOf(arg); t != nil && syntax.IsContext(t) && !isBackground(s.Info, arg) {
			return Stop{ByPassedOnly, syntax.ExprName(arg), syntax.VarOf(s.Info, arg)}
		}
	}
	return Stop{}
}

// ownerVar is the context in ctx.Done() or ctx.Err().
func (s *Services) ownerVar(call *ast.CallExpr) *types.Var {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return syntax.VarOf(s.Info, sel.X)
	}
	return nil
}

func isBackground(info *types.Info, arg ast.Expr) bool {
	call, ok := ast.Unparen(arg).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(info, call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
}

// sourceRead finds the call on which the loop blocks until a peer sends.
func (s *Services) sourceRead(l *calls.Loop) (string, bool) {
	for _, c := range l.Func.Calls {
		if c.Loop.Within(l) && c.Mode == calls.Plain && s.Sum.AlwaysOf(c.Expr)&knowledge.Receives != 0 {
			return syntax.ExprName(c.Expr.Fun), true
		}
	}
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) && op.Kind == calls.Receive && !s.Sum.IsDone(op.Chan) {
			return syntax.ExprName(op.Chan), true
		}
	}
	return "", false
}
