package captivego

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// values looks at the scoped values that an activation uses: what is given for one
// request, and transactions.
func (c *check) values(a *services.Activation) {
	c.eachValue(a, func(v *types.Var, at ast.Expr, param *types.Var, in *calls.Func) bool {
		row, ok := c.scoped(v.Type())
		if !ok || c.seen[a.Pos] {
			return !c.seen[a.Pos]
		}
		u := use{c: c, row: row}
		if in == nil {
			u.strict = at // nobody here says what is done with it
			if isWriter(v.Type()) || !isRequest(v.Type()) {
				u.sure = at
			}
		} else {
			u.of(in, param, 3)
		}
		c.judge(a, v, row, u)
		return true
	})
}

// eachValue visits the variables of a function that something that it starts is
// given or finds around it, each with the name that it has there.
func (c *check) eachValue(a *services.Activation, visit func(v *types.Var, at ast.Expr, param *types.Var, in *calls.Func) bool) {
	if a.How == services.GoStmt && a.Arg == calls.Callee {
		for i, arg := range a.Call.Expr.Args {
			v := syntax.VarOf(c.Info, arg)
			if v == nil || v.IsField() {
				continue
			}
			var param *types.Var
			if a.Body != nil && a.Body.Sig != nil && i < a.Body.Sig.Params().Len() {
				param = a.Body.Sig.Params().At(i)
			}
			body := a.Body
			if param == nil {
				body = nil
			}
			if !visit(v, arg, param, body) {
				return
			}
		}
	}
	if a.Body == nil || a.Body.Lit == nil {
		return
	}
	met := make(map[*types.Var]bool)
	ast.Inspect(a.Body.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, _ := c.Info.Uses[id].(*types.Var)
		if v == nil || v.IsField() || met[v] || !isOutside(a, v) {
			return true
		}
		met[v] = true
		return visit(v, id, v, a.Body)
	})
}

// scoped returns the row on a type whose values end with a request, or with the
// function that opened them. A message that is ended by a call of its own (Ack,
// Finish) lives until then, and the library that hands out such values makes and
// keeps them as it likes.
func (c *check) scoped(t types.Type) (knowledge.Scoped, bool) {
	name := syntax.NamedOf(t)
	if name == nil {
		return knowledge.Scoped{}, false
	}
	row, ok := c.Table.Scoped(name)
	if !ok || row.Life != knowledge.Request || c.Sum.InModule(name.Pkg()) || len(row.From)+len(row.Ends) > 0 && !isTransaction(row) {
		return row, false
	}
	return row, true
}

func isTransaction(row knowledge.Scoped) bool {
	return slices.Contains(row.Ends, row.Type+".Rollback")
}

func isRequest(t types.Type) bool { return syntax.IsNamed(t, "net/http", "Request") }
func isWriter(t types.Type) bool  { return syntax.IsNamed(t, "net/http", "ResponseWriter") }

// use collects what a body does with a scoped value.
type use struct {
	c            *check
	row          knowledge.Scoped
	sure, strict ast.Node // the first of each
	ends         bool     // it is handed over: the body ends it
}

// of looks at a body that has the value in v.
func (u *use) of(f *calls.Func, v *types.Var, depth int) {
	if depth == 0 || v == nil {
		return
	}
	known := make(map[ast.Node]bool)
	for _, call := range f.Calls {
		u.receiver(call, v, known)
		for i, arg := range call.Expr.Args {
			if syntax.VarOf(u.c.Info, arg) == v {
				known[ast.Unparen(arg)] = true
				u.handed(call, i, arg, depth)
			}
		}
	}
	u.fields(f, v, known)
	for _, lit := range f.Lits {
		u.of(lit, v, depth)
	}
}

// receiver: a method of the value.
func (u *use) receiver(call *calls.Call, v *types.Var, known map[ast.Node]bool) {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || syntax.VarOf(u.c.Info, sel.X) != v || call.Fn == nil {
		return
	}
	known[ast.Unparen(sel.X)] = true
	symbol := knowledge.SymbolOf(call.Fn)
	u.ends = u.ends || slices.Contains(u.row.Ends, symbol)
	if !isRequest(v.Type()) || readsBody(call.Fn.Name()) {
		u.mark(&u.sure, call.Expr)
	}
}

