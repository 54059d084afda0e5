package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isPlugin: a method of an exported interface of this module that this package
// leaves to others to implement, called on an element of a kept collection, on
// what an assertion found behind another type or, if it is the only method, on
// what an option was set to. An interface that a constructor takes as a
// parameter, or one with the methods of a store or client, is how Go programs put
// their own parts together, and is none.
func (s *Summaries) isPlugin(t *target) bool {
	if !syntax.IsInterfaceMethod(t.Fn) || !t.Fn.Exported() || t.Fn.Pkg() != s.Graph.Pkg && (t.Fn.Pkg() == nil || !s.InModule(t.Fn.Pkg())) {
		return false
	}
	sel, ok := ast.Unparen(t.Expr.Fun).(*ast.SelectorExpr)
	return ok && !isStream(t.Fn) && s.isLeftToOthers(t.bodies) && !s.isImplementedByEmbedding(t) && s.isPluggedIn(t, sel)
}

// isStream: the interface of a stream or client that a generator wrote, and
// implements itself.
func isStream(method *types.Func) bool {
	t := method.Signature().Recv().Type()
	for _, name := range []string{"SendMsg", "RecvMsg"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name); obj != nil {
			return true
		}
	}
	return false
}

func (s *Summaries) isPluggedIn(t *target, sel *ast.SelectorExpr) bool {
	switch x := ast.Unparen(sel.X).(type) {
	case *ast.IndexExpr:
		return elemOf(s.Graph.Info.TypeOf(x.X)) != nil
	case *ast.TypeAssertExpr:
		v := syntax.VarOf(s.Graph.Info, x.X)
		return v != nil && s.rangeOf(t.Func, v) != nil
	}
	if takesPeer(t.Fn) {
		return true
	}
	v := syntax.VarOf(s.Graph.Info, sel.X)
	if v == nil {
		return false
	}
	if v.IsField() {
		return (s.isImportable() || s.speaksPublic(t.Fn.Type())) && !isReporting(t.Fn) && isExportedHook(v.Type()) && s.isOption(v, 0)
	}
	return s.isInterfaceElement(t.Func, v) ||
		!isReporting(t.Fn) && isExportedHook(v.Type()) && hasData(t.Fn.Signature()) && s.isStartedFor(t.Func, v, s.speaksPublic(t.Fn.Type()))
}

// takesPeer: a handler, which is there for a connection or an HTTP request. One
// that only writes to what it is given asks for an io.Writer.
func takesPeer(fn *types.Func) bool {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if t := params.At(i).Type(); hasRemote(t) || syntax.IsNamed(t, "net/http", "Request") {
			return true
		}
	}
	return false
}

// hasRemote: a connection knows who is on its other side.
func hasRemote(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "RemoteAddr")
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Results().Len() == 1 && syntax.IsNamed(fn.Signature().Results().At(0).Type(), "net", "Addr")
}

// isLeftToOthers: nothing in this package implements the method, but for
// adapters that make a function one.
func (s *Summaries) isLeftToOthers(bodies []*calls.Func) bool {
	for _, f := range bodies {
		recv := f.Sig.Recv()
		if recv == nil || !syntax.IsFunc(recv.Type()) {
			return false
		}
	}
	return true
}

// isImplementedByEmbedding: a struct of this package has the methods of the
// interface, this one by way of what it embeds.
func (s *Summaries) isImplementedByEmbedding(t *target) bool {
	iface, ok := t.Fn.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok || len(t.bodies) > 0 {
		return false
	}
	scope := s.pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || s.isTest(tn.Pos()) {
			continue
		}
		_, isStruct := tn.Type().Underlying().(*types.Struct)
		if isStruct && types.Implements(types.NewPointer(tn.Type()), iface) {
			return true
		}
	}
	return false
}

// isReporting: a method that is told something and answers nothing, as loggers
// and metrics are; everything calls them.
func isReporting(fn *types.Func) bool { return fn.Signature().Results().Len() == 0 }

// isExportedHook: an exported interface with one method.
func isExportedHook(t types.Type) bool {
	name := syntax.NamedOf(t)
	iface, ok := t.Underlying().(*types.Interface)
	return ok && name != nil && name.Exported() && iface.NumMethods() == 1
}

// isOption reports whether users set what a field holds: it is an exported field
// of an exported struct, or assigned from one, over fields, variables and
// parameters of this package.
func (s *Summaries) isOption(v *types.Var, depth int) bool {
	if v.IsField() && v.Exported() && s.isFieldOfExported(v) {
		return true
	}
	if depth > 4 {
		return false
	}
	for _, from := range s.sourcesOf(v) {
		if from != v && s.isOption(from, depth+1) {
			return true
		}
	}
	return false
}

func (s *Summaries) isFieldOfExported(v *types.Var) bool {
	owner := s.ownerOf(v)
	return owner != nil && owner.Exported()
}

// sourcesOf lists the variables that a variable of interface type is assigned
// from. For a parameter these are the arguments.
func (s *Summaries) sourcesOf(v *types.Var) []*types.Var {
	if s.sources == nil {
		s.collectSources()
	}
	out := s.sources[v]
	if v.Kind() != types.ParamVar {
		return out
	}
	f := s.Graph.Owner(v)
	if f == nil {
		return out
	}
	i := f.Param(v)
	for _, u := range s.usesInCode(f) {
		if u.Arg == calls.Callee && i < len(u.Call.Expr.Args) {
			if from := syntax.VarOf(s.Graph.Info, u.Call.Expr.Args[i]); from != nil {
				out = append(out, from)
			}
		}
	}
	return out
}

func (s *Summaries) collectSources() {
	s.sources = make(map[*types.Var][]*types.Var)
	for _, f := range s.Graph.Funcs {
		if f.Parent != nil || s.isTest(f.Pos()) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i := range min(len(n.Lhs), len(n.Rhs)) {
					s.noteSource(n.Lhs[i], n.Rhs[i])
				}
			case *ast.KeyValueExpr:
				if _, ok := n.Key.(*ast.Ident); ok {
					s.noteSource(n.Key, n.Value)
				}
			}
			return true
		})
	}
}

func (s *Summaries) noteSource(to, from ast.Expr) {
	v, source := syntax.VarOf(s.Graph.Info, to), syntax.VarOf(s.Graph.Info, from)
	if v != nil && source != nil && syntax.IsInterface(v.Type()) {
		s.sources[v] = append(s.sources[v], source)
	}
}

func (s *Summaries) isInterfaceElement(f *calls.Func, v *types.Var) bool {
	x := s.rangeOf(f, v)
	return x != nil && isFieldOrGlobal(s.Graph.Info, x)
}

// rangeOf returns the collection or channel whose elements v stands for in turn,
// or nil.
func (s *Summaries) rangeOf(f *calls.Func, v *types.Var) ast.Expr {
	var x ast.Expr
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			element := n.Value
			if syntax.IsChan(s.Graph.Info.TypeOf(n.X)) {
				element = n.Key
			}
			if element != nil && syntax.VarOf(s.Graph.Info, element) == v {
				x = n.X
			}
		case *ast.AssignStmt:
			if ch := syntax.Receive(n.Rhs[0]); ch != nil && syntax.VarOf(s.Graph.Info, n.Lhs[0]) == v {
				x = ch
			}
		}
		return x == nil
	})
	return x
}
