package summary

import (
	"go/ast"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// What is handed to a setter is kept for good: the output of a log, the body of a
// request. So are writers and readers that a function puts into a package variable or
// a field, or hands on to a setter, as they are or wrapped. That they are not ended by
// whoever opened them is as it should be.

// IsSetterName goes by the verb: SetOutput. It only ever makes a check silent.
func IsSetterName(name string) bool {
	rest, ok := strings.CutPrefix(name, "Set")
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLower(next)
}

// setUses adds which of its writers and readers a function keeps.
func (s *Summaries) setUses(out []paramUse, f *calls.Func) []paramUse {
	r := setReader{s: s, of: make(map[*types.Var]int8), kept: out}
	for i := range min(f.Sig.Params().Len(), 100) {
		if p := f.Sig.Params().At(i); isReaderOrWriter(p.Type()) {
			r.of[p] = int8(i)
		}
	}
	if len(r.of) == 0 {
		return out
	}
	ast.Inspect(f.Body, r.visit)
	return r.kept
}

// isReaderOrWriter leaves out all else that may be set: options, clocks.
func isReaderOrWriter(t types.Type) bool {
	return syntax.IsInterface(t) && (hasMethod(t, "Write") || hasMethod(t, "Read"))
}

func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}

// setReader follows parameters under their names, in the order of the source.
type setReader struct {
	s    *Summaries
	of   map[*types.Var]int8 // the variables that stand for a parameter
	kept []paramUse
}

func (r *setReader) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if param, ok := r.carried(n.Rhs[min(i, len(n.Rhs)-1)]); ok {
				r.assigned(syntax.VarOf(r.s.Graph.Info, lhs), param)
			}
		}
	case *ast.CallExpr:
		fn := syntax.Callee(r.s.Graph.Info, n)
		if fn == nil || !IsSetterName(fn.Name()) {
			return true
		}
		for _, arg := range n.Args {
			if param, ok := r.carried(arg); ok {
				r.kept = append(r.kept, paramUse{param: param, always: Keeps})
			}
		}
	}
	return true
}

func (r *setReader) assigned(v *types.Var, param int8) {
	switch {
	case v == nil:
	case v.IsField() || isGlobal(v):
		r.kept = append(r.kept, paramUse{param: param, always: Keeps})
	case isReaderOrWriter(v.Type()) || hasMethod(v.Type(), "Write") || hasMethod(v.Type(), "Read"):
		r.of[v] = param // w = wrap(w)
	}
}

// carried: the parameter itself, or what a call makes of it that is a reader or
// writer too: bufio.NewWriter(w), io.MultiWriter(os.Stderr, w).
func (r *setReader) carried(e ast.Expr) (param int8, ok bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		param, ok = r.of[syntax.VarOf(r.s.Graph.Info, e)]
		return param, ok
	case *ast.CallExpr:
		if t := r.s.Graph.Info.TypeOf(e); t == nil || !hasMethod(t, "Write") && !hasMethod(t, "Read") {
			return 0, false
		}
		for _, arg := range e.Args {
			if param, ok = r.carried(arg); ok {
				return param, true
			}
		}
	}
	return 0, false
}
