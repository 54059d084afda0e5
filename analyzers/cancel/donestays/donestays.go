package donestays

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: in a loop that goes on, take the case of a select that receives the stop
// signal, or the branch behind ctx.Err() != nil, and follow the control flow from
// there with the knowledge that the signal is given. If a path leaves the loop,
// all is well; the case stays if every path comes back to the select that it is
// from. So this is must-information, and one exit on any path makes it silent.
// It is silent as well about a case that changes something (a flag, the channel)
// or ends something whose end another case reports. In a loop that ends by itself
// only a break counts that was meant for it. Where the path back never waits, the
// loop also spins: that is hotloop's finding, and this one a strict one.
var Analyzer = &analysis.Analyzer{
	Name:       "donestays",
	Doc:        report.Doc(doc, "donestays"),
	URL:        report.URL("cancel", "donestays"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "cancel"),
	}
	for _, f := range c.Graph.Funcs {
		if len(f.Loops) == 0 || strings.HasSuffix(pass.Fset.Position(f.Pos()).Filename, "_test.go") {
			continue
		}
		for _, sel := range f.Selects {
			if loop := services.LoopAt(f, sel.Pos()); loop != nil {
				c.cases(f, loop, sel)
			}
		}
		c.conditions(f)
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
}

// stay is a place that hears the stop and does not leave: a case of a select, or
// the body of an if.
type stay struct {
	f      *calls.Func
	loop   *calls.Loop
	signal string
	root   *types.Var // the variable that the signal is read from
	body   []ast.Stmt
	branch *ast.BranchStmt // the break or continue at the end of the body, or nil

	sel    *ast.SelectStmt
	clause *ast.CommClause
	check  *ast.IfStmt
}

func (c *check) cases(f *calls.Func, loop *calls.Loop, sel *ast.SelectStmt) {
	for _, stmt := range sel.Body.List {
		clause := stmt.(*ast.CommClause)
		ch, send := syntax.CommChannel(clause)
		if ch == nil || send || !c.isOwnStop(loop, ch) {
			continue
		}
		s := &stay{f: f, loop: loop, signal: syntax.ExprName(ch), root: rootOf(c.Info, ch), body: clause.Body, branch: lastBranch(clause.Body), sel: sel, clause: clause}
		if c.staysAtAll(s) {
			c.report(s)
		}
	}
}

// isOwnStop: the signal is a context or stop channel from outside of the loop, and
// not that of the turn or of the item that the turn works on.
func (c *check) isOwnStop(loop *calls.Loop, ch ast.Expr) bool {
	root := rootOf(c.Info, ch)
	if root == nil || syntax.Contains(loop.Stmt, root.Pos()) {
		return false
	}
	if call, ok := ast.Unparen(ch).(*ast.CallExpr); ok {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		return ok && c.Sum.IsDone(ch) && (syntax.IsContext(c.Info.TypeOf(sel.X)) || sel.Sel.Name == "Dying" || sel.Sel.Name == "Done")
	}
	v := c.Channels().Of(ch)
	return v != nil && c.IsStopChan(v) && c.isClosedOnce(v)
}

// isClosedOnce: nothing gives the variable another channel while the loop runs,
// so that what is closed stays closed.
func (c *check) isClosedOnce(v *types.Var) bool {
	closed := false
	for _, u := range c.Channels().Uses(v) {
		closed = closed || u.Kind == calls.Close
	}
	return closed
}

func rootOf(info *types.Info, e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.CallExpr:
			e = x.Fun
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.Ident:
			return syntax.VarOf(info, x)
		default:
			return nil
		}
	}
}

func lastBranch(body []ast.Stmt) *ast.BranchStmt {
	if len(body) == 0 {
		return nil
	}
	b, _ := body[len(body)-1].(*ast.BranchStmt)
	if b != nil && b.Label != nil && b.Tok == token.BREAK {
		return nil
	}
	return b
}

// staysAtAll weighs what the flow says.
func (c *check) staysAtAll(s *stay) bool {
	if s.loop.Kind != calls.Endless {
		return s.branch != nil && s.branch.Tok == token.BREAK && s.sel != nil && c.isAtHead(s)
	}
	if c.changes(s) || c.ends(s) && c.hasOtherExit(s) {
		return false
	}
	return c.follow(s).stays
}

// isAtHead: select { case <-ctx.Done(): break; default: } in front of the work of
// a turn; the break was meant for the loop.
func (c *check) isAtHead(s *stay) bool {
	def := syntax.HasDefault(s.sel)
	if def == nil || len(s.body) > 2 || len(s.loop.Body.List) == 0 {
		return false
	}
	list := s.loop.Body.List
	return list[0] == ast.Stmt(s.sel) && len(list) > 1 && len(def.Body) == 0
}

// changes: the case sets something that a way out of the loop asks for, sets the
// channel or context anew, or tells somebody.
func (c *check) changes(s *stay) bool {
	set := make(map[*types.Var]bool)
	told := false
	for _, stmt := range s.body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					set[syntax.VarOf(c.Info, lhs)] = n.Tok != token.DEFINE
				}
			case *ast.IncDecStmt:
				set[syntax.VarOf(c.Info, n.X)] = true
			case *ast.SendStmt:
				told = true
			}
			return !told
		})
	}
	delete(set, nil)
	return told || set[s.root] || c.isAskedFor(s.loop, set)
}

// isAskedFor: a condition of the loop, or of one of its exits, reads what is set.
func (c *check) isAskedFor(l *calls.Loop, set map[*types.Var]bool) bool {
	found := false
	read := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			found = found || ok && set[syntax.VarOf(c.Info, e)]
			return !found
		})
	}
	if loop, ok := l.Stmt.(*ast.ForStmt); ok && loop.Cond != nil {
		read(loop.Cond)
	}
	for _, e := range c.Exits(l) {
		for _, cond := range e.Conds {
			read(cond)
		}
	}
	return found
}
