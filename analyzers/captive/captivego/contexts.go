package captivego

import (
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// contexts looks at the contexts that an activation works with.
func (c *check) contexts(a *services.Activation) {
	for _, g := range c.args(a) {
		if c.seen[a.Pos] {
			return
		}
		if !syntax.IsContext(c.Info.TypeOf(g.expr)) {
			continue
		}
		care := c.Contexts().CareOf(g.call, g.i)
		if care == services.Careless && !c.LeavesIt(a, g.call, g.i) {
			continue // only its values matter
		}
		for _, o := range c.Contexts().Origins(g.expr, g.in) {
			if f, ok := c.verdict(a, g, o); ok {
				if care != services.Cares && !c.IsLongRunning(a) {
					f.Tier = report.Strict
				}
				c.report(a, g.expr, f)
				break
			}
		}
	}
}

// verdict says what is wrong with one way in which a context comes to the work.
func (c *check) verdict(a *services.Activation, g given, o services.Origin) (report.Finding, bool) {
	for _, step := range o.Steps {
		if step.Via == 0 && a.Body != nil && a.Body.Encloses(step.Func) {
			continue // made by the work itself
		}
		if step.Via == 0 && c.EndsWith(step) {
			return c.cancelled(a, g, step)
		}
	}
	switch o.Kind {
	case services.OfRequest:
		return c.ofRequest(a, g, o)
	case services.OfCaller:
		return c.ofCaller(a, g, o)
	}
	return report.Finding{}, false
}

// cancelled: ctx, cancel := context.WithTimeout(...); defer cancel(); go work(ctx).
func (c *check) cancelled(a *services.Activation, g given, step services.Step) (report.Finding, bool) {
	maker := step.Func
	if c.WaitsAfter(maker, a.Pos) || c.IsLongRunning(a) && (c.AsksAfter(maker, a.Pos) || maker.Outer().Obj != nil && maker.Outer().Obj.Name() == "main") {
		return report.Finding{}, false // it helps with what the function itself does
	}
	name := syntax.ExprName(g.expr)
	f := report.Finding{
		Message: c.what(a) + " goes on with " + name + ", which " + maker.Outer().Name() + " cancels as it returns; let the goroutine make and cancel its own context, or wait for it",
		Related: []report.Related{{Pos: step.Call.Pos(), End: step.Call.End(), Message: "made here, and cancelled by a defer"}},
	}
	if c.AsksAfter(maker, a.Pos) {
		f.Tier = report.Strict
	}
	return f, true
}

// ofRequest: the context of a request, message or job ends when its handler returns.
func (c *check) ofRequest(a *services.Activation, g given, o services.Origin) (report.Finding, bool) {
	waits := c.waitsOnWay(a, o)
	if waits && c.IsLongRunning(a) {
		return report.Finding{}, false // it is told to stop with the request
	}
	name := syntax.ExprName(g.expr)
	f := report.Finding{
		Message: c.what(a) + " goes on with " + name + ", which is cancelled as soon as " + c.handler(a, o) + " returns; use context.WithoutCancel(" + name + ") before the go statement, or the service's own context",
		Chain:   chainOf(a, o),
	}
	if waits {
		f.Tier = report.Strict
	}
	return f, true
}

// waitsOnWay reports whether the function that starts the work, or one of those
// between it and the handler, waits for something after that.
func (c *check) waitsOnWay(a *services.Activation, o services.Origin) bool {
	if c.WaitsAfter(a.Call.Func, a.Pos) || a.Call.Func.Parent != nil && a.Call.Loop == nil && c.WaitsAfter(a.Call.Func.Outer(), a.Pos) {
		return true
	}
	for _, via := range o.Via {
		if via != a.Call && c.WaitsAfter(via.Func, via.Expr.End()) {
			return true
		}
	}
	return false
}

func (c *check) handler(a *services.Activation, o services.Origin) string {
	if o.Func != nil {
		return o.Func.Outer().Name()
	}
	return a.Call.Func.Outer().Name()
}

// chainOf leads from the handler to the function that starts the work.
func chainOf(a *services.Activation, o services.Origin) []string {
	var out []string
	for i := len(o.Via) - 1; i >= 0; i-- {
		if o.Via[i].Mode != calls.Go {
			out = append(out, o.Via[i].Func.Outer().Name())
		}
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, a.Call.Func.Outer().Name())
}

// ofCaller: a function that others call, with whatever context they have, leaves
// work behind that ends by itself. A function that starts something is given the
// context that this is to live on, and one that goes on itself has it for as long.
func (c *check) ofCaller(a *services.Activation, g given, o services.Origin) (report.Finding, bool) {
	starter := a.Call.Func.Outer()
	if c.IsLongRunning(a) || !isCalledWithAny(starter) || o.Func != starter || a.Call.Loop != nil && a.Call.Loop.Kind != calls.Finite ||
		c.WaitsAfter(starter, starter.Pos()) || c.Pkg.Name() == "main" {
		return report.Finding{}, false
	}
	name := syntax.ExprName(g.expr)
	return report.Finding{
		Message: c.what(a) + " goes on with " + name + " of a caller, who may be done with it as soon as " + starter.Name() + " returns; give it context.WithoutCancel(" + name + ") and a timeout, or the service's own context",
		Related: []report.Related{{Pos: starter.Type.Pos(), End: starter.Type.End(), Message: "the context is a parameter"}},
	}, true
}

func isCalledWithAny(f *calls.Func) bool {
	return f.Obj != nil && f.Obj.Exported() && !services.IsLauncher(f.Obj.Name()) && !services.IsStopName(f.Obj.Name())
}
