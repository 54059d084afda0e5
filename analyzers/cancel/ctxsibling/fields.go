package ctxsibling

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// fields looks at functions that are put into a field which has a sibling with a
// context: http.Transport{Dial: ...} beside DialContext. Whatever the request's
// context says, a dial through the former goes on.
func (c *check) fields() {
	for _, field := range c.Graph.HeldFields() {
		sibling := siblingField(field)
		if sibling == nil {
			continue
		}
		for _, value := range c.Graph.Values(field) {
			if f := c.funcAt(value.Pos()); f != nil && c.mattersAt(f) && c.waitsIn(value) {
				c.reportField(f, field, sibling, value)
			}
		}
	}
}

// waitsIn reports whether a function value waits for something.
func (c *check) waitsIn(value ast.Expr) bool {
	for _, body := range c.Graph.ValueBodies(value) {
		if c.Sum.Of(body).May.Has(knowledge.Asks | knowledge.Receives) {
			return true
		}
	}
	fn := c.Graph.NamedFunc(value)
	if fn == nil {
		return false
	}
	row, _ := c.Table.Call(fn)
	return row.Does&(knowledge.Asks|knowledge.Receives) != 0 || c.Sum.OfFunc(fn).May.Has(knowledge.Asks|knowledge.Receives)
}

// siblingField returns the field of the same struct that takes the same function
// with a context in front.
func siblingField(field *types.Var) *types.Var {
	sig, ok := field.Type().Underlying().(*types.Signature)
	if !ok || !field.Exported() || field.Pkg() == nil {
		return nil
	}
	var found *types.Var
	for _, st := range structsWith(field) {
		for i := range st.NumFields() {
			with, ok := st.Field(i).Type().Underlying().(*types.Signature)
			if ok && st.Field(i).Name() == field.Name()+"Context" && addsContext(sig, with) {
				found = st.Field(i)
			}
		}
	}
	return found
}

func structsWith(field *types.Var) []*types.Struct {
	var out []*types.Struct
	scope := field.Pkg().Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		for i := 0; ok && i < st.NumFields(); i++ {
			if st.Field(i) == field {
				out = append(out, st)
			}
		}
	}
	return out
}

func addsContext(without, with *types.Signature) bool {
	p, q := without.Params(), with.Params()
	if q.Len() != p.Len()+1 || !syntax.IsContext(q.At(0).Type()) {
		return false
	}
	for i := range p.Len() {
		if !types.Identical(p.At(i).Type(), q.At(i+1).Type()) {
			return false
		}
	}
	return types.Identical(without.Results(), with.Results())
}

// funcAt is the innermost function around a position.
func (c *check) funcAt(pos token.Pos) *calls.Func {
	var found *calls.Func
	for _, f := range c.Graph.Funcs {
		if syntax.Contains(f.Body, pos) {
			found = f // a literal comes after the function around it
		}
	}
	return found
}

// mattersAt: what a program sets up in main may serve it for long; one without
// any service ends soon.
func (c *check) mattersAt(f *calls.Func) bool {
	if c.Pkg.Name() != "main" && c.RoleOf(f.Outer()) != knowledge.Process {
		return true
	}
	for _, a := range c.Found {
		if a.IsLong() {
			return true
		}
	}
	return false
}

func (c *check) reportField(f *calls.Func, field, sibling *types.Var, value ast.Expr) {
	pos, end := value.Pos(), value.End()
	if lit, ok := ast.Unparen(value).(*ast.FuncLit); ok {
		end = lit.Type.End()
	}
	c.Report(report.Finding{
		Pos: pos, End: end, Sub: "field",
		Message: "the function in " + field.Name() + " is called without a context, so what it waits for goes on when the request that needs it is cancelled; set " + sibling.Name(),
		Fixes:   c.fixField(f, field, sibling, value),
	})
}

// fixField: Dial: d.Dial becomes DialContext: d.DialContext.
func (c *check) fixField(f *calls.Func, field, sibling *types.Var, value ast.Expr) []analysis.SuggestedFix {
	sel, ok := ast.Unparen(value).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, _ := c.Info.Uses[sel.Sel].(*types.Func)
	form := c.FormOf(fn)
	if form.Fn == nil || !types.Identical(types.NewSignatureType(nil, nil, nil, form.Fn.Signature().Params(), form.Fn.Signature().Results(), false), sibling.Type().Underlying()) {
		return nil
	}
	key := c.keyOf(f, field, value)
	if key == nil {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "set " + sibling.Name(),
		TextEdits: []analysis.TextEdit{
			{Pos: key.Pos(), End: key.End(), NewText: []byte(sibling.Name())},
			{Pos: sel.Sel.Pos(), End: sel.Sel.End(), NewText: []byte(form.Fn.Name())},
		},
	}}
}

// keyOf finds the name of the field where the value is put into it.
func (c *check) keyOf(f *calls.Func, field *types.Var, value ast.Expr) *ast.Ident {
	var found *ast.Ident
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && n.Value == value {
				found = id
			}
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if sel, ok := lhs.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) && n.Rhs[i] == value && syntax.VarOf(c.Info, sel) == field {
					found = sel.Sel
				}
			}
		}
		return found == nil
	})
	return found
}
