package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

func foreignKind(t *target) string {
	if t.Fn != nil {
		return "plugin"
	}
	return "callback"
}

// isForeign reports whether a call runs code that others handed in: an element
// of a collection of functions that is kept, a method of an element of a kept
// collection of interfaces, or a callback that only users of this package set.
func (s *Summaries) isForeign(f *calls.Func, t *target) bool {
	if t.Fn != nil {
		return s.isPlugin(t)
	}
	if isLiteral(t.Expr) {
		return false
	}
	if len(t.bodies) > 0 {
		return t.Var != nil && s.isImportable() && takesData(t.Var) && s.isFromOption(t.Var, 0) // with a default
	}
	if index, ok := ast.Unparen(t.Expr.Fun).(*ast.IndexExpr); ok {
		// handlers[msg.Kind](msg)
		return isFuncCollection(s.Graph.Info.TypeOf(index.X)) && s.isFilledByOthers(syntax.VarOf(s.Graph.Info, index.X))
	}
	return t.Var != nil && s.isForeignVar(f, t.Var)
}

// isForeignVar: others set what the variable holds, as far as assignments lead.
func (s *Summaries) isForeignVar(f *calls.Func, v *types.Var) bool {
	if v.IsField() {
		return s.isForUsers(v) && (takesData(v) || takesError(v) || s.isRegistered(v)) && s.isGiven(v, 0)
	}
	return s.isElement(v) || takesData(v) && s.isStartedFor(f, v, s.speaksPublic(v.Type()))
}

// takesData: a callback that is given something to work on. Functions without
// parameters, loggers and those that only take times and numbers are part of
// how this package was put together.
func takesData(v *types.Var) bool {
	sig, ok := v.Type().Underlying().(*types.Signature)
	return ok && hasData(sig)
}

func hasData(sig signature) bool {
	if sig.Variadic() {
		return false
	}
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		_, basic := t.Underlying().(*types.Basic)
		if !basic && !syntax.IsContext(t) && !syntax.IsError(t) && !syntax.IsNamed(t, "time", "Time") {
			return true
		}
	}
	return false
}

// takesError: func(error) hears of every round, the good ones with nil. With a result
// it is a question about the error, such as whether it is a temporary one.
func takesError(v *types.Var) bool {
	sig, ok := v.Type().Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 1 && sig.Results().Len() == 0 && syntax.IsError(sig.Params().At(0).Type())
}

func (s *Summaries) isTest(pos token.Pos) bool {
	return s.fset != nil && strings.HasSuffix(s.fset.Position(pos).Filename, "_test.go")
}

// isRegistered reports whether the struct with a field is an element of a
// collection that is kept: a job, a subscription, a route.
func (s *Summaries) isRegistered(field *types.Var) bool {
	owner := s.ownerOf(field)
	if owner == nil {
		return false
	}
	for held := range s.structs {
		if elem := syntax.ElemOf(held.Type()); elem != nil && syntax.NamedOf(elem) == owner {
			return true
		}
	}
	return false
}

// ownerOf returns the struct type of this package that declares a field, or nil.
func (s *Summaries) ownerOf(field *types.Var) *types.TypeName {
	if s.structs == nil {
		s.structs = make(map[*types.Var]*types.TypeName)
		scope := s.Graph.Pkg.Scope()
		for _, name := range scope.Names() {
			if tn, ok := scope.Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
				s.noteFields(tn)
			}
		}
	}
	return s.structs[field]
}

func (s *Summaries) noteFields(tn *types.TypeName) {
	st, ok := tn.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if s.structs[st.Field(i)] == nil {
			s.structs[st.Field(i)] = tn // type B A shares the fields of A
		}
	}
}

// isElement: for _, h := range handlers { h(msg) }, h, ok := handlers[key], and
// task := <-tasks.
func (s *Summaries) isElement(v *types.Var) bool {
	for _, value := range s.Graph.Values(v) {
		if index, ok := ast.Unparen(value).(*ast.IndexExpr); ok {
			value = index.X
		} else if ch := syntax.Receive(value); ch != nil {
			value = ch
		}
		if isFieldOrGlobal(s.Graph.Info, value) && syntax.IsFunc(syntax.ElemOf(s.Graph.Info.TypeOf(value))) && s.isFilledByOthers(syntax.VarOf(s.Graph.Info, value)) {
			return true
		}
	}
	return false
}

// isFilledByOthers reports whether functions that users of this package set get
// into a collection: m[k] = f, append(m, f). One that nothing here fills is
// filled from outside, if it is exported.
func (s *Summaries) isFilledByOthers(collection *types.Var) bool {
	if collection == nil {
		return false
	}
	values := s.elementsOf(collection)
	for _, value := range values {
		if v := syntax.VarOf(s.Graph.Info, value); v != nil && s.isGiven(v, 0) {
			return true
		}
	}
	return len(values) == 0 && collection.Exported() && s.isImportable()
}

// elementsOf lists what this package puts into a collection.
func (s *Summaries) elementsOf(collection *types.Var) []ast.Expr {
	var out []ast.Expr
	for _, value := range s.Graph.Values(collection) {
		if s.isTest(value.Pos()) || syntax.VarOf(s.Graph.Info, value) == collection {
			continue // m = append(m, f) begins with m itself
		}
		if !s.isNew(value) {
			out = append(out, value)
		}
	}
	return out
}

// isNew: make(map[string]func()) and map[string]func(){} hold nothing of others.
func (s *Summaries) isNew(value ast.Expr) bool {
	switch value := ast.Unparen(value).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		return syntax.IsBuiltin(s.Graph.Info, value, "make")
	}
	return false
}

func isFieldOrGlobal(info *types.Info, e ast.Expr) bool {
	v := syntax.VarOf(info, e)
	return v != nil && (v.IsField() || isGlobal(v))
}

func isFuncCollection(t types.Type) bool {
	elem := elemOf(t)
	return elem != nil && syntax.IsFunc(elem)
}

func elemOf(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	switch t := t.Underlying().(type) {
	case *types.Map:
		return t.Elem()
	case *types.Slice:
		return t.Elem()
	}
	return nil
}
