package values

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Kind is what a value is, and how long it lives.
type Kind struct {
	Noun string
	Life knowledge.Lifetime
	Row  knowledge.Scoped
}

// KindOf returns the kind of the values of a type that live for a request, a turn
// or less: transactions, pinned connections, result sets, requests, writers,
// messages, spans. What an owner may well keep (connections, streams that are
// reopened, files, tickers) is none.
func (v *Values) KindOf(t types.Type) (Kind, bool) {
	if t == nil || syntax.NamedOf(t) == nil {
		return Kind{}, false
	}
	row, name := v.Table.ScopedType(t)
	if name == nil {
		if isTransaction(t) {
			return Kind{Noun: "transaction", Life: knowledge.Request}, true
		}
		return Kind{}, false
	}
	if row.Life > knowledge.Request || row.Ctx {
		return Kind{}, false
	}
	noun := row.Noun
	if noun == "" {
		noun = name.Name()
	}
	return Kind{Noun: noun, Life: row.Life, Row: row}, true
}

// isTransaction: an interface or type of any package that can be committed and
// rolled back, and nothing else ends. What can be closed as well is a database with a
// transaction of its own.
func isTransaction(t types.Type) bool {
	for _, name := range []string{"Close", "Shutdown", "Stop"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name); obj != nil {
			return false
		}
	}
	for _, name := range []string{"Commit", "Rollback"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		fn, ok := obj.(*types.Func)
		if !ok || fn.Signature().Results().Len() != 1 || !syntax.IsError(fn.Signature().Results().At(0).Type()) || !takesNothing(fn.Signature()) {
			return false
		}
	}
	return true
}

// takesNothing but a context: what is told which block to commit is a service.
func takesNothing(sig *types.Signature) bool {
	n := sig.Params().Len()
	return n == 0 || n == 1 && (syntax.IsContext(sig.Params().At(0).Type()) || sig.Variadic())
}

// KindAt returns the kind of the value of an expression: that of its type; that of
// what the expression was made of and keeps (queries.WithTx(tx)); or that of a handle
// which only its origin tells from a long-lived one (a *gorm.DB from Begin).
func (v *Values) KindAt(f *calls.Func, e ast.Expr) (Kind, bool) {
	if v.Info.Types[e].IsNil() {
		return Kind{}, false
	}
	if k, ok := v.KindOf(v.Info.TypeOf(e)); ok {
		return k, true
	}
	call := callIn(e)
	if call == nil {
		if x := syntax.VarOf(v.Info, e); x != nil && isLocal(f.Outer(), x) {
			call = v.MadeBy(f, x)
		}
	}
	if call == nil {
		return Kind{}, false
	}
	if _, row, ok := v.Sum.Opens(call); ok && row.OnlyFrom {
		return Kind{Noun: row.Noun, Life: row.Life, Row: row}, true
	}
	return v.boundTo(f, call)
}

// MadeBy returns the call that a local variable is assigned from, if it is the only
// one.
func (v *Values) MadeBy(f *calls.Func, x *types.Var) (call *ast.CallExpr) {
	count := 0
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for i, lhs := range a.Lhs {
				if syntax.VarOf(v.Info, lhs) == x {
					count++
					call = callIn(a.Rhs[min(i, len(a.Rhs)-1)])
				}
			}
		}
		return true
	})
	if count != 1 {
		return nil
	}
	return call
}

// boundTo: NewRepository(tx) and queries.WithTx(tx) give something that works in
// that transaction, and ends with it.
func (v *Values) boundTo(f *calls.Func, call *ast.CallExpr) (Kind, bool) {
	if name := syntax.NamedOf(v.Info.TypeOf(call)); name == nil || syntax.IsConversion(v.Info, call) {
		return Kind{}, false
	}
	for i, arg := range call.Args {
		k, ok := v.KindOf(v.Info.TypeOf(arg))
		if !ok || k.Noun != "transaction" && k.Noun != "pinned connection" {
			continue
		}
		c := v.callOf(f, call)
		if v.Sum.UseOf(c, i)&summary.Keeps != 0 {
			return Kind{Noun: "repository bound to a " + k.Noun, Life: k.Life, Row: k.Row}, true
		}
	}
	return Kind{}, false
}
