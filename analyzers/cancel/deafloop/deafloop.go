package deafloop

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: services says for each loop that keeps a service alive what ends it. The
// check speaks where that is nothing: no context, no stop channel, no flag, no
// source or input that somebody closes, no end of its own. A stop signal counts
// only if the package gives it, or lets somebody else do so: a channel that is not
// seen to be closed or sent on, and that no other package has, ends nothing.
// Whether the loop should end is not for a check to say. It is sure of it where
// the loop belongs to a type, of which a program may make and drop several; a loop
// that main or an init function starts may well live as long as the process.
var Analyzer = &analysis.Analyzer{
	Name:       "deafloop",
	Doc:        report.Doc(doc, "deafloop"),
	URL:        report.URL("cancel", "deafloop"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "cancel"),
		seen:     make(map[*calls.Loop]bool),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	c.isTest = func(pos token.Pos) bool { return strings.HasSuffix(pass.Fset.Position(pos).Filename, "_test.go") }
	for _, a := range c.Found {
		if c.isTest(a.Pos) {
			continue
		}
		if a.Loop != nil && a.Loop.Kind >= calls.Drain && a.IsLong() && a.How != services.Starter && !a.Joined {
			c.loop(a)
		}
		c.leaks(a)
	}
	for _, f := range c.Graph.Funcs {
		if !c.isTest(f.Pos()) {
			c.lostContexts(f)
			c.retries(f)
		}
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	seen   map[*calls.Loop]bool
	isTest func(token.Pos) bool
}

// loop reports a service loop that nothing ends.
func (c *check) loop(a *services.Activation) {
	l := a.Loop
	if c.seen[l] {
		return
	}
	c.seen[l] = true
	cause, wayOut := c.deafness(l)
	if cause == "" || c.isDeafWait(l) {
		return
	}
	c.Report(report.Finding{
		Pos: l.Pos(), End: l.Body.Lbrace, Tier: c.tier(a),
		Message: "nobody can stop " + c.worker(a) + ": " + cause + "; " + wayOut,
		Chain:   c.chain(a),
		Related: c.related(a),
	})
}

// isDeafWait: a stop signal is in reach, and the loop waits without hearing it.
// That is deafwait's finding, which names the wait.
func (c *check) isDeafWait(l *calls.Loop) bool {
	if c.SignalAt(l.Func, l.Body.Lbrace+1) == nil {
		return false
	}
	if l.Kind == calls.Drain {
		return isTicker(c.Info, l)
	}
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) && op.Kind != calls.Close {
			return true
		}
	}
	for _, sel := range l.Func.Selects {
		if syntax.Contains(l.Body, sel.Pos()) && syntax.HasDefault(sel) == nil {
			return true
		}
	}
	for _, call := range l.Func.Calls {
		if call.Loop.Within(l) && call.Mode == calls.Plain && c.Sum.AlwaysOf(call.Expr)&knowledge.Pauses != 0 {
			return true
		}
	}
	return false
}

const giveContext = "give it a context or a stop channel, and leave the loop on that"

// deafness says why nothing ends a loop; "" when something may.
func (c *check) deafness(l *calls.Loop) (cause, wayOut string) {
	if c.endsItself(l) {
		return "", ""
	}
	stop := c.StopOfLoop(l)
	switch stop.Kind {
	case services.NoStop:
		return "its loop hears no stop signal of any kind", giveContext
	case services.ByChannel:
		if stop.Var != nil && c.isMute(stop.Var) {
			return "nothing closes " + stop.Name + ", which its loop listens to", "close it in the method that stops"
		}
	case services.ByInput:
		switch {
		case isTicker(c.Info, l):
			return "its loop hears nothing but " + stop.Name, giveContext
		case stop.Var != nil && c.isMute(stop.Var):
			return "nothing closes " + stop.Name + ", which its loop reads from", "close it when the last sender is done, or listen to a context as well"
		}
	case services.BySource:
		return c.openSource(l)
	}
	return "", ""
}

// isTicker: a range over the channel of a ticker, which nothing ever closes.
func isTicker(info *types.Info, l *calls.Loop) bool {
	return summary.IsTimer(info, l.Stmt.(*ast.RangeStmt).X)
}

// isMute: the package neither closes the channel nor sends on it in order to stop,
// and no other package has it.
func (c *check) isMute(v *types.Var) bool {
	root := c.Channels().Root(v)
	if c.Channels().IsForeign(root) || c.Channels().IsForeign(v) {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	st, isStruct := ch.Elem().Underlying().(*types.Struct)
	told := isStruct && st.NumFields() == 0
	known := false
	for _, u := range c.Channels().Uses(root) {
		known = known || u.Kind == calls.Receive || u.Kind == calls.Range
		if u.Kind == calls.Close || u.Kind == calls.Send && told {
			return false
		}
	}
	return known
}

// openSource: what the loop blocks on is a field that nothing closes.
func (c *check) openSource(l *calls.Loop) (cause, wayOut string) {
	for _, call := range l.Func.Calls {
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if !ok || !call.Loop.Within(l) || call.Mode != calls.Plain || c.Sum.AlwaysOf(call.Expr)&knowledge.Receives == 0 {
			continue
		}
		v := syntax.VarOf(c.Info, sel.X)
		if v == nil || !v.IsField() || v.Exported() || !c.canClose(v.Type()) || c.isClosed(v) {
			return "", ""
		}
		name := syntax.ExprName(sel.X)
		return "its loop blocks in " + syntax.ExprName(call.Expr.Fun) + ", and nothing closes " + name, "close " + name + " in the method that stops"
	}
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) && op.Kind == calls.Receive {
			if v := c.Channels().Of(op.Chan); v != nil && c.isMute(v) {
				name := syntax.ExprName(op.Chan)
				return "its loop hears nothing but " + name + ", which nothing closes", "listen to a context as well"
			}
			return c.openTimer(op)
		}
	}
	return "", ""
}

