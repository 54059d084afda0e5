package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readInput looks for assertions and indexes on decoded input.
func (s *Summaries) readInput(b *body, n ast.Node, splits map[*types.Var]ast.Expr) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		s.readWrite(b, n)
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 && s.isSplit(n.Rhs[0]) && !s.isOwnFile(b, n.Rhs[0]) {
			if v := syntax.VarOf(s.Graph.Info, n.Lhs[0]); v != nil {
				splits[v] = n.Rhs[0]
			}
		}
	case *ast.CallExpr:
		s.readSize(b, n)
		s.readMust(b, n)
	case *ast.SliceExpr:
		s.readSlice(b, n)
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

// readSlice: line[:strings.Index(line, ":")] with no look at -1.
func (s *Summaries) readSlice(b *body, n *ast.SliceExpr) {
	for _, bound := range []ast.Expr{n.Low, n.High} {
		if bound != nil && (s.isSearch(bound) || s.isUncheckedSearch(b.f.Body, bound)) {
			b.self.add(knowledge.Panics, exprName(n.X)+" cut at "+exprName(bound)+", which may be -1")
		}
	}
}

func (s *Summaries) isSearch(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "strings" && fn.Pkg().Path() != "bytes" {
		return false
	}
	return strings.HasPrefix(fn.Name(), "Index") || strings.HasPrefix(fn.Name(), "LastIndex")
}

// isUncheckedSearch: i := strings.Index(line, ":"), and i is compared with
// nothing.
func (s *Summaries) isUncheckedSearch(body *ast.BlockStmt, e ast.Expr) bool {
	v := syntax.VarOf(s.Graph.Info, e)
	if v == nil || v.IsField() {
		return false
	}
	assigned, searched, compared := 0, false, false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if syntax.VarOf(s.Graph.Info, lhs) == v {
					assigned++
					searched = len(n.Rhs) == 1 && s.isSearch(n.Rhs[0])
				}
			}
		case *ast.BinaryExpr:
			compared = compared || n.Op.Precedence() == token.EQL.Precedence() &&
				(syntax.VarOf(s.Graph.Info, n.X) == v || syntax.VarOf(s.Graph.Info, n.Y) == v)
		case *ast.SwitchStmt:
			compared = compared || n.Tag != nil && syntax.VarOf(s.Graph.Info, n.Tag) == v
		}
		return true
	})
	return searched && assigned == 1 && !compared
}

// readMust: MustParse(msg.Body) of a package without rows: by that name, what
// cannot be read panics. A constant fails in the first test.
func (s *Summaries) readMust(b *body, call *ast.CallExpr) {
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil || fn.Pkg() == nil || !isMust(fn.Name()) || fn.Signature().Results().Len() == 0 {
		return
	}
	if _, known := s.Table.Call(fn); known {
		return
	}
	for _, arg := range call.Args {
		if t := s.Graph.Info.TypeOf(arg); t != nil && isText(t) && !s.isFixed(b, arg) {
			b.self.add(knowledge.Panics, syntax.NameOf(fn, nil)+"("+exprName(arg)+")")
			return
		}
	}
}

func isMust(name string) bool {
	rest, ok := strings.CutPrefix(name, "Must")
	return ok && (rest == "" || rest[0] >= 'A' && rest[0] <= 'Z')
}

func isText(t types.Type) bool {
	if isString(t) {
		return true
	}
	slice, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	elem, ok := slice.Elem().Underlying().(*types.Basic)
	return ok && elem.Kind() == types.Byte
}

// isFixed: a constant, something made of constants, or a field, variable of the
// package or method's result that the program may well have set or checked
// itself. Left are parameters and what this body received or read.
func (s *Summaries) isFixed(b *body, e ast.Expr) bool {
	if syntax.IsConst(s.Graph.Info, e) {
		return true
	}
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		v := syntax.VarOf(s.Graph.Info, sel.X)
		return v == nil || v.IsField() || b.f.Outer().Param(v) == -1 // a field of the receiver
	}
	v := syntax.VarOf(s.Graph.Info, e)
	return v == nil || v.IsField() || isGlobal(v)
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

// isOwnFile: the body cuts up what it read from a file of this machine, such as
// those of the kernel, whose format is fixed.
func (s *Summaries) isOwnFile(b *body, split ast.Expr) bool {
	text := s.stripConversions(ast.Unparen(split).(*ast.CallExpr).Args[0])
	v := syntax.VarOf(s.Graph.Info, text)
	found := false
	inspectOwn(b.f.Body, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		if !ok || v == nil || len(a.Rhs) != 1 || syntax.VarOf(s.Graph.Info, a.Lhs[0]) != v {
			return
		}
		if call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr); ok {
			fn := syntax.Callee(s.Graph.Info, call)
			found = found || fn != nil && fn.FullName() == "os.ReadFile"
		}
	})
	return found
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
