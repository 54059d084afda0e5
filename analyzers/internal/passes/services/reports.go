package services

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Reports reports whether a call makes an error known: it logs, counts or
// records. Loggers of a project's own are recognised by the names of their
// methods; that is only used to stay silent.
func (s *Services) Reports(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Info, call)
	if fn == nil {
		return saysReport(syntax.ExprName(call.Fun)) // a log function in a field
	}
	if row, ok := s.Table.Call(fn); ok {
		return row.Does&(knowledge.Reports|knowledge.Exits) != 0
	}
	return saysReport(fn.Name()) || s.MayOf(call).Has(knowledge.Reports|knowledge.Exits)
}

var reportWords = []string{"log", "print", "error", "warn", "debug", "info", "fatal", "panic", "trace", "report", "record", "observe", "notify", "inc", "msg", "send", "alert", "fail"}

func saysReport(name string) bool {
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	for _, word := range reportWords {
		if strings.HasPrefix(name, word) || strings.HasSuffix(name, word) {
			return true
		}
	}
	return false
}

// IsErrorLevel reports whether a call reports at the level of errors: its name
// says so.
func (s *Services) IsErrorLevel(call *ast.CallExpr) bool {
	name := syntax.ExprName(call.Fun)
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	return s.Reports(call) && (strings.HasPrefix(name, "err") || strings.HasPrefix(name, "crit") || strings.HasPrefix(name, "logerr"))
}

// Mentions reports whether n uses the variable v.
func (s *Services) Mentions(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && v != nil && s.Info.ObjectOf(id) == v
		return !found
	})
	return found
}

// MentionsAny reports whether n uses one of the variables.
func (s *Services) MentionsAny(n ast.Node, vars map[*types.Var]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, _ := s.Info.Uses[id].(*types.Var)
			found = found || v != nil && vars[v]
		}
		return !found
	})
	return found
}

// TargetOf returns the variable or field that gets the first result of a call, nil when
// there is none.
func (s *Services) TargetOf(call *calls.Call) (target *types.Var) {
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, value := range n.Rhs {
				if ast.Unparen(value) == call.Expr {
					target = syntax.VarOf(s.Info, n.Lhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, value := range n.Values {
				if ast.Unparen(value) == call.Expr {
					target = syntax.VarOf(s.Info, n.Names[i])
				}
			}
		}
		return target == nil
	})
	return target
}
