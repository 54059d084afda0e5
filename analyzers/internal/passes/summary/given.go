package summary

import (
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

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
