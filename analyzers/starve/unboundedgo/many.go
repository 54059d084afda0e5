package unboundedgo

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// many says what makes a goroutine be started many times.
type many struct {
	each string // "message of w.queue", "element of skus"
	kind kind
	from string      // who decides on the number, if that is known
	loop *calls.Loop // nil when it is a callback, or a caller nobody knows
	sure bool        // others surely decide on the number
	via  []string    // from where it happens many times to the function that starts it
}

type kind uint8

const (
	perItem    kind = iota // of a collection, known before the first is started
	perMessage             // of a channel, consumer or cursor: one after the other, without end
	perEvent               // a callback
	perRequest             // a handler of a server
	perCall                // of an exported function
	perBranch              // of a recursion
)

// manyOf follows a start outwards. It returns false when the number is small, or
// something bounds it.
func (c *check) manyOf(s *start) (many, bool) {
	m, loop, ok := c.manyTurns(s.call)
	switch {
	case ok:
		return m, !c.IsLimited(s.call, loop, s.bodies)
	case loop != nil || c.IsLimited(s.call, nil, s.bodies):
		return many{}, false
	case c.isRecursive(s):
		return many{each: "branch of " + s.call.Func.Outer().Name(), kind: perBranch, sure: c.grows(s)}, true
	case s.joined, c.isSpawner(s):
		return many{}, false // as many as there are calls
	}
	w := &walk{check: c, start: s, seen: make(map[*calls.Func]bool)}
	return w.callers(s.call.Func, nil)
}

// manyTurns looks at the loops around a call, from the inside out. The loop that is
// returned with false is one whose turns are nobody's items: what happens in it
// is another check's business.
func (c *check) manyTurns(call *calls.Call) (many, *calls.Loop, bool) {
	for l := call.Loop; l != nil; l = l.Outer {
		switch {
		case l.Kind == calls.Drain || l.Kind == calls.Endless:
			m, ok := c.manyMessages(call, l)
			return m, l, ok
		case l.Kind == calls.Finite, isRange(l), isCursor(l):
			if m, ok := c.manyItems(l); ok {
				return m, l, true
			}
		}
	}
	return many{}, nil, false
}

func isRange(l *calls.Loop) bool {
	_, ok := l.Stmt.(*ast.RangeStmt)
	return ok
}

// isCursor: for rows.Next(), for sc.Scan().
func isCursor(l *calls.Loop) bool {
	stmt, ok := l.Stmt.(*ast.ForStmt)
	if !ok || stmt.Cond == nil {
		return false
	}
	_, ok = ast.Unparen(stmt.Cond).(*ast.CallExpr)
	return ok
}

// manyItems: a loop over what others decide on the number of. The parts of a system
// that somebody runs, such as its nodes, are few even where they are looked up;
// that is no proof, so that a strict run speaks of those that surely are.
func (c *check) manyItems(l *calls.Loop) (many, bool) {
	extent := c.Turns(l)
	m := many{kind: perItem, loop: l, from: extent.From, sure: extent.Size == bounds.Data, each: "turn of the loop"}
	if r, ok := l.Stmt.(*ast.RangeStmt); ok {
		name := syntax.ExprName(r.X)
		switch {
		case name == "":
		case isNumber(c.Info.TypeOf(r.X)):
			m.each = "one of " + name
		default:
			m.each = "element of " + name
		}
		if isOwnPart(name, syntax.ElemOf(c.Info.TypeOf(r.X))) {
			return weaker(m)
		}
	}
	return m, extent.Size != bounds.Small
}

func weaker(m many) (many, bool) {
	known := m.sure
	m.sure = false
	return m, known
}

