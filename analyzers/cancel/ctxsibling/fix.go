package ctxsibling

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// fix rewrites the call to the form that takes the context, where the results and
// all that is around it stay as they are.
func (c *check) fix(call *calls.Call, form inreach.Form, src inreach.Source) []analysis.SuggestedFix {
	if call.Fn == nil || c.outlives(call, src) {
		return nil
	}
	var edits []analysis.TextEdit
	e, ctx := call.Expr, src.Text
	switch form.How {
	case inreach.Sibling:
		edits = c.rename(e, form.Fn.Name(), ctx)
	case inreach.WithNil:
		if edits = c.rename(e, form.Fn.Name(), ctx); edits != nil {
			edits = append(edits, insert(e.Rparen, ", nil"))
		}
	case inreach.Dialer:
		edits = c.dial(call, ctx)
	case inreach.Resolver:
		edits = c.lookUp(call, form, ctx)
	case inreach.Fluent:
		root := c.rootOf(e)
		edits = []analysis.TextEdit{insert(root.End(), "."+form.Fn.Name()+"("+ctx+")")}
	case inreach.Option:
		edits = c.option(e, form, ctx)
	case inreach.Request:
		edits = c.request(call, ctx)
	}
	if len(edits) == 0 {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "pass " + ctx, TextEdits: edits}}
}

// outlives reports whether the function returns what the call returns, such as
// rows or a transaction, while the context is its own and ends with it.
func (c *check) outlives(call *calls.Call, src inreach.Source) bool {
	results, own := call.Fn.Signature().Results(), call.Func.Sig
	if src.Kind != inreach.Direct || src.Owner.Param(src.Var) >= 0 || results.Len() == 0 || own == nil {
		return false
	}
	for i := range own.Results().Len() {
		t := own.Results().At(i).Type()
		if types.Identical(t, results.At(0).Type()) && !syntax.IsError(t) {
			return true
		}
	}
	return false
}

func insert(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// rename calls another function with a context in front.
func (c *check) rename(call *ast.CallExpr, name, ctx string) []analysis.TextEdit {
	var id *ast.Ident
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	return []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(name)}, insert(call.Lparen+1, first(ctx, call.Args))}
}

func first(ctx string, args []ast.Expr) string {
	if len(args) == 0 {
		return ctx
	}
	return ctx + ", "
}

// dial: net.Dial(network, address) and net.DialTimeout(network, address, timeout).
func (c *check) dial(call *calls.Call, ctx string) []analysis.TextEdit {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || call.Fn.Pkg().Path() != "net" || len(call.Expr.Args) < 2 {
		return nil
	}
	pkg, args := syntax.ExprName(sel.X), call.Expr.Args
	begin := analysis.TextEdit{Pos: call.Expr.Pos(), End: args[0].Pos()}
	switch {
	case call.Fn.Name() == "Dial" && len(args) == 2:
		begin.NewText = []byte("(&" + pkg + ".Dialer{}).DialContext(" + ctx + ", ")
		return []analysis.TextEdit{begin}
	case call.Fn.Name() == "DialTimeout" && len(args) == 3:
		begin.NewText = []byte("(&" + pkg + ".Dialer{Timeout: " + c.source(args[2]) + "}).DialContext(" + ctx + ", ")
		return []analysis.TextEdit{begin, {Pos: args[1].End(), End: call.Expr.Rparen}}
	}
	return nil
}

// lookUp: net.LookupHost(name) becomes net.DefaultResolver.LookupHost(ctx, name).
func (c *check) lookUp(call *calls.Call, form inreach.Form, ctx string) []analysis.TextEdit {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || !addsContext(call.Fn.Signature(), form.Fn.Signature()) {
		return nil
	}
	return []analysis.TextEdit{insert(sel.Sel.Pos(), "DefaultResolver."), insert(call.Expr.Lparen+1, first(ctx, call.Expr.Args))}
}

func (c *check) option(call *ast.CallExpr, form inreach.Form, ctx string) []analysis.TextEdit {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || call.Ellipsis.IsValid() || len(call.Args) == 0 {
		return nil
	}
	return []analysis.TextEdit{insert(call.Args[len(call.Args)-1].End(), ", "+syntax.ExprName(sel.X)+"."+form.Fn.Name()+"("+ctx+")")}
}

// request: resp, err := client.Get(url) followed by if err != nil { ... }, which
// then stands behind the making of the request as well.
func (c *check) request(call *calls.Call, ctx string) []analysis.TextEdit {
	if call.Fn.Name() != "Get" && call.Fn.Name() != "Head" || len(call.Expr.Args) != 1 {
		return nil
	}
	a, check := c.checkedCall(call)
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if check == nil || !ok || a.Tok != token.DEFINE || !c.isFree("req", a.Pos()) || c.mentionsFirst(check, a) {
		return nil
	}
	http, client := c.httpName(a.Pos()), c.source(sel.X)
	if http == "" || client == "" {
		return nil
	}
	if call.Fn.Signature().Recv() == nil {
		client = http + ".DefaultClient"
	}
	text := "req, " + syntax.ExprName(a.Lhs[1]) + " := " + http + ".NewRequestWithContext(" + ctx + ", " + http + ".Method" + call.Fn.Name() + ", " + c.source(call.Expr.Args[0]) + ", nil)\n" + c.source(check) + "\n"
	return []analysis.TextEdit{
		insert(a.Pos(), text),
		{Pos: call.Expr.Pos(), End: call.Expr.End(), NewText: []byte(client + ".Do(req)")},
	}
}

// checkedCall returns the assignment of a call and the if behind it that looks at
// its error and leaves.
func (c *check) checkedCall(call *calls.Call) (*ast.AssignStmt, *ast.IfStmt) {
	path := inreach.PathTo(call.Func.Body, call.Expr)
	if len(path) < 2 {
		return nil, nil
	}
	a, ok := path[len(path)-1].(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 2 {
		return nil, nil
	}
	list := listOf(path[len(path)-2])
	for i, stmt := range list {
		if stmt != ast.Stmt(a) || i+1 == len(list) {
			continue
		}
		check, ok := list[i+1].(*ast.IfStmt)
		if ok && check.Init == nil && check.Else == nil && syntax.Leaves(check.Body) {
			return a, check
		}
	}
	return nil, nil
}

// mentionsFirst: the if uses the response, which is not there yet, or asks about
// something else than the error.
func (c *check) mentionsFirst(check *ast.IfStmt, a *ast.AssignStmt) bool {
	resp, err := syntax.VarOf(c.Info, a.Lhs[0]), syntax.VarOf(c.Info, a.Lhs[1])
	found := resp == nil || err == nil || !c.mentions([]ast.Expr{check.Cond}, err)
	ast.Inspect(check, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.Info.Uses[id] == resp
		return !found
	})
	return found
}

func (c *check) isFree(name string, pos token.Pos) bool {
	_, obj := c.Pkg.Scope().Innermost(pos).LookupParent(name, pos)
	return obj == nil
}

func (c *check) httpName(pos token.Pos) string {
	for s := c.Pkg.Scope().Innermost(pos); s != nil; s = s.Parent() {
		for _, name := range s.Names() {
			if c.isHTTP(s.Lookup(name)) {
				return name
			}
		}
	}
	return ""
}

// source writes a node as it stands in the file.
func (c *check) source(n ast.Node) string {
	var b bytes.Buffer
	if err := format.Node(&b, c.pass.Fset, n); err != nil {
		return ""
	}
	return b.String()
}

func (c *check) isHTTP(obj types.Object) bool {
	name, ok := obj.(*types.PkgName)
	return ok && name.Imported().Path() == "net/http"
}