// readsBody: what a request knows by itself stays as it is; its body is closed, and
// its context ends, which is looked at elsewhere.
func readsBody(method string) bool {
	switch method {
	case "FormFile", "FormValue", "MultipartReader", "ParseForm", "ParseMultipartForm", "PostFormValue", "Context":
		return true
	}
	return false
}

// handed: the value goes on to another function.
func (u *use) handed(call *calls.Call, i int, arg ast.Expr, depth int) {
	bodies := u.c.Graph.Bodies(call)
	for _, body := range bodies {
		if body.Sig != nil && i < body.Sig.Params().Len() {
			u.of(body, body.Sig.Params().At(i), depth-1)
		}
	}
	switch {
	case len(bodies) > 0:
	case isRequest(u.c.Info.TypeOf(arg)):
		u.mark(&u.strict, arg)
	default:
		u.mark(&u.sure, arg)
	}
}

// fields: r.Body, c.Request.
func (u *use) fields(f *calls.Func, v *types.Var, known map[ast.Node]bool) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || syntax.VarOf(u.c.Info, sel.X) != v || known[ast.Unparen(sel.X)] {
			return true
		}
		if !isRequest(v.Type()) || sel.Sel.Name == "Body" || sel.Sel.Name == "MultipartForm" {
			u.mark(&u.sure, sel)
		}
		return true
	})
}

func (u *use) mark(at *ast.Node, n ast.Node) {
	if *at == nil || n.Pos() < (*at).Pos() {
		*at = n
	}
}

func (c *check) judge(a *services.Activation, v *types.Var, row knowledge.Scoped, u use) {
	at, tier := u.sure, report.Default
	if at == nil {
		at, tier = u.strict, report.Strict
	}
	if at == nil || isTransaction(row) && (u.ends || !c.endsHere(a.Call.Func, v, row)) {
		return
	}
	if c.WaitsAfter(a.Call.Func, a.Pos) {
		tier = report.Strict
	}
	if !syntax.Contains(a.Call.Func.Outer().Body, at.Pos()) {
		at = a.Call.Stmt // the use is in another function
		if at == nil {
			at = a.Call.Expr
		}
	}
	c.report(a, at, report.Finding{
		Tier:    tier,
		Message: c.what(a) + " uses " + v.Name() + ", " + endOf(v.Type(), row, a.Call.Func.Outer().Name()),
	})
}

// endsHere: the function that opened a transaction ends it, whatever it started.
func (c *check) endsHere(f *calls.Func, v *types.Var, row knowledge.Scoped) bool {
	for _, call := range f.Outer().Calls {
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if ok && call.Fn != nil && syntax.VarOf(c.Info, sel.X) == v && slices.Contains(row.Ends, knowledge.SymbolOf(call.Fn)) {
			return true
		}
	}
	return f.Outer().Param(v) >= 0 // its caller does
}

func endOf(t types.Type, row knowledge.Scoped, handler string) string {
	switch {
	case isTransaction(row):
		return "a transaction that ends while it runs; wait for the goroutine before the commit, or give it a transaction of its own"
	case isWriter(t):
		return "which may not be used once " + handler + " has returned; answer before that, or wait for the goroutine"
	case isRequest(t):
		return "whose body is closed and whose context is cancelled when " + handler + " returns; read what it needs before the go statement"
	case !row.Pooled:
		return "which may not be used once " + handler + " has returned; read what it needs before the go statement, or wait for the goroutine"
	case row.Copy != "":
		return "which goes back to a pool when " + handler + " returns and then belongs to another request; hand over a copy made by " + row.Copy + ", or only the values that are needed"
	}
	return "which goes back to a pool when " + handler + " returns and then belongs to another request; read the values that are needed before that"
}

// fanOut: one transaction for several goroutines at once, although it has one
// connection, which takes one statement at a time.
func (c *check) fanOut(a *services.Activation) {
	if a.Call == nil || a.Call.Loop == nil || c.seen[a.Pos] || a.How != services.GoStmt && a.How != services.Spawner {
		return
	}
	c.eachValue(a, func(v *types.Var, at ast.Expr, _ *types.Var, _ *calls.Func) bool {
		row, ok := c.scoped(v.Type())
		if !ok || !isTransaction(row) || syntax.Contains(a.Call.Loop.Body, v.Pos()) {
			return true
		}
		c.report(a, at, report.Finding{
			Tier: report.Strict, Sub: "shared",
			Message: "every turn starts a goroutine that uses " + v.Name() + ", and a transaction can run one statement at a time; collect the results first and write them from one goroutine",
		})
		return false
	})
}