func isNumber(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// manyMessages: the turns of a loop that receives, one goroutine for what each
// of them received. A server's accept loop starts one for each connection, as
// servers do; what ticks or signals is no message.
func (c *check) manyMessages(call *calls.Call, l *calls.Loop) (many, bool) {
	if c.Accepts(l) {
		return many{}, false
	}
	source, elem := c.sourceOf(call, l)
	if elem == nil || !isMessage(elem) || c.IsConnection(elem) {
		return many{}, false
	}
	_, life, _ := c.PlaceOf(l.Func)
	m := many{kind: perMessage, loop: l, each: "message", sure: life != knowledge.Connection}
	if source != "" {
		m.each += " of " + source
	}
	return m, true
}

// sourceOf finds what a turn of the loop receives and the started call works on.
func (c *check) sourceOf(call *calls.Call, l *calls.Loop) (string, types.Type) {
	if r, ok := l.Stmt.(*ast.RangeStmt); ok {
		return syntax.ExprName(r.X), syntax.ElemOf(c.Info.TypeOf(r.X))
	}
	used := c.usedBy(call)
	var source string
	var elem types.Type
	ast.Inspect(l.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			if len(n.Rhs) != 1 || n.Pos() > call.Expr.Pos() {
				return true
			}
			v := syntax.VarOf(c.Info, n.Lhs[0])
			if v == nil || !used[v] || !isMessage(v.Type()) {
				return true
			}
			if name, ok := c.receives(n); ok {
				source, elem = name, v.Type()
			}
		}
		return true
	})
	return source, elem
}

// receives reports whether an assignment takes something from a channel, or from a
// call that waits for a peer or asks one and may fail.
func (c *check) receives(n *ast.AssignStmt) (string, bool) {
	if ch := syntax.Receive(n.Rhs[0]); ch != nil {
		return syntax.ExprName(ch), true
	}
	call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return "", false
	}
	name := syntax.ExprName(call.Fun)
	if c.Sum.AlwaysOf(call)&(knowledge.Receives|knowledge.Asks) != 0 {
		return name, true
	}
	mayFail := len(n.Lhs) > 1 && syntax.IsError(c.Info.TypeOf(n.Lhs[len(n.Lhs)-1]))
	return name, mayFail && c.Outside(call)
}

// usedBy lists the variables that a call, or the literal that it starts, mentions.
func (c *check) usedBy(call *calls.Call) map[*types.Var]bool {
	used := make(map[*types.Var]bool)
	ast.Inspect(call.Expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := c.Info.Uses[id].(*types.Var); ok {
				used[v] = true
			}
		}
		return true
	})
	return used
}

// isMessage excludes what carries none: ticks, signals, errors, tokens, flags.
func isMessage(t types.Type) bool {
	if t == nil || syntax.IsError(t) || syntax.IsContext(t) || syntax.IsNamed(t, "time", "Time") || syntax.IsNamed(t, "os", "Signal") {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return u.NumFields() > 0
	case *types.Basic:
		return u.Kind() != types.Bool
	case *types.Chan:
		return false
	}
	return true
}

// isRecursive reports whether what is started calls the function that starts it.
func (c *check) isRecursive(s *start) bool {
	outer := s.call.Func.Outer()
	for _, body := range s.bodies {
		if body == outer || outer.Encloses(body) && c.calls(body, outer) {
			return true
		}
	}
	return false
}

// isSpawner: what the goroutine runs was handed to the function that starts it, so
// that its callers are judged.
func (c *check) isSpawner(s *start) bool {
	outer := s.call.Func.Outer()
	if outer.Param(s.call.Var) >= 0 {
		return true // go f()
	}
	for _, body := range s.bodies {
		for _, call := range body.Calls {
			if outer.Param(call.Var) >= 0 {
				return true // go func() { f() }()
			}
		}
	}
	return false
}

func (c *check) calls(f, callee *calls.Func) bool {
	for _, call := range f.Calls {
		for _, body := range c.Graph.Bodies(call) {
			if body == callee {
				return true
			}
		}
	}
	return false
}

