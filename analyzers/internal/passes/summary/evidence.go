package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readEvidence finds what in a body can panic on data that the program does not
// control, and calls of code that others handed in.
//
// A panic with a constant or formatted text states an invariant of the program
// and is no evidence, and neither is one with an error that nothing outside can
// cause. Assertions and indexes on decoded input that nothing checks are;
// assertions on sync.Map, container/heap and context values are invariants too.
func (s *Summaries) readEvidence(b *body) {
	for _, call := range b.f.Panics {
		if len(call.Args) == 1 && s.isOutsideError(b.f, call.Args[0]) {
			b.self.add(knowledge.Panics, "panic("+exprName(call.Args[0])+")")
		}
	}
	for _, t := range b.calls {
		if t.Mode != calls.Go && s.isForeign(b.f, t) {
			b.self.add(Foreign, "the "+foreignKind(t)+" "+exprName(t.Expr.Fun))
		}
	}
	splits := make(map[*types.Var]ast.Expr)
	inspectOwn(b.f.Body, func(n ast.Node) { s.readInput(b, n, splits) })
}

func foreignKind(t *target) string {
	if t.Fn != nil {
		return "plugin"
	}
	return "callback"
}

// inspectOwn walks a body without the literals inside.
func inspectOwn(body *ast.BlockStmt, visit func(ast.Node)) {
	ast.Inspect(body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// isOutsideError reports whether e is an error variable that the function got
// from a call that talks to the outside or reads what came from there.
func (s *Summaries) isOutsideError(f *calls.Func, e ast.Expr) bool {
	v := syntax.VarOf(s.Graph.Info, e)
	if v == nil || !syntax.IsError(v.Type()) {
		return false
	}
	found := false
	inspectOwn(f.Body, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 || syntax.VarOf(s.Graph.Info, a.Lhs[len(a.Lhs)-1]) != v {
			return
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		found = found || ok && s.isOutside(call)
	})
	return found
}

func (s *Summaries) isOutside(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil {
		return false
	}
	row, _ := s.Table.Call(fn)
	return row.Does&(knowledge.Asks|knowledge.Receives) != 0
}

// readInput looks for assertions and indexes on decoded input.
func (s *Summaries) readInput(b *body, n ast.Node, splits map[*types.Var]ast.Expr) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 && s.isSplit(n.Rhs[0]) {
			if v := syntax.VarOf(s.Graph.Info, n.Lhs[0]); v != nil {
				splits[v] = n.Rhs[0]
			}
		}
	case *ast.IndexExpr:
		s.readIndex(b, n, splits)
	case *ast.TypeAssertExpr:
		if n.Type != nil && s.isDecoded(n.X) && !s.isCommaOk(n) {
			b.self.add(knowledge.Panics, "the unchecked "+exprName(n.X)+".("+exprName(n.Type)+")")
		}
	}
}

// readIndex: parts := strings.Split(line, ","); parts[2]. Index 0 always exists,
// and a mention of len(parts) is taken for the check.
func (s *Summaries) readIndex(b *body, n *ast.IndexExpr, splits map[*types.Var]ast.Expr) {
	i, constant := syntax.ConstInt(s.Graph.Info, n.Index)
	if !constant {
		return
	}
	if s.isSplit(n.X) && i > 0 {
		b.self.add(knowledge.Panics, exprName(n.X)+"["+n.Index.(*ast.BasicLit).Value+"]")
		return
	}
	v := syntax.VarOf(s.Graph.Info, n.X)
	if v == nil || splits[v] == nil || i == 0 && !s.mayBeEmpty(splits[v]) || s.measures(b.f.Body, v) {
		return
	}
	b.self.add(knowledge.Panics, "the unchecked index "+v.Name()+"["+s.Graph.Info.Types[n.Index].Value.String()+"]")
}

// isSplit reports whether e cuts text into a number of pieces that depends on
// the text.
func (s *Summaries) isSplit(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "strings", "bytes":
		switch fn.Name() {
		case "Split", "SplitN", "Fields", "SplitAfter", "FieldsFunc":
			return true
		}
	case "regexp":
		switch fn.Name() {
		case "FindStringSubmatch", "FindSubmatch", "FindStringIndex":
			return true
		}
	}
	return false
}

