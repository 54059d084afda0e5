package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readPieces looks for assertions and indexes on decoded input that nothing checks.
func (s *Summaries) readPieces(b *body) {
	for _, n := range b.f.Asserts {
		if s.isDecoded(n.X) && isDecodable(s.Graph.Info.TypeOf(n.Type)) && !s.isCommaOk(n) {
			b.self.add(knowledge.Panics, "the unchecked "+exprName(n.X)+".("+exprName(n.Type)+")")
		}
	}
	for _, n := range b.f.Indexes {
		s.readIndex(b, n)
	}
}

// readIndex: parts := strings.Split(line, ","); parts[2].
func (s *Summaries) readIndex(b *body, n *ast.IndexExpr) {
	i, _ := syntax.ConstInt(s.Graph.Info, n.Index)
	v := syntax.VarOf(s.Graph.Info, n.X)
	split := s.splitOf(n.X)
	if split == nil && v != nil && !v.IsField() && isStrings(v.Type()) {
		split = s.splitInto(b.f.Outer(), v)
	}
	if split == nil || i == 0 && !s.mayBeEmpty(split) || s.isChecked(b.f.Outer(), v, split) || s.isOwnFile(b, split) {
		return
	}
	b.self.add(knowledge.Panics, "the unchecked index "+exprName(n.X)+"["+n.Index.(*ast.BasicLit).Value+"]")
}

// isStrings reports whether t is a list of what text can be cut into.
func isStrings(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && (isString(slice.Elem()) || isStrings(slice.Elem()) || types.Identical(slice.Elem(), types.Typ[types.Byte]) || types.Identical(slice.Elem(), types.Typ[types.Int]))
}

// splitOf returns the call that cuts text into a number of pieces that depends
// on the text, or nil.
func (s *Summaries) splitOf(e ast.Expr) *ast.CallExpr {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && s.isSplit(call) {
		return call
	}
	return nil
}

// splitInto finds v := strings.Split(...) in a function. A variable with several
// values has none that is known.
func (s *Summaries) splitInto(f *calls.Func, v *types.Var) *ast.CallExpr {
	var found *ast.CallExpr
	times := 0
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(s.Graph.Info, lhs) == v {
				times++
				if len(a.Lhs) == len(a.Rhs) {
					found = s.splitOf(a.Rhs[i])
				}
			}
		}
		return true
	})
	if times != 1 {
		return nil
	}
	return found
}

func (s *Summaries) isSplit(call *ast.CallExpr) bool {
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
func (s *Summaries) mayBeEmpty(split *ast.CallExpr) bool {
	fn := syntax.Callee(s.Graph.Info, split)
	return fn.Name() == "Fields" || fn.Name() == "FieldsFunc" || fn.Pkg().Path() == "regexp"
}

// isChecked reports whether a function asks anything of the pieces or of the
// text that they are cut from: a condition, a range, a length, a call that is
// given the pieces or answers yes or no about the text.
func (s *Summaries) isChecked(f *calls.Func, pieces *types.Var, split *ast.CallExpr) bool {
	var text *types.Var
	if len(split.Args) > 0 {
		text = s.rootOf(split.Args[0])
	}
	c := checking{info: s.Graph.Info, pieces: pieces, text: text, split: split}
	ast.Inspect(f.Body, c.visit)
	return c.found
}

type checking struct {
	info         *types.Info
	pieces, text *types.Var // or nil
	split        *ast.CallExpr
	found        bool
}

func (c *checking) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IfStmt:
		c.found = c.found || c.mentions(n.Cond)
	case *ast.ForStmt:
		c.found = c.found || c.mentions(n.Cond)
	case *ast.SwitchStmt:
		c.found = c.found || c.mentions(n.Tag)
	case *ast.CaseClause:
		for _, e := range n.List {
			c.found = c.found || c.mentions(e)
		}
	case *ast.RangeStmt:
		c.found = c.found || c.pieces != nil && syntax.VarOf(c.info, n.X) == c.pieces
	case *ast.CallExpr:
		c.found = c.found || n != c.split && c.isCheck(n)
	}
	return !c.found
}

// mentions reports whether an expression is about the pieces or the text.
func (c *checking) mentions(e ast.Expr) bool {
	if e == nil {
		return false
	}
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v := c.info.Uses[id]
			found = found || v != nil && (v == types.Object(c.pieces) || v == types.Object(c.text))
		}
		return !found
	})
	return found
}

func (c *checking) isCheck(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		v := syntax.VarOf(c.info, arg)
		if v != nil && (v == c.pieces || v == c.text && isAnswer(c.info.TypeOf(call))) {
			return true
		}
	}
	return false
}

func isAnswer(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type() // n, err := conn.Read(buf)
	}
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsBoolean|types.IsInteger) != 0
}

// isDecoded reports whether e is an element of decoded data of any shape:
// m["key"] of a map[string]any. What a program keeps in such a map of its own
// (a package variable, a field that nothing decodes into) it knows the types of.
func (s *Summaries) isDecoded(e ast.Expr) bool {
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok || !isObject(s.Graph.Info.TypeOf(index.X)) {
		return false
	}
	v := syntax.VarOf(s.Graph.Info, index.X)
	if v == nil {
		return true
	}
	if v.IsField() {
		return s.hasTag(index.X, v)
	}
	return !isGlobal(v)
}

// isObject reports whether t is what decoders make of an object: map[string]any.
func isObject(t types.Type) bool {
	if t == nil {
		return false
	}
	m, ok := t.Underlying().(*types.Map)
	return ok && isAny(m.Elem()) && isString(m.Key())
}

func isAny(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// hasTag reports whether a field has a tag: `json:"data"`.
func (s *Summaries) hasTag(e ast.Expr, field *types.Var) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	owner := syntax.NamedOf(s.Graph.Info.TypeOf(sel.X))
	if owner == nil {
		return false
	}
	st, ok := owner.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if st.Field(i) == field {
			return st.Tag(i) != ""
		}
	}
	return false
}

// isDecodable reports whether decoders produce values of type t.
func isDecodable(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return true
	case *types.Map:
		return isAny(t.Elem())
	case *types.Slice:
		return isAny(t.Elem())
	case *types.Named:
		return syntax.IsNamed(t, "encoding/json", "Number")
	}
	return false
}

// isCommaOk: the type of a checked assertion is a tuple.
func (s *Summaries) isCommaOk(n *ast.TypeAssertExpr) bool {
	_, ok := s.Graph.Info.TypeOf(n).(*types.Tuple)
	return ok
}
