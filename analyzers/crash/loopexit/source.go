package loopexit

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isSourceOf reports whether the failed call reads from the connection, stream
// or file that the loop is there for: with that gone the loop is done, and
// somebody dials or accepts again.
func (c *check) isSourceOf(l *calls.Loop, call *ast.CallExpr) bool {
	if call == nil {
		return false
	}
	fn := syntax.Callee(c.Info, call)
	if fn != nil && (strings.HasPrefix(fn.Name(), "ReadFrom") || strings.HasPrefix(fn.Name(), "ReadMsg")) {
		return false // a packet socket is nobody's connection
	}
	operands := append([]ast.Expr{}, call.Args...)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append(operands, sel.X)
	}
	for _, x := range operands {
		if c.IsConnection(c.Info.TypeOf(x)) {
			return true
		}
	}
	return fn != nil && readsInput(fn) && c.Sum.AlwaysOf(call)&knowledge.Receives != 0
}

// isClassified reports whether the loop tells the errors of a call apart and
// goes on after some of them: what is left is meant to end it.
func (c *check) isClassified(l *calls.Loop, err *types.Var) bool {
	found := false
	ast.Inspect(l.Body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.IfStmt)
		if ok && err != nil && c.tellsApart(stmt, err) && goesOn(stmt.Body) {
			found = true
		}
		return !found
	})
	return found
}

// tellsApart: if ne, ok := err.(net.Error); ok && ne.Temporary(), errors.As(err,
// &ne), isTemporary(err).
func (c *check) tellsApart(stmt *ast.IfStmt, err *types.Var) bool {
	found := false
	look := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for _, arg := range n.Args {
				found = found || syntax.VarOf(c.Info, arg) == err
			}
		case *ast.TypeAssertExpr:
			found = found || syntax.VarOf(c.Info, n.X) == err
		case *ast.BinaryExpr:
			found = found || syntax.VarOf(c.Info, n.X) == err && !c.Info.Types[n.Y].IsNil()
		}
		return !found
	}
	ast.Inspect(stmt.Cond, look)
	if stmt.Init != nil {
		ast.Inspect(stmt.Init, look)
	}
	return found
}

func goesOn(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	b, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE
}

// readsInput: a method of a reader, scanner or decoder.
func readsInput(fn *types.Func) bool {
	if fn.Pkg() == nil || fn.Signature().Recv() == nil {
		return fn.Pkg() != nil && fn.Pkg().Path() == "io"
	}
	switch fn.Pkg().Path() {
	case "bufio", "io", "encoding/json", "encoding/gob", "encoding/xml", "os", "mime/multipart", "net/textproto":
		return true
	}
	return false
}