// openTimer: <-ticker.C in each turn.
func (c *check) openTimer(op calls.ChanOp) (cause, wayOut string) {
	if summary.IsTimer(c.Info, op.Chan) {
		return "its loop hears nothing but " + syntax.ExprName(op.Chan), giveContext
	}
	return "", ""
}

var closers = []string{"Close", "Stop", "Shutdown", "Unsubscribe", "Disconnect"}

func (c *check) canClose(t types.Type) bool {
	for _, name := range closers {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// isClosed: some call of the package closes what the field holds, or is given it.
func (c *check) isClosed(field *types.Var) bool {
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if ok && isCloser(sel.Sel.Name) && syntax.VarOf(c.Info, sel.X) == field {
				return true
			}
			for _, arg := range call.Expr.Args {
				if syntax.VarOf(c.Info, arg) == field {
					return true
				}
			}
		}
	}
	return false
}

func isCloser(name string) bool {
	for _, closer := range closers {
		if name == closer {
			return true
		}
	}
	return false
}

// endsItself: the loop is left when it has what it wanted, when somebody judged an
// error, or by a flag; or its end is an error of what it blocks on.
func (c *check) endsItself(l *calls.Loop) bool {
	if c.LeavesOnStop(l) && c.StopOfLoop(l).Kind != services.ByChannel {
		return true
	}
	for _, e := range c.Exits(l) {
		switch e.Reason {
		case services.ByResult, services.OnSourceEnd, services.OnReject, services.OnExit:
			return true
		case services.OnError:
			if l.Kind != calls.Drain {
				return true // the caller may close what it fails on
			}
		}
	}
	return false
}

// tier: one is sure of a loop that belongs to a type, of which there may be several
// in the life of a process. What main, a function for main, or init starts may be
// meant to live as long as that.
func (c *check) tier(a *services.Activation) report.Tier {
	if a.Lifetime == knowledge.Process || c.Pkg.Name() == "main" {
		return report.Strict
	}
	if a.Call == nil {
		return c.tierOfLoop(a)
	}
	outer := a.Call.Func.Outer()
	if outer.Sig == nil || c.isOnce(a.Call.Func) {
		return report.Strict
	}
	if recv := outer.Sig.Recv(); recv != nil {
		return report.Default
	}
	if outer.Obj == nil {
		return report.Strict
	}
	if strings.HasPrefix(strings.ToLower(outer.Obj.Name()), "new") || strings.HasPrefix(strings.ToLower(outer.Obj.Name()), "start") {
		return report.Default
	}
	return report.Strict
}

// tierOfLoop is for a loop that another package starts: it should end where its
// type can be stopped.
func (c *check) tierOfLoop(a *services.Activation) report.Tier {
	outer := a.Body.Outer()
	if outer.Sig == nil {
		return report.Strict
	}
	if recv := outer.Sig.Recv(); recv != nil && c.hasStop(recv.Type()) {
		return report.Default
	}
	return report.Strict
}

func (c *check) hasStop(t types.Type) bool {
	for _, name := range []string{"Stop", "Close", "Shutdown"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// isOnce: the goroutine is started once in the life of the process.
func (c *check) isOnce(f *calls.Func) bool {
	for g := f; g != nil; g = g.Parent {
		for _, u := range c.Graph.Uses(g) {
			recv := u.Call.Fn
			if u.Arg != calls.Callee && recv != nil && recv.Pkg() != nil && recv.Pkg().Path() == "sync" {
				return true
			}
		}
	}
	return false
}

func (c *check) worker(a *services.Activation) string {
	switch {
	case len(a.Chain) > 0:
		return a.Chain[len(a.Chain)-1]
	case a.Body != nil && a.Body.Obj != nil:
		return a.Body.Name()
	case a.Call != nil:
		return "the goroutine started in " + a.Call.Func.Outer().Name()
	}
	return a.Loop.Func.Name()
}

func (c *check) chain(a *services.Activation) []string {
	if len(a.Chain) == 0 || a.Body == nil || a.Body.Obj == nil {
		return nil
	}
	return append([]string{a.Body.Name()}, a.Chain...)
}

func (c *check) related(a *services.Activation) []report.Related {
	if a.Call == nil {
		return nil
	}
	return []report.Related{{Pos: a.Pos, End: a.End, Message: "started here"}}
}
