package deafwait

import (
	_ "embed"
	"go/ast"
	"go/token"
	"strings"
	"time"

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
// Theory: a wait is a sleep, a receive from a timer, or an operation on a channel
// outside of a select. It is deaf when a stop signal is in reach (services knows
// which) and the wait goes on all the same. How long it may go on decides what is
// said: a sleep ends by itself, so that only its length counts; a send or receive
// may last for ever, if the other side has left. The other side is looked for
// among the channel's names in the package (may-information: all values of a type
// share the channels in its fields); where it is not found, the check speaks only
// if the code around shows that the stop matters there. What is reached by no
// background work and is given no context of its own is left alone, as is all
// that runs in order to stop.
var Analyzer = &analysis.Analyzer{
	Name:       "deafwait",
	Doc:        report.Doc(doc, "deafwait"),
	URL:        report.URL("cancel", "deafwait"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "cancel"),
		short:    config.Of(pass).ShortWait,
		fset:     pass.Fset,
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	c.reached = services.Reach(c.Services)
	for _, f := range c.Graph.Funcs {
		if strings.HasSuffix(pass.Fset.Position(f.Pos()).Filename, "_test.go") || isDouble(f.Outer()) {
			continue
		}
		c.sleeps(f)
		c.ops(f)
		c.selects(f)
		c.joins(f)
	}
	return c.Result(), nil
}

// isDouble: a method of a type that stands in for another one in tests, as its name
// says.
func isDouble(f *calls.Func) bool {
	if f.Sig == nil || f.Sig.Recv() == nil {
		return false
	}
	name := syntax.NamedOf(f.Sig.Recv().Type())
	if name == nil {
		return false
	}
	for _, word := range []string{"test", "mock", "fake", "stub"} {
		if strings.HasPrefix(strings.ToLower(name.Name()), word) {
			return true
		}
	}
	return false
}

type check struct {
	*services.Services
	*report.Reporter
	reached map[*calls.Func]*services.Activation
	short   time.Duration
	fset    *token.FileSet
}

// heard is a place that waits, and the stop signal that it does not hear.
type heard struct {
	f      *calls.Func
	at     ast.Node
	loop   *calls.Loop // the innermost around it, or nil
	signal *services.Signal
	checks bool // the loop looks at a stop signal in each of its turns
	ends   bool // it is left when what it reads from has ended
	weak   bool // whether the signal ever comes is not known
}

// listen returns what a wait could listen to, nil where it need not: nothing is
// in reach, or the place is part of stopping.
func (c *check) listen(f *calls.Func, at ast.Node) *heard {
	weak := false
	signal := c.SignalAt(f, at.Pos())
	if signal == nil {
		signal, weak = carried(f), true
	}
	if signal == nil || !weak && !c.matters(f) || c.IsCleanUp(f, at) {
		return nil
	}
	h := &heard{f: f, at: at, loop: services.LoopAt(f, at.Pos()), signal: signal, weak: weak}
	for l := h.loop; l != nil; l = l.Outer {
		if !h.checks && c.LeavesOnStop(l) {
			h.checks = true
			h.prefer(l, c.StopOfLoop(l))
		}
		for _, e := range c.Exits(l) {
			h.ends = h.ends || e.Reason == services.OnSourceEnd
		}
	}
	return h
}

// prefer takes the signal that the loop around hears already.
func (h *heard) prefer(l *calls.Loop, stop services.Stop) {
	if stop.Var == nil || syntax.Contains(l.Stmt, stop.Var.Pos()) {
		return
	}
	switch stop.Kind {
	case services.ByContext:
		if ctx, ok := strings.CutSuffix(strings.TrimSuffix(stop.Name, ".Err"), ".Done"); ok || ctx != stop.Name {
			h.signal = &services.Signal{Ctx: ctx, Chan: ctx + ".Done()", Var: stop.Var}
		}
	case services.ByChannel:
		h.signal = &services.Signal{Chan: stop.Name, Var: stop.Var}
	}
}

// matters: background work runs f, or somebody gave f a context to listen to.
func (c *check) matters(f *calls.Func) bool {
	for g := f; g != nil; g = g.Parent {
		if c.reached[g] != nil || takesContext(g) {
			return true
		}
	}
	return false
}

func takesContext(f *calls.Func) bool {
	for i := 0; f.Sig != nil && i < f.Sig.Params().Len(); i++ {
		if p := f.Sig.Params().At(i); syntax.IsContext(p.Type()) && p.Name() != "_" && p.Name() != "" {
			return true
		}
	}
	return false
}

// isService reports whether background work of the package runs f, or its context
// comes from another package, where a service may be.
func (c *check) isService(f *calls.Func) bool {
	for g := f; g != nil; g = g.Parent {
		if c.reached[g] != nil {
			return true
		}
	}
	return c.Pkg.Name() != "main"
}

// chain leads from the background work to the function that waits.
func (c *check) chain(f *calls.Func) []string {
	a := c.reached[f]
	if a == nil || a.Body == nil || a.Body.Obj == nil || f.Obj == nil || a.Body == f {
		return nil
	}
	return []string{a.Body.Name(), "...", f.Name()}
}

func (c *check) emit(h *heard, f report.Finding) {
	f.Pos, f.End = h.at.Pos(), h.at.End()
	if h.loop != nil {
		f.Related = append(f.Related, report.Related{Pos: h.loop.Pos(), End: h.loop.Body.Lbrace, Message: "the loop"})
	}
	f.Chain = c.chain(h.f)
	if !c.isService(h.f) || h.weak {
		f.Tier = report.Strict
	}
	c.Report(f)
}
