package services

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Who notices that background work ended (docs/architecture.md, "Who notices"):
// a channel that somebody waits for, a result that goes on, a function that says
// by its name that it tells or starts again. Checks differ in what they take for
// enough; what they ask is here.

// tellers are words in the names of functions that tell others about an end or
// start something again.
var tellers = []string{"cancel", "stop", "shutdown", "kill", "exit", "fatal", "restart", "reconnect", "retry", "fail", "abort", "terminate", "notify", "unregister", "quit", "onerror", "die", "setstate", "resubscribe"}

// SaysTell reports whether a name has one of those words, or one of more that the
// caller adds. It is only used to stay silent.
func SaysTell(name string, more ...string) bool {
	name = strings.ToLower(name)
	for _, words := range [][]string{tellers, more} {
		for _, word := range words {
			if strings.Contains(name, word) {
				return true
			}
		}
	}
	return false
}

// Receivers lists the functions that receive from a channel under this name,
// tests aside.
func (s *Services) Receivers(ch *types.Var) []*calls.Func {
	var out []*calls.Func
	for _, u := range s.Channels().Uses(s.Channels().Root(ch)) {
		if u.Kind == calls.Receive || u.Kind == calls.Range {
			out = append(out, u.Func)
		}
	}
	return out
}

// IsHeard reports whether something other than a stop function waits for a
// channel: Stop only waits for the end that it asked for. Others may listen to
// what is handed around: a parameter, a local channel, which nobody would make
// without handing it to somebody, and what is exported.
func (s *Services) IsHeard(ch ast.Expr) bool {
	v := syntax.VarOf(s.Info, ch)
	if v == nil {
		return true // not known who listens
	}
	receivers := s.Receivers(v)
	return hasOther(receivers) || len(receivers) == 0 && (v.Exported() || !v.IsField())
}

// IsAwaitedByStop reports whether only stop functions wait for a field: closing
// it tells nobody as long as the service is wanted.
func (s *Services) IsAwaitedByStop(ch ast.Expr) bool {
	v := syntax.VarOf(s.Info, ch)
	if v == nil || !v.IsField() {
		return false
	}
	receivers := s.Receivers(v)
	return len(receivers) > 0 && !hasOther(receivers)
}

func hasOther(receivers []*calls.Func) bool {
	for _, f := range receivers {
		if outer := f.Outer(); outer.Obj == nil || !IsStopName(outer.Obj.Name()) {
			return true
		}
	}
	return false
}

// ResultGoesOn reports whether the result of a call goes somewhere other than a
// log: it is sent, returned or stored, or what is done about it tells somebody.
func (s *Services) ResultGoesOn(call *calls.Call, tells func(ast.Node) bool) bool {
	goesOn := false
	ast.PreorderStack(call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != call.Expr {
			return !goesOn
		}
		switch parent := stack[len(stack)-1].(type) {
		case *ast.SendStmt, *ast.ReturnStmt:
			goesOn = true
		case *ast.CallExpr:
			goesOn = parent != call.Expr && !s.Reports(parent)
		case *ast.AssignStmt:
			goesOn = s.isPassedOn(call.Func, parent, tells)
		}
		return false
	})
	return goesOn
}

func (s *Services) isPassedOn(f *calls.Func, a *ast.AssignStmt, tells func(ast.Node) bool) bool {
	v := syntax.VarOf(s.Info, a.Lhs[len(a.Lhs)-1])
	if v == nil {
		return false
	}
	found := v.IsField()
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || syntax.VarOf(s.Info, n.Value) == v
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				found = found || syntax.VarOf(s.Info, r) == v
			}
		case *ast.IfStmt:
			found = found || (n.Init == a || n.Pos() > a.Pos()) && tells(n.Body)
		}
		return !found
	})
	return found
}
