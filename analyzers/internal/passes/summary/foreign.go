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

// isStartedFor reports whether f is, or is inside, the goroutine that an exported
// function starts to call what its users hand it: Subscribe(handler) { go func() {
// for m := range in { handler(m) } }() }. Called on the spot, it is the caller's
// own code on the caller's own goroutine.
func (s *Summaries) isStartedFor(f *calls.Func, param *types.Var, public bool) bool {
	if param.Kind() != types.ParamVar {
		return false
	}
	owner := s.Graph.Owner(param)
	if owner == nil || owner.Obj == nil || !owner.Obj.Exported() || !s.isImportable() && !public {
		return false
	}
	for ; f != nil && f != owner; f = f.Parent {
		if s.isStarted(f) {
			return true
		}
	}
	return false
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

// takesError: func(error) hears of every round, the good ones with nil.
func takesError(v *types.Var) bool {
	sig, ok := v.Type().Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 1 && syntax.IsError(sig.Params().At(0).Type())
}

// isImportable: what is internal or a command gets its callbacks from the same
// program.
func (s *Summaries) isImportable() bool { return isPublic(s.Graph.Pkg) }

func isPublic(pkg *types.Package) bool {
	return pkg.Name() != "main" && !strings.Contains("/"+pkg.Path()+"/", "/internal/")
}

// isForUsers reports whether a callback field is there for the users of this
// package; or of the module, where an internal package takes callbacks that speak
// of its public types: the public packages pass on what they were given.
func (s *Summaries) isForUsers(field *types.Var) bool {
	if s.isImportable() || s.speaksPublic(field.Type()) {
		return true
	}
	owner := s.ownerOf(field)
	if owner == nil || !s.isRegistered(field) {
		return false
	}
	st, ok := owner.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if s.speaksPublic(st.Field(i).Type()) {
			return true // the other half of a job: its schedule
		}
	}
	return false
}

// speaksPublic: a function type with a parameter or result of a type that users
// of the module can name.
func (s *Summaries) speaksPublic(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for i := range tuple.Len() {
			if name := syntax.NamedOf(tuple.At(i).Type()); name != nil && name.Pkg() != nil && s.InModule(name.Pkg()) && isPublic(name.Pkg()) {
				return true
			}
		}
	}
	return false
}

// isFromOption reports whether v gets its function from an exported field of an
// exported struct: h.decode = options.Decode, over variables and fields between.
func (s *Summaries) isFromOption(v *types.Var, depth int) bool {
	for _, value := range s.Graph.Values(v) {
		from := syntax.VarOf(s.Graph.Info, value)
		if from == nil || from == v {
			continue
		}
		if from.IsField() && from.Exported() && s.isFieldOfExported(from) || depth < 4 && s.isFromOption(from, depth+1) {
			return true
		}
	}
	return false
}

// isGiven reports whether users of this package set the function that v holds:
// an exported field, or a parameter of an exported function that this package
// does not call itself, as far as assignments lead there.
func (s *Summaries) isGiven(v *types.Var, depth int) bool {
	if v.IsField() && v.Exported() && v.Pkg() == s.Graph.Pkg {
		return true
	}
	if v.Kind() == types.ParamVar && s.isGivenParam(v, depth) {
		return true
	}
	for _, value := range s.Graph.Values(v) {
		from := syntax.VarOf(s.Graph.Info, value)
		if from != nil && from != v && depth < 5 && s.isGiven(from, depth+1) {
			return true
		}
	}
	return false
}

func (s *Summaries) isGivenParam(v *types.Var, depth int) bool {
	f := s.Graph.Owner(v)
	if f == nil || f.Obj == nil {
		return false
	}
	uses := s.usesInCode(f)
	if len(uses) == 0 {
		return f.Obj.Exported()
	}
	i := f.Param(v)
	for _, u := range uses {
		if u.Arg == calls.Callee && i < len(u.Call.Expr.Args) && depth < 5 {
			from := syntax.VarOf(s.Graph.Info, u.Call.Expr.Args[i])
			if from != nil && from != v && s.isGiven(from, depth+1) {
				return true
			}
		}
	}
	return false
}

// usesInCode leaves out the uses in tests, which set callbacks as users do.
func (s *Summaries) usesInCode(f *calls.Func) []calls.Use {
	var out []calls.Use
	for _, u := range s.Graph.Uses(f) {
		if !s.isTest(u.Call.Expr.Pos()) {
			out = append(out, u)
		}
	}
	return out
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
