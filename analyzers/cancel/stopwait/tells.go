package stopwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// tells reports whether a stop path does anything that a goroutine could hear: it
// cancels, closes, sends, sets a flag, wakes somebody up, or stops something else.
// A Stop that does none of it is an operation of the domain, such as the one that
// pauses a player, and leaves the goroutines to somebody else.
func (c *check) tells(path []*calls.Func) bool {
	for _, f := range path {
		for _, op := range f.Ops {
			if op.Kind == calls.Close || op.Kind == calls.Send {
				return true
			}
		}
		for _, sel := range f.Selects {
			if hasSend(sel) {
				return true
			}
		}
		for _, call := range f.Calls {
			if call.Mode != calls.Go && c.tellsBy(call) {
				return true
			}
		}
		if c.setsField(f) {
			return true
		}
	}
	return false
}

func hasSend(sel *ast.SelectStmt) bool {
	for _, stmt := range sel.Body.List {
		if _, send := syntax.CommChannel(stmt.(*ast.CommClause)); send {
			return true
		}
	}
	return false
}

// tellsBy: a function value, such as a cancel function, or what says by its name that
// it ends, wakes or flags something.
func (c *check) tellsBy(call *calls.Call) bool {
	if call.Fn == nil {
		return !c.isConversion(call.Expr)
	}
	switch call.Fn.Name() {
	case "Store", "Swap", "CompareAndSwap", "Add", "Broadcast", "Signal", "SetDeadline", "SetReadDeadline", "Interrupt":
		return true
	}
	return len(c.Graph.Bodies(call)) == 0 && services.EndsByName(call.Fn.Name())
}

func (c *check) isConversion(call *ast.CallExpr) bool {
	tv := c.Info.Types[call.Fun]
	return tv.IsType() || tv.IsBuiltin()
}

// setsField: a flag, or a field that is taken away.
func (c *check) setsField(f *calls.Func) bool {
	found := false
	inspectOwn(f, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		for i := 0; ok && i < len(a.Lhs); i++ {
			v := syntax.VarOf(c.Info, a.Lhs[i])
			found = found || v != nil && v.IsField() && isFlag(v.Type())
			found = found || v != nil && v.IsField() && i < len(a.Rhs) && c.Info.Types[a.Rhs[i]].IsNil()
		}
	})
	return found
}

func isFlag(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsBoolean|types.IsInteger|types.IsString) != 0
}
