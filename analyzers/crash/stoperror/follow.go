package stoperror

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// follow finds out what becomes of the error of a normal end in the function
// that gets it. It reports whether the function passes it on to its caller.
func (c *check) follow(src source) (passedOn bool) {
	stmt, parent := c.around(src)
	switch p := parent.(type) {
	case *ast.CallExpr:
		c.consumed(src, p)
		return false
	case *ast.ReturnStmt:
		return true
	case *ast.AssignStmt:
		v := syntax.VarOf(c.Info, p.Lhs[len(p.Lhs)-1])
		if v == nil || v.IsField() || !syntax.IsError(v.Type()) {
			return false
		}
		w := &follower{c: c, src: src, v: v, at: stmt}
		w.run()
		return w.passedOn
	}
	return false
}

// around returns what a call's result goes to, and the statement of that.
func (c *check) around(src source) (stmt, parent ast.Node) {
	ast.PreorderStack(src.call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n == src.call.Expr && len(stack) > 0 {
			parent = stack[len(stack)-1]
			stmt = parent
		}
		return parent == nil
	})
	return stmt, parent
}

// consumed: the error is the argument of another call, log.Fatal(s.Serve(l)).
func (c *check) consumed(src source, outer *ast.CallExpr) {
	switch {
	case outer.Fun == src.call.Expr:
	case c.isFatal(outer):
		c.reportFailure(src, outer, c.fatal(outer, src), report.Default)
	case c.IsErrorLevel(outer):
		c.reportFailure(src, outer, logged(src), report.Default)
	}
}

func (c *check) fatal(call *ast.CallExpr, src source) string {
	return syntax.ExprName(call.Fun) + " then ends the process in the middle of its shutdown; leave that error out"
}

func logged(src source) string {
	return "every shutdown is logged as an error; leave that error out"
}

// isFatal: the call ends the process, with a status that says failure.
func (c *check) isFatal(call *ast.CallExpr) bool {
	if c.Sum.MayReturn(call) {
		return false
	}
	if len(call.Args) == 1 {
		if v := c.Info.Types[call.Args[0]].Value; v != nil && v.Kind() == constant.Int && v.String() == "0" {
			return false // os.Exit(0)
		}
	}
	fn := syntax.Callee(c.Info, call)
	row, ok := knowledge.Call{}, false
	if fn != nil {
		row, ok = c.Table.Call(fn)
	}
	return syntax.IsBuiltin(c.Info, call, "panic") || ok && row.Does&knowledge.Exits != 0 || c.MayOf(call).Has(knowledge.Exits)
}

// follower goes along the paths on which v holds the error of a normal end.
type follower struct {
	c        *check
	src      source
	v        *types.Var
	at       ast.Node // the assignment
	passedOn bool
}

// held says how far a path is: before the call, behind it, and behind a test
// that says that there is an error.
type held uint8

const (
	before held = iota
	behind
	failed
)

func (w *follower) run() {
	g := w.c.Sum.Flow(w.src.call.Func)
	for _, b := range g.Blocks {
		if b.Live && w.holdsCall(b) {
			search := flow.Search[held]{Graph: g, Node: w.node, Case: w.choose, Branch: w.branch}
			search.From(b, before)
		}
	}
}

func (w *follower) holdsCall(b *cfg.Block) bool {
	for _, n := range b.Nodes {
		if n == w.at {
			return true
		}
	}
	return false
}

func (w *follower) node(n ast.Node, s held) (held, bool) {
	switch {
	case n == w.at && s == before:
		return behind, true
	case s == before:
		return s, true
	case n == w.at:
		w.again()
		return s, false
	}
	switch n := n.(type) {
	case *ast.ReturnStmt:
		w.passedOn = w.passedOn || w.c.Mentions(n, w.v)
		return s, false
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			if syntax.VarOf(w.c.Info, lhs) == w.v {
				return s, false
			}
		}
		return s, !w.c.Mentions(n, w.v) // held by something else, too
	case *ast.ExprStmt:
		return s, w.statement(n, s)
	case *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt:
		return s, !w.c.Mentions(n, w.v)
	}
	return s, true
}

// statement looks at a call that stands alone; false ends the path.
func (w *follower) statement(stmt *ast.ExprStmt, s held) bool {
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok {
		return true
	}
	mentions := w.c.Mentions(call, w.v)
	switch {
	case w.c.isFatal(call) && (mentions || s == failed):
		w.c.reportFailure(w.src, call, w.c.fatal(call, w.src), report.Default)
		return false
	case !w.c.Sum.MayReturn(call):
		return false
	case !mentions:
		return true
	case w.c.IsErrorLevel(call):
		w.c.reportFailure(w.src, call, logged(w.src), report.Default)
		return true
	}
	return w.c.Reports(call) // a lower level, or a handler of its own
}

