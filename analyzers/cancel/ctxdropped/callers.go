package ctxdropped

import (
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// outOfReach: the function has no context. Its callers may have one that it does
// not accept, or the loop that it is a part of may be stopped by a channel.
func (c *check) outOfReach(call *calls.Call, fate fate) {
	f := call.Func
	if c.asked[f.Outer()] || fate.cancel != nil && c.isHandedOn(fate.cancel) || syntax.ContextForm(f.Outer().Obj) != nil {
		return
	}
	tier, ok := c.tier(call, fate)
	if !ok {
		return
	}
	chain, src, ok := c.Above(f)
	switch {
	case ok && fate.bounded, ok && len(chain) < 2:
		return // a limit is as good as what a caller might pass
	case ok:
		if !fate.surely() || c.isForced(f.Outer()) || !c.IsReached(f) {
			tier = report.Strict
		}
		c.asked[f.Outer()] = true
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "callee", Tier: tier,
			Message: report.Subject(fate.waits[0].name()) + " runs under " + nameOf(call) + ", so " + c.consequenceIn(src, chain[0]) + "; let " + f.Outer().Name() + " accept a context and pass it on",
			Chain:   append(chain, c.chain(f, fate.waits[0])[min(1, len(c.chain(f, fate.waits[0]))):]...),
		})
	default:
		c.besideChannel(call, fate, tier)
	}
}

func (c *check) consequenceIn(src inreach.Source, caller string) string {
	if src.Client {
		return "it goes on when the client of " + caller + " is gone"
	}
	return "it goes on when " + src.Text + " of " + caller + " is done, and a stop waits for it"
}

// isForced reports whether a method is called through an interface, which would
// have to change with it.
func (c *check) isForced(f *calls.Func) bool {
	for _, u := range c.UsesInCode(f) {
		if u.Call.Fn != nil && syntax.IsInterfaceMethod(u.Call.Fn) {
			return true
		}
	}
	return false
}

// besideChannel: the older form of the same fault. A service is stopped by a
// channel, which nothing that waits in one of its turns can hear.
func (c *check) besideChannel(call *calls.Call, fate fate, tier report.Tier) {
	a := c.ActivationOf(call.Func)
	if a == nil || !a.IsLong() {
		return
	}
	if !fate.surely() {
		tier = report.Strict
	}
	stop := c.channelOf(a)
	if stop == "" {
		return
	}
	c.asked[call.Func.Outer()] = true
	w := fate.waits[0]
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "channel", Tier: tier,
		Message: report.Subject(w.name()) + " runs under " + nameOf(call) + ", which the stop through " + stop + " does not reach, so stopping waits until it returns; make one context for the loop that ends with " + stop + " and pass it on",
		Chain:   c.chain(call.Func, w),
	})
}

// channelOf names the channel that stops an activation, "" if none does: the first on
// which its loop is left and that may come. One that nothing closes or sends on stops
// nothing, and one on which the loop goes on is no stop.
func (c *check) channelOf(a *services.Activation) string {
	stop := c.StopOf(a)
	if stop.Kind != services.ByChannel {
		return ""
	}
	if a.Loop != nil {
		for _, ch := range c.LeavingCases(a.Loop) {
			if v := c.Channels().Of(ch); v == nil || c.mayCome(v) {
				return syntax.ExprName(ch)
			}
		}
	}
	if c.IsStopChan(c.Channels().Root(stop.Var)) {
		return stop.Name
	}
	return ""
}

// mayCome: something closes the channel or sends on it, here or elsewhere.
func (c *check) mayCome(v *types.Var) bool {
	v = c.Channels().Root(v)
	if c.Channels().IsForeign(v) {
		return true
	}
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Close || u.Kind == calls.Send {
			return true
		}
	}
	return false
}

