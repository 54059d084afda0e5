package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readInput looks for sizes, cuts, writes and Must functions that input decides.
func (s *Summaries) readInput(b *body) {
	for _, n := range b.f.Writes {
		s.readWrite(b, n)
	}
	for _, n := range b.f.Makes {
		s.readSize(b, n)
	}
	for _, n := range b.f.Slices {
		s.readSlice(b, n)
	}
	for _, c := range b.f.Calls {
		if c.Fn != nil && isMust(c.Fn.Name()) {
			s.readMust(b, c.Expr)
		}
	}
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
	if t == nil || isString(t) {
		return t != nil
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

// isOwnFile: the body cuts up what it read from a file of this machine, such as
// those of the kernel, whose format is fixed.
func (s *Summaries) isOwnFile(b *body, split *ast.CallExpr) bool {
	if len(split.Args) == 0 {
		return false
	}
	v := syntax.VarOf(s.Graph.Info, s.stripConversions(split.Args[0]))
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
