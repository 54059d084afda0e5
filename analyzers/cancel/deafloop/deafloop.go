package deafloop

import (
	_ "embed"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
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
			for _, l := range f.Loops {
				c.catchUp(l)
			}
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
