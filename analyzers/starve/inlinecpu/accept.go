package inlinecpu

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// accepts looks for calls that wait for one peer on the goroutine that accepts all
// of them: a TLS handshake, a first read. A loop that starts no goroutine serves one
// after the other on purpose.
func (c *check) accepts(a *services.Activation) {
	if !c.Accepts(a.Loop) || !c.startsAny(a.Loop) {
		return
	}
	conns := c.accepted(a.Loop)
	if len(conns) == 0 || c.setsDeadline(a.Loop, conns) {
		return
	}
	for _, call := range a.Loop.Func.Calls {
		if call.Mode == calls.Plain && call.Loop.Within(a.Loop) && c.waitsFor(call, conns) && !c.seen[call.Expr.Pos()] {
			c.seen[call.Expr.Pos()] = true
			c.Report(report.Finding{
				Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "accept",
				Message: syntax.ExprName(call.Expr.Fun) + " waits for one peer on the goroutine that accepts all of them: one that sends nothing keeps every later client out; do it on the connection's goroutine, under a deadline",
				Related: []report.Related{{Pos: a.Loop.Pos(), End: a.Loop.Body.Lbrace, Message: "the loop that accepts"}},
			})
		}
	}
}

func (c *check) startsAny(l *calls.Loop) bool {
	for _, call := range l.Func.Calls {
		if call.Loop.Within(l) && call.Mode == calls.Go {
			return true
		}
	}
	return false
}

// accepted lists the variables that hold what was accepted in this turn, or what
// is made of it: conn, tlsConn := tls.Server(conn, cfg).
func (c *check) accepted(l *calls.Loop) map[*types.Var]bool {
	conns := make(map[*types.Var]bool)
	ast.Inspect(l.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return true
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return true
		}
		if v := syntax.VarOf(c.Info, a.Lhs[0]); v != nil && (isAccept(c.Info, call) || c.IsConnection(v.Type()) && mentionsAny(c.Info, call.Args, conns)) {
			conns[v] = true
		}
		return true
	})
	return conns
}

func isAccept(info *types.Info, call *ast.CallExpr) bool {
	fn := syntax.Callee(info, call)
	return fn != nil && strings.HasPrefix(fn.Name(), "Accept")
}

func mentionsAny(info *types.Info, args []ast.Expr, vars map[*types.Var]bool) bool {
	for _, arg := range args {
		if vars[syntax.VarOf(info, arg)] {
			return true
		}
	}
	return false
}

// waitsFor: conn.Read(buf), tlsConn.Handshake(), readHello(conn).
func (c *check) waitsFor(call *calls.Call, conns map[*types.Var]bool) bool {
	if isAccept(c.Info, call.Expr) || !c.MayOf(call.Expr).Has(knowledge.Receives|knowledge.Asks) {
		return false
	}
	if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && conns[syntax.VarOf(c.Info, sel.X)] {
		return true
	}
	return mentionsAny(c.Info, call.Expr.Args, conns)
}

func (c *check) setsDeadline(l *calls.Loop, conns map[*types.Var]bool) bool {
	for _, call := range l.Func.Calls {
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if ok && call.Loop.Within(l) && conns[syntax.VarOf(c.Info, sel.X)] && (sel.Sel.Name == "SetDeadline" || sel.Sel.Name == "SetReadDeadline") {
			return true
		}
	}
	return false
}
