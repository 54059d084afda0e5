package captivefield

import (
	_ "embed"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: every place that puts a value into a field or a package variable is looked
// at: what the value is (by type, by origin, or a context by where it comes from),
// and how long its holder lives. A finding needs evidence for both: a value that ends
// with a request, a call or a turn, and a holder that is a service, a package
// variable, or held by one. A holder that ends the value in one of its methods owns
// it; whether it lives too long then is its own decision.
var Analyzer = &analysis.Analyzer{
	Name:       "captivefield",
	Doc:        report.Doc(doc, "captivefield"),
	URL:        report.URL("captive", "captivefield"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		if !c.IsTest(f.Pos()) {
			c.stores(f)
			c.hidden(f)
		}
	}
	return c.Result(), nil
}

type check struct {
	*values.Values
	*report.Reporter
	ended map[*types.Var]bool // fields that some method ends; nil until asked
}

// store is one place that puts a value where it stays.
type store struct {
	f     *calls.Func
	at    ast.Node
	field *types.Var // a field, or a variable of the package
	owner *types.TypeName
	value ast.Expr
}

// stores looks at the assignments and literals of a body, without those of the
// literals inside, which are bodies of their own.
func (c *check) stores(f *calls.Func) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.Lit
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) {
				for i := range n.Lhs {
					c.assigned(f, n, n.Lhs[i], n.Rhs[i])
				}
			} else {
				for _, lhs := range n.Lhs {
					c.assigned(f, n, lhs, n.Rhs[0])
				}
			}
		case *ast.CompositeLit:
			c.literal(f, n)
		}
		return true
	})
}

func (c *check) assigned(f *calls.Func, at *ast.AssignStmt, lhs, rhs ast.Expr) {
	field := syntax.VarOf(c.Info, lhs)
	switch {
	case field == nil:
	case field.IsField():
		sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr)
		if ok && !c.isCopy(f, sel.X) {
			c.judge(store{f, at, field, syntax.NamedOf(c.Info.TypeOf(sel.X)), rhs})
		}
	case syntax.IsGlobal(field):
		c.judge(store{f, at, field, nil, rhs})
	}
}

// isCopy: a local struct, which is a copy of its own: clone := *app.
func (c *check) isCopy(f *calls.Func, e ast.Expr) bool {
	x := syntax.VarOf(c.Info, e)
	if x == nil || x.IsField() || syntax.IsGlobal(x) || f.Outer().Param(x) >= -1 {
		return false
	}
	_, isStruct := x.Type().Underlying().(*types.Struct)
	return isStruct
}

func (c *check) literal(f *calls.Func, lit *ast.CompositeLit) {
	owner := syntax.NamedOf(c.Info.TypeOf(lit))
	if owner == nil {
		return
	}
	st, ok := owner.Type().Underlying().(*types.Struct)
	for i, elt := range lit.Elts {
		var field *types.Var
		if kv, isKey := elt.(*ast.KeyValueExpr); isKey {
			field, elt = syntax.VarOf(c.Info, kv.Key), kv.Value
		} else if ok && i < st.NumFields() {
			field = st.Field(i)
		}
		if field != nil && field.IsField() {
			c.judge(store{f, elt, field, owner, elt})
		}
	}
}

// judge reports a store if its value lives shorter than what holds it.
func (c *check) judge(s store) {
	if t := c.Info.TypeOf(s.value); syntax.IsContext(t) || syntax.IsContext(s.field.Type()) {
		c.context(s)
		return
	}
	kind, ok := c.kindOf(s)
	if !ok {
		return
	}
	holder, ok := c.holder(s)
	if !ok || c.isEnded(s.field) && !isGlobal(s) || holder.Part && c.isGiven(s) {
		return
	}
	finding := report.Finding{
		Pos: s.value.Pos(), End: s.value.End(),
		Message: "this " + kind.Noun + " lives for " + article(kind.Life) + ", but " + c.keeper(s) + " keeps it for the life of the " +
			services.LifeName(holder.Life) + ", since " + holder.Why + "; " + wayOut(kind),
	}
	if holder.Weak {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

// kindOf is the kind of a stored value. The variable of an assignment of several
// results has the type of the field.
func (c *check) kindOf(s store) (values.Kind, bool) {
	if _, isTuple := c.Info.TypeOf(s.value).(*types.Tuple); isTuple {
		return c.KindOf(s.field.Type())
	}
	return c.KindAt(s.f, s.value)
}

func isGlobal(s store) bool { return s.owner == nil }

// holder returns what holds the value, if it is known to live long.
func (c *check) holder(s store) (values.Holder, bool) {
	if isGlobal(s) {
		if c.RoleOf(s.f.Outer()) == knowledge.Process {
			return values.Holder{}, false // main sets up its own variables
		}
		return values.Holder{Life: knowledge.Process, Why: "it is a variable of the package"}, true
	}
	h := c.HolderOf(s.owner)
	return h, h.IsLong()
}

// isGiven: a constructor of something that may live long or short is given the
// value by whoever decides that.
func (c *check) isGiven(s store) bool {
	x := syntax.VarOf(c.Info, s.value)
	_, isAssignment := s.at.(*ast.AssignStmt)
	return !isAssignment && x != nil && s.f.Outer().Param(x) >= 0
}

func (c *check) keeper(s store) string {
	if isGlobal(s) {
		return s.field.Name()
	}
	return s.owner.Name() + "." + s.field.Name()
}

// isEnded reports whether some function ends what a field holds: its owner knows
// that it has to.
func (c *check) isEnded(field *types.Var) bool {
	if c.ended == nil {
		c.ended = c.endedFields()
	}
	return c.ended[field.Origin()]
}

func (c *check) endedFields() map[*types.Var]bool {
	ended := make(map[*types.Var]bool)
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if !ok || call.Fn == nil {
				continue
			}
			if x := syntax.VarOf(c.Info, sel.X); x != nil && x.IsField() && values.IsEnd(call.Fn) {
				ended[x] = true
			}
		}
	}
	return ended
}

func article(l knowledge.Lifetime) string {
	switch l {
	case knowledge.Iteration:
		return "one turn"
	case knowledge.Request:
		return "one request or unit of work"
	}
	return "one " + services.LifeName(l)
}

func wayOut(k values.Kind) string {
	if k.Row.Held != "" {
		return "keep the pool, and open one where it is used"
	}
	return "keep a copy of what is needed from it"
}