// again: the path comes back to the call. Without a pause that is hotloop's.
func (w *follower) again() {
	l := w.src.call.Loop
	if l == nil || w.src.by == nil || !w.pauses() {
		return // goesOn plays loops with a context
	}
	w.c.reportFailure(w.src, w.src.call.Expr, "the loop calls it again for ever; leave the loop on that error", report.Default)
}

// pauses reports whether the loop around the call waits for time somewhere.
func (w *follower) pauses() bool {
	l := w.src.call.Loop
	return w.c.Sum.WaitsAt(l.Func, l.Body)&knowledge.Pauses != 0 || w.src.ended.Pkg == "net/http"
}

// choose ends the path at a stop signal: what comes then is on purpose.
func (w *follower) choose(clause *ast.CommClause, s held) (held, bool) {
	ch, send := syntax.CommChannel(clause)
	return s, s == before || ch == nil || send || w.c.Sum.WaitOf(ch)&summary.Awaits == 0
}

// branch follows the side on which the error is that of the normal end.
func (w *follower) branch(cond ast.Expr, taken bool, s held) (held, bool) {
	if s == before {
		return s, true
	}
	if m, ok := w.c.MatchOf(cond); ok && syntax.VarOf(w.c.Info, m.Err) == w.v {
		// The right error is handled, whatever that means here; others do not match.
		return s, !w.src.ended.Is(m.Sentinel) && !w.c.Table.IsStop(m.Sentinel) && m.Negated == taken
	}
	v, reason := w.c.Test(cond, taken)
	_, other := w.c.Test(cond, !taken)
	switch {
	case reason == services.OnStop || other == services.OnStop:
		return s, false // a stop flag or context is looked at
	case v == w.v && reason == services.OnError:
		return failed, true
	case w.c.Mentions(cond, w.v), w.c.isQuestion(cond):
		return s, false // err == nil, or something that knows more
	}
	return s, true
}

// isQuestion recognises a condition that asks for the state of a service by a
// name of its own: s.running, s.IsRunning().
func (c *check) isQuestion(cond ast.Expr) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.NOT && c.isQuestion(e.X)
	case *ast.CallExpr:
		return true
	case *ast.Ident, *ast.SelectorExpr:
		v := syntax.VarOf(c.Info, e)
		return v != nil && c.Info.Types[e].Value == nil
	}
	return false
}

// exceptNormalEnd adds the test to the condition err != nil in front of what is
// reported: if err := s.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed).
func (c *check) exceptNormalEnd(src source, at ast.Node) []analysis.SuggestedFix {
	handled := c.testBefore(src, at)
	if handled == nil {
		return nil
	}
	file := c.fileOf(at.Pos())
	pkg, isErrors := nameOfImport(c.Info, file, src.ended.Pkg), nameOfImport(c.Info, file, "errors")
	if pkg == "" {
		return nil
	}
	name := handled.Cond.(*ast.BinaryExpr).X.(*ast.Ident).Name
	text := " && " + name + " != " + pkg + "." + src.ended.Err
	if isErrors != "" {
		text = " && !" + isErrors + ".Is(" + name + ", " + pkg + "." + src.ended.Err + ")"
	}
	return []analysis.SuggestedFix{{
		Message:   "Leave out " + src.ended.Name(),
		TextEdits: []analysis.TextEdit{{Pos: handled.Cond.End(), End: handled.Cond.End(), NewText: []byte(text)}},
	}}
}

// testBefore finds the if err != nil around what is reported. One with an else
// is left alone: there it would change what else means.
func (c *check) testBefore(src source, at ast.Node) (found *ast.IfStmt) {
	ast.PreorderStack(src.call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != at {
			return true
		}
		for _, outer := range stack {
			stmt, ok := outer.(*ast.IfStmt)
			if !ok || stmt.Else != nil || !syntax.Contains(stmt.Body, at.Pos()) {
				continue
			}
			if v, reason := c.Test(stmt.Cond, true); reason == services.OnError && isPlainTest(stmt.Cond) && c.SourceOf(src.call.Func, v, stmt.Cond.Pos()) == src.call.Expr {
				found = stmt
			}
		}
		return false
	})
	return found
}

func isPlainTest(cond ast.Expr) bool {
	e, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	_, ok = e.X.(*ast.Ident)
	return ok
}

// nameOfImport returns the name under which a file imports a package, "" when it
// does not.
func nameOfImport(info *types.Info, file *ast.File, path string) string {
	for _, spec := range file.Imports {
		var obj types.Object = info.Implicits[spec]
		if spec.Name != nil {
			obj = info.Defs[spec.Name]
		}
		if name, ok := obj.(*types.PkgName); ok && name.Imported().Path() == path && name.Name() != "_" && name.Name() != "." {
			return name.Name()
		}
	}
	return ""
}
