package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// LoopKind says what ends a loop (docs/architecture.md, lifetimes).
type LoopKind uint8

const (
	Finite  LoopKind = iota // ends by itself
	Until                   // ends when its own work is done: a cursor, a page token, a found result
	Drain                   // ends with its source: range over a channel
	Endless                 // ends only by an exit edge, or when it is told to stop
)

func (k LoopKind) String() string {
	return [...]string{"finite", "until", "drain", "endless"}[k]
}

// Loop is a for or range statement.
type Loop struct {
	Stmt  ast.Stmt // *ast.ForStmt or *ast.RangeStmt
	Body  *ast.BlockStmt
	Kind  LoopKind
	Func  *Func
	Outer *Loop // the loop around it in the same function
}

// Pos is the position of the for keyword.
func (l *Loop) Pos() token.Pos { return l.Stmt.Pos() }

// Polls reports whether the loop takes what is there and ends, without waiting:
// for { select { case <-ch: default: return } }.
func (l *Loop) Polls() bool {
	s, ok := l.Stmt.(*ast.ForStmt)
	return ok && s.Cond == nil && isDrain(s.Body)
}

// Jump is a goto to a label above it: the statements between them are a loop
// that ends when the goto is not reached.
type Jump struct {
	Label token.Pos
	Goto  *ast.BranchStmt
	Loop  *Loop // the innermost loop around the label
}

func (w *walker) jump(b *ast.BranchStmt) {
	if w.f == nil || b.Tok != token.GOTO {
		return
	}
	label := w.g.Info.Uses[b.Label]
	if label == nil || label.Pos() > b.Pos() {
		return // forwards: a way out
	}
	loop := w.loop
	for loop != nil && !syntax.Contains(loop.Body, label.Pos()) {
		loop = loop.Outer
	}
	w.f.Jumps = append(w.f.Jumps, Jump{label.Pos(), b, loop})
}

// Within reports whether l is outer or stands inside it.
func (l *Loop) Within(outer *Loop) bool {
	for ; l != nil; l = l.Outer {
		if l == outer {
			return true
		}
	}
	return false
}

func (w *walker) forLoop(s *ast.ForStmt) {
	if s.Init != nil {
		w.node(s.Init)
	}
	w.enter(s, s.Body, kindOfFor(w.g.Info, s), func() {
		if s.Cond != nil {
			w.node(s.Cond)
		}
		if s.Post != nil {
			w.node(s.Post)
		}
	})
}

func (w *walker) rangeLoop(s *ast.RangeStmt) {
	w.node(s.X)
	w.ranged(s)
	kind := Finite
	switch {
	case syntax.IsChan(w.g.Info.TypeOf(s.X)):
		kind = Drain
	case syntax.IsFunc(w.g.Info.TypeOf(s.X)):
		kind = Until // range over func: its iterator decides
	}
	w.enter(s, s.Body, kind, func() {
		if kind == Drain {
			w.op(s, s.X, Range)
		}
	})
}

func (w *walker) enter(stmt ast.Stmt, body *ast.BlockStmt, kind LoopKind, head func()) {
	outer := w.loop
	w.loop = &Loop{Stmt: stmt, Body: body, Kind: kind, Func: w.f, Outer: outer}
	if w.f != nil {
		w.f.Loops = append(w.f.Loops, w.loop)
	}
	head()
	w.node(body)
	w.loop = outer
}

// kindOfFor tells the endless loop in its many spellings (for {}, for ctx.Err()
// == nil, for !stopped.Load(), for i := 0; i < n || n == 0; i++) from loops
// that count or follow a cursor.
func kindOfFor(info *types.Info, s *ast.ForStmt) LoopKind {
	if s.Cond == nil || isTrue(info, s.Cond) {
		if isDrain(s.Body) {
			return Until
		}
		return Endless
	}
	if s.Post != nil || s.Init != nil {
		if or, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr); ok && or.Op == token.LOR && (isUnlimited(info, or.X) || isUnlimited(info, or.Y)) {
			return Endless
		}
		return Finite
	}
	return kindOfCond(info, s, s.Cond)
}

// isDrain recognises for { select { case <-ch: default: return } }: it takes
// what is there and ends.
func isDrain(body *ast.BlockStmt) bool {
	if len(body.List) != 1 {
		return false
	}
	sel, ok := body.List[0].(*ast.SelectStmt)
	if !ok {
		return false
	}
	def := syntax.HasDefault(sel)
	if def == nil || len(def.Body) == 0 {
		return false
	}
	switch last := def.Body[len(def.Body)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Label != nil
	}
	return false
}

func kindOfCond(info *types.Info, s *ast.ForStmt, cond ast.Expr) LoopKind {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return kindOfCond(info, s, e.X)
		}
	case *ast.BinaryExpr:
		return kindOfComparison(info, s, e)
	case *ast.CallExpr:
		if isFlagRead(info, e) {
			return Endless
		}
	case *ast.SelectorExpr:
		return Endless // a field that somebody else sets: for s.running
	case *ast.Ident:
		if v, ok := info.Uses[e].(*types.Var); ok && (v.Parent() == v.Pkg().Scope() || hasSelect(s.Body)) {
			return Endless
		}
	}
	return Until
}

// hasSelect: a loop on a local flag that selects serves something until one of
// its cases sets the flag.
func hasSelect(body *ast.BlockStmt) bool {
	for _, stmt := range body.List {
		if _, ok := stmt.(*ast.SelectStmt); ok {
			return true
		}
	}
	return false
}

func kindOfComparison(info *types.Info, s *ast.ForStmt, e *ast.BinaryExpr) LoopKind {
	switch e.Op {
	case token.LAND:
		return min(kindOfCond(info, s, e.X), kindOfCond(info, s, e.Y))
	case token.LOR:
		return max(kindOfCond(info, s, e.X), kindOfCond(info, s, e.Y))
	}
	for _, side := range []ast.Expr{e.X, e.Y} {
		call, ok := ast.Unparen(side).(*ast.CallExpr)
		if ok && isFlagRead(info, call) {
			return Endless // for ctx.Err() == nil, for atomic.LoadInt32(&s.stop) == 0
		}
	}
	return Until
}

// isFlagRead reports whether a call only looks at a stop signal: ctx.Err(), an
// atomic load. Anything else that is called in a condition (Scan, Next, a
// comparison of sizes) is taken for the cursor of the loop.
func isFlagRead(info *types.Info, call *ast.CallExpr) bool {
	fn := syntax.Callee(info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sync/atomic":
		return true
	case "context":
		return fn.Name() == "Err"
	}
	if recv := fn.Signature().Recv(); recv != nil && syntax.IsContext(recv.Type()) {
		return fn.Name() == "Err"
	}
	return false
}

func isTrue(info *types.Info, cond ast.Expr) bool {
	v := info.Types[cond].Value
	return v != nil && v.String() == "true"
}

// isUnlimited recognises n == 0, n <= 0, n < 0: "no limit was set".
func isUnlimited(info *types.Info, e ast.Expr) bool {
	cmp, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.LEQ && cmp.Op != token.LSS {
		return false
	}
	n, ok := syntax.ConstInt(info, cmp.Y)
	return ok && n <= 0
}
