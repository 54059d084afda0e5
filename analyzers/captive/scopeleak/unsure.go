package scopeleak

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isUnsure: the value is left open, but most likely somebody else ends it soon, or
// nothing stays taken, or the path is none that is ever taken.
func (c *check) isUnsure(o *values.Opened, others []*values.Opened, leaks []values.Leak) bool {
	switch {
	case isCancel(o):
		return expires(o) || c.isNested(o, others) && c.endsWithCaller(o)
	case c.endsWithTx(o.Func, o.Call, others, 2), c.isThroughFS(o):
		return true
	}
	return !slices.ContainsFunc(leaks, func(l values.Leak) bool { return !c.isUnlikely(o, l.At) })
}

// isThroughFS: what implements fs.FS is most often an embed.FS, whose files are in
// memory. A file of the system has a type of its own, or comes from os.DirFS.
func (c *check) isThroughFS(o *values.Opened) bool {
	if !syntax.IsNamed(o.Var.Type(), "io/fs", "File") {
		return false
	}
	sel, ok := ast.Unparen(o.Call.Fun).(*ast.SelectorExpr)
	if !ok {
		return true
	}
	from, _ := ast.Unparen(sel.X).(*ast.CallExpr)
	if v := syntax.VarOf(c.Info, sel.X); from == nil && v != nil {
		from = c.MadeBy(o.Func, v) // nil for a parameter or a field
	}
	if from == nil {
		return true
	}
	fn := syntax.Callee(c.Info, from)
	return fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "os"
}

// endsWithTx: the rows and statements of a transaction end with it, and it is ended:
// by whoever began it and handed it in, or by this function on every path.
func (c *check) endsWithTx(f *calls.Func, call *ast.CallExpr, others []*values.Opened, depth int) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || depth == 0 {
		return false
	}
	v := syntax.VarOf(c.Info, sel.X)
	if v == nil {
		return false
	}
	if k, ok := c.KindOf(v.Type()); ok && k.Noun == "transaction" {
		return isGiven(f, v) || c.isEndedHere(v, others)
	}
	made := c.MadeBy(f, v) // stmt.Query() of stmt, err := tx.Prepare()
	return made != nil && c.endsWithTx(f, made, others, depth-1)
}

// isEndedHere: opened by this body too, and left open on no path.
func (c *check) isEndedHere(v *types.Var, others []*values.Opened) bool {
	i := slices.IndexFunc(others, func(o *values.Opened) bool { return o.Var == v })
	return i >= 0 && len(c.Leaks(others[i], c.Events(others[i]), others)) == 0
}

// isUnlikely: a return because SetDeadline failed, which it only does on a connection
// that is closed already; or because the response could not be read to its end, after
// which its connection is given up anyway.
func (c *check) isUnlikely(o *values.Opened, at ast.Node) bool {
	guard := innermostIf(o.Func.Body, at)
	if guard == nil {
		return false
	}
	cond, ok := ast.Unparen(guard.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !c.Info.Types[cond.Y].IsNil() {
		return false
	}
	call, _ := ast.Unparen(cond.X).(*ast.CallExpr)
	if err := syntax.VarOf(c.Info, cond.X); err != nil {
		call = c.SourceOf(o.Func, err, guard.Cond.Pos())
	}
	if call == nil {
		return false
	}
	fn := syntax.Callee(c.Info, call)
	return isDeadline(fn) || o.Row.Part == "Body" && isReadAll(fn) && c.Mentions(call, o.Var)
}

func isReadAll(fn *types.Func) bool {
	return fn != nil && (fn.FullName() == "io.ReadAll" || fn.FullName() == "io/ioutil.ReadAll")
}

// innermostIf returns the if statement whose body a node stands in.
func innermostIf(body, n ast.Node) (guard *ast.IfStmt) {
	ast.Inspect(body, func(m ast.Node) bool {
		if s, ok := m.(*ast.IfStmt); ok && syntax.Contains(s.Body, n.Pos()) {
			guard = s
		}
		return true
	})
	return guard
}

func isDeadline(fn *types.Func) bool {
	if fn == nil || fn.Signature().Params().Len() != 1 || !syntax.IsNamed(fn.Signature().Params().At(0).Type(), "time", "Time") {
		return false
	}
	switch fn.Name() {
	case "SetDeadline", "SetReadDeadline", "SetWriteDeadline":
		return true
	}
	return false
}

// isGiven: a parameter or the receiver of a function, or of one around it.
func isGiven(f *calls.Func, v *types.Var) bool {
	for ; f != nil; f = f.Parent {
		if f.Param(v) >= -1 {
			return true
		}
	}
	return false
}