// ownContext: a function of another package of this module waits under a context
// that it makes itself, although there is one here. Within a package that is
// reported where the context is made.
func (c *check) ownContext(call *calls.Call) {
	fn := call.Fn
	if fn.Pkg() == nil || fn.Pkg() == c.Pkg || !c.isOurs(fn.Pkg()) {
		return
	}
	may := c.Sum.OfFunc(fn).May
	if !may.Has(summary.Drops) || c.FormOf(fn).Fn != nil || c.IsStopping(call.Func, call.Expr) {
		return
	}
	chain := []string{call.Func.Outer().Name()}
	src, ok := c.At(call.Func, call.Expr.Pos())
	if ok && !c.Matters(call.Func, src) {
		return
	}
	if !ok {
		if chain, src, ok = c.Above(call.Func); !ok {
			return
		}
	}
	if c.asked[call.Func.Outer()] {
		return
	}
	c.asked[call.Func.Outer()] = true
	name := syntax.NameOf(fn, c.Pkg)
	chain = append(append(chain, name), may.Chain(summary.Drops)...)
	tier, then := report.Default, "it goes on when "+src.Text+" is done, and a stop waits for it"
	if !c.IsReached(call.Func) {
		tier = report.Strict
	}
	if c.isLeft(call.Func, src) {
		tier, then = report.Strict, afterStop
	}
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.Lparen, Sub: "callee", Tier: tier,
		Message: report.Subject(syntax.ExprName(call.Expr.Fun)) + " waits under a context of its own, so " + then + "; let " + name + " accept a context",
		Chain:   chain,
	})
}

// noContext: a function without a context waits in a call that could take one,
// which its callers have. Many such functions are short and called in passing, so
// that this is for reviews.
func (c *check) noContext(call *calls.Call) {
	f := call.Func
	form := c.FormOf(call.Fn)
	if form.Fn == nil || form.How >= inreach.Fluent || c.asked[f.Outer()] || !c.IsReached(f) || syntax.ContextForm(f.Outer().Obj) != nil {
		return
	}
	if sure, _ := c.Waits(call.Expr); sure != inreach.Surely || c.IsStopping(f, call.Expr) {
		return
	}
	if _, ok := c.At(f, call.Expr.Pos()); ok {
		return // another check's
	}
	chain, src, ok := c.Above(f)
	if !ok || len(chain) < 2 || len(chain) > maxFar {
		return
	}
	c.asked[f.Outer()] = true
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.Lparen, Sub: "callee", Tier: report.Strict,
		Message: report.Subject(syntax.ExprName(call.Expr.Fun)) + " waits without a context, so " + c.consequenceIn(src, chain[0]) + "; let " + f.Outer().Name() + " accept a context and use " + form.Fn.Name(),
		Chain:   chain,
	})
}

// maxFar bounds the functions that would all have to accept a context for a call
// that is reported in reviews only.
const maxFar = 5

// isOurs: what another module does with its contexts, its callers cannot mend. A
// driver that does not know the module is given the benefit of the doubt, as facts
// on this are only made for modules that are looked at.
func (c *check) isOurs(pkg *types.Package) bool {
	module := c.pass.Module
	return module == nil || module.Path == "" || pkg.Path() == module.Path || strings.HasPrefix(pkg.Path(), module.Path+"/")
}

// ownRoot: a function that stays makes a root of its own for all that it starts,
// and never looks at the context that it was given. A function that returns, or
// that waits for the one and then ends the other, is right to do so.
func (c *check) ownRoot(call *calls.Call, fate fate, src inreach.Source) {
	if fate.cancel == nil || fate.cancel.IsField() || src.Kind == inreach.Kept || c.isLookedAt(call.Func.Outer(), src) || hasWord(strings.Join(fate.names, " "), purposes) {
		return
	}
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "root", Tier: report.Strict,
		Message: "what " + call.Func.Outer().Name() + " starts runs under " + nameOf(call) + ", and nothing there looks at " + src.Text + ", so whoever calls it cannot stop it; derive the context from " + src.Text,
		Fixes:   c.fix(call, src),
	})
}