// grows: each run starts as many more as its input likes. What notes in a map where
// it has been comes to an end by that.
func (c *check) grows(s *start) bool {
	return s.call.Loop != nil && c.Turns(s.call.Loop).Size != bounds.Small && len(s.call.Func.Outer().Writes) == 0
}

// walk looks for the callers that make a function run many times.
type walk struct {
	*check
	start *start
	seen  map[*calls.Func]bool
}

const maxCallers = 2

func (w *walk) callers(f *calls.Func, via []string) (many, bool) {
	if w.seen[f] || len(via) > maxCallers {
		return many{}, false
	}
	w.seen[f] = true
	if m, known := w.asCallback(f, via); known {
		return m, m.each != ""
	}
	uses := w.UsesInCode(f)
	for _, u := range uses {
		if m, ok := w.caller(u, via); ok {
			return m, true
		}
	}
	if len(uses) == 0 {
		return w.unseenCaller(f, via)
	}
	return many{}, false
}

// caller looks at one place that calls f or runs it on the spot.
func (w *walk) caller(u calls.Use, via []string) (many, bool) {
	if u.Call.Mode == calls.Go || u.Arg != calls.Callee && w.Sum.UseOf(u.Call, u.Arg)&(summary.Runs|summary.Async|summary.Keeps) != summary.Runs {
		return many{}, false // its start is judged by itself
	}
	m, loop, ok := w.manyTurns(u.Call)
	if w.IsLimited(u.Call, loop, w.start.bodies) {
		return many{}, false
	}
	if ok {
		m.via = via
		return m, true
	}
	if loop != nil {
		return many{}, false
	}
	return w.callers(u.Call.Func, append([]string{u.Call.Func.Outer().Name()}, via...))
}

// asCallback: what a framework runs for each message, event or request.
func (w *walk) asCallback(f *calls.Func, via []string) (many, bool) {
	for _, a := range w.Of(f) {
		switch {
		case a.How == services.GoStmt || a.How == services.Spawner:
			return many{}, true // judged where that is started
		case w.EachOf(a) == knowledge.Request && w.RoleOf(f) != knowledge.Request:
			return many{each: "message that " + a.Via + " hands over", kind: perEvent, sure: a.Row != nil, via: via}, true
		case a.How == services.Kept:
			return many{each: "event that " + a.Via + " hands over", kind: perEvent, via: via}, true
		case w.EachOf(a) == knowledge.Iteration:
			return many{}, true // overlap's
		}
	}
	switch w.RoleOf(f) {
	case knowledge.Request:
		return many{each: "request", kind: perRequest, via: via}, true
	case knowledge.Connection, knowledge.Process:
		return many{}, true
	}
	return many{}, false
}

// unseenCaller: nothing in this package calls f. An exported method that is given
// what the goroutine works on is called for each of them; so is a literal that
// somebody keeps.
func (w *walk) unseenCaller(f *calls.Func, via []string) (many, bool) {
	if !w.worksOnParam(f) {
		return many{}, false
	}
	if f.Lit != nil {
		return many{each: "call of this function", kind: perEvent, via: via}, true
	}
	if f.Obj == nil || !f.Obj.Exported() || services.IsLauncher(f.Obj.Name()) || services.IsStopName(f.Obj.Name()) || w.Pkg.Name() == "main" {
		return many{}, false
	}
	return many{each: "call of " + f.Name(), kind: perCall, via: via}, true
}

// worksOnParam: the goroutine, or the call that leads to it, is given something
// that f was given and that is no context, channel or function.
func (w *walk) worksOnParam(f *calls.Func) bool {
	if f.Sig == nil {
		return false
	}
	used := w.usedBy(w.start.call)
	if w.start.call.Func != f {
		return f.Sig.Params().Len() > 0
	}
	for i := range f.Sig.Params().Len() {
		p := f.Sig.Params().At(i)
		if isMessage(p.Type()) && !syntax.IsFunc(p.Type()) && (used[p] || f.Lit != nil) {
			return true
		}
	}
	return false
}