// mayBeEmpty: Fields and failed matches have no element 0.
func (s *Summaries) mayBeEmpty(split ast.Expr) bool {
	fn := syntax.Callee(s.Graph.Info, ast.Unparen(split).(*ast.CallExpr))
	return fn.Name() == "Fields" || fn.Name() == "FieldsFunc" || fn.Pkg().Path() == "regexp"
}

// measures reports whether a body looks at len(v), compares v with nil or
// ranges over it.
func (s *Summaries) measures(body *ast.BlockStmt, v *types.Var) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if syntax.IsBuiltin(s.Graph.Info, n, "len") && syntax.VarOf(s.Graph.Info, n.Args[0]) == v {
				found = true
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				found = found || syntax.VarOf(s.Graph.Info, n.X) == v
			}
		case *ast.RangeStmt:
			found = found || syntax.VarOf(s.Graph.Info, n.X) == v
		}
		return !found
	})
	return found
}

// isDecoded reports whether e is an element of decoded data of any shape:
// m["key"] of a map[string]any.
func (s *Summaries) isDecoded(e ast.Expr) bool {
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok {
		return false
	}
	m, ok := underlying(s.Graph.Info, index.X).(*types.Map)
	if !ok {
		return false
	}
	iface, ok := m.Elem().Underlying().(*types.Interface)
	return ok && iface.Empty() && isString(m.Key())
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isCommaOk: the type of a checked assertion is a tuple.
func (s *Summaries) isCommaOk(n *ast.TypeAssertExpr) bool {
	_, ok := s.Graph.Info.TypeOf(n).(*types.Tuple)
	return ok
}

// isForeign reports whether a call runs code that others handed in: an element
// of a collection of functions that is kept, a method of an element of a kept
// collection of interfaces, or a callback that only users of this package set.
func (s *Summaries) isForeign(f *calls.Func, t *target) bool {
	if t.Fn != nil {
		return s.isPlugin(t)
	}
	if len(t.bodies) > 0 || isLiteral(t.Expr) {
		return false
	}
	if index, ok := ast.Unparen(t.Expr.Fun).(*ast.IndexExpr); ok {
		// handlers[msg.Kind](msg)
		return isFuncCollection(s.Graph.Info.TypeOf(index.X)) && s.isFilledByOthers(syntax.VarOf(s.Graph.Info, index.X))
	}
	if t.Var == nil {
		return false
	}
	if t.Var.IsField() {
		return s.isImportable() && (takesData(t.Var) || s.isRegistered(t.Var)) && s.isGiven(t.Var, 0)
	}
	return s.isElement(f, t.Var)
}

// takesData: a callback that is given something to work on. Functions without
// parameters, loggers and those that only take times and numbers are part of
// how this package was put together.
func takesData(v *types.Var) bool {
	sig, ok := v.Type().Underlying().(*types.Signature)
	if !ok || sig.Variadic() {
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

// isImportable: what is internal or a command gets its callbacks from the same
// program.
func (s *Summaries) isImportable() bool {
	path := s.Graph.Pkg.Path()
	return s.Graph.Pkg.Name() != "main" && !strings.Contains("/"+path+"/", "/internal/")
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
	for _, f := range s.Graph.Funcs {
		i := f.Param(v)
		if f.Obj == nil || i < 0 {
			continue
		}
		uses := s.Graph.Uses(f)
		if len(uses) == 0 {
			return f.Obj.Exported()
		}
		for _, u := range uses {
			if u.Arg == calls.Callee && i < len(u.Call.Expr.Args) && depth < 5 {
				from := syntax.VarOf(s.Graph.Info, u.Call.Expr.Args[i])
				if from != nil && from != v && s.isGiven(from, depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// isRegistered reports whether the struct with a field is an element of a
// collection that is kept: a job, a subscription, a route.
func (s *Summaries) isRegistered(field *types.Var) bool {
	scope := s.Graph.Pkg.Scope()
	var owner *types.TypeName
	for _, st := range namedStructs(scope) {
		if hasField(st, field) {
			owner = st
		}
	}
	if owner == nil {
		return false
	}
	for _, st := range namedStructs(scope) {
		fields := st.Type().Underlying().(*types.Struct)
		for i := range fields.NumFields() {
			if elem := elemOf(fields.Field(i).Type()); elem != nil && syntax.NamedOf(elem) == owner {
				return true
			}
		}
	}
	return false
}

func namedStructs(scope *types.Scope) []*types.TypeName {
	var out []*types.TypeName
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
			if _, ok := tn.Type().Underlying().(*types.Struct); ok {
				out = append(out, tn)
			}
		}
	}
	return out
}

func hasField(tn *types.TypeName, field *types.Var) bool {
	st := tn.Type().Underlying().(*types.Struct)
	for i := range st.NumFields() {
		if st.Field(i) == field {
			return true
		}
	}
	return false
}

// isElement: for _, h := range handlers { h(msg) } and h, ok := handlers[key].
func (s *Summaries) isElement(f *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if n.Value != nil && syntax.VarOf(s.Graph.Info, n.Value) == v {
				found = isFieldOrGlobal(s.Graph.Info, n.X) && isFuncCollection(s.Graph.Info.TypeOf(n.X)) && s.isFilledByOthers(syntax.VarOf(s.Graph.Info, n.X))
			}
		case *ast.AssignStmt:
			if index, ok := ast.Unparen(n.Rhs[0]).(*ast.IndexExpr); ok && syntax.VarOf(s.Graph.Info, n.Lhs[0]) == v {
				found = isFieldOrGlobal(s.Graph.Info, index.X) && isFuncCollection(s.Graph.Info.TypeOf(index.X)) && s.isFilledByOthers(syntax.VarOf(s.Graph.Info, index.X))
			}
		}
		return !found
	})
	return found
}

// isFilledByOthers reports whether functions that users of this package set get
// into a collection: m[k] = f, append(m, f). Where nothing here puts any in, it
// is filled from outside, if it is exported.
func (s *Summaries) isFilledByOthers(collection *types.Var) bool {
	if collection == nil {
		return false
	}
	filled := false
	for _, f := range s.Graph.Funcs {
		if f.Parent != nil {
			continue // seen with the function around it
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 {
				for _, value := range s.putInto(collection, a) {
					v := syntax.VarOf(s.Graph.Info, value)
					filled = filled || v != nil && s.isGiven(v, 0)
				}
			}
			return !filled
		})
	}
	return filled || collection.Exported() && s.isImportable()
}

// putInto lists what an assignment puts into a collection.
func (s *Summaries) putInto(collection *types.Var, a *ast.AssignStmt) []ast.Expr {
	if index, ok := ast.Unparen(a.Lhs[0]).(*ast.IndexExpr); ok && syntax.VarOf(s.Graph.Info, index.X) == collection {
		return a.Rhs
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if ok && syntax.IsBuiltin(s.Graph.Info, call, "append") && syntax.VarOf(s.Graph.Info, a.Lhs[0]) == collection {
		return call.Args[1:]
	}
	return nil
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

// isPlugin: an interface method on an element of a collection of interfaces
// that this package declares and does not implement itself.
func (s *Summaries) isPlugin(t *target) bool {
	if !syntax.IsInterfaceMethod(t.Fn) || len(t.bodies) > 0 || t.Fn.Pkg() != s.Graph.Pkg || !t.Fn.Exported() {
		return false
	}
	sel, ok := ast.Unparen(t.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if index, ok := ast.Unparen(sel.X).(*ast.IndexExpr); ok {
		return elemOf(s.Graph.Info.TypeOf(index.X)) != nil
	}
	v := syntax.VarOf(s.Graph.Info, sel.X)
	return v != nil && !v.IsField() && s.isInterfaceElement(t.Func, v)
}

func (s *Summaries) isInterfaceElement(f *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.RangeStmt); ok && r.Value != nil && syntax.VarOf(s.Graph.Info, r.Value) == v {
			found = isFieldOrGlobal(s.Graph.Info, r.X)
		}
		return !found
	})
	return found
}

func exprName(e ast.Expr) string {
	if name := syntax.ExprName(e); name != "" {
		return name
	}
	return "..."
}
