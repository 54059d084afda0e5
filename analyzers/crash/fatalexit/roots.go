package fatalexit

import (
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
)

// root is code that runs again and again: one turn of a loop, or one run of a
// body.
type root struct {
	body   *calls.Func
	loop   *calls.Loop // nil: the whole body
	safe   bool        // its panics are recovered
	alone  bool        // it is the program's own main work, which may end as it likes
	when   string      // "in one turn of the loop in Run"
	wayOut string
}

const (
	nextTurn   = "log the error and go on with the next turn, or return it to what started the loop"
	tellPeer   = "return the error, or answer with it"
	tellSender = "return the error, or log it and go on with the next item"
)

// roots lists what runs again and again, in source order.
func (c *check) roots() []root {
	var out []root
	seen := make(map[*calls.Func]bool)
	for _, a := range c.Found {
		if r, ok := c.rootOf(a); ok {
			out = append(out, r)
			seen[a.Body] = seen[a.Body] || r.loop == nil
		}
	}
	for _, f := range c.Graph.Funcs {
		if life := c.RoleOf(f); !seen[f] && (life == knowledge.Request || life == knowledge.Connection) {
			out = append(out, root{body: f, safe: true, when: "in " + f.Name(), wayOut: tellPeer})
		}
	}
	return out
}

func (c *check) rootOf(a *services.Activation) (root, bool) {
	if a.Body == nil || a.How == services.Starter {
		return root{}, false
	}
	r := root{body: a.Body, safe: c.Recovers(a) != "none", alone: c.isOwnWork(a)}
	switch each := c.EachOf(a); {
	case a.Loop != nil && a.IsLong() && a.Each == knowledge.Unknown:
		return c.loopRoot(a)
	case a.How == services.Loop || a.Joined:
		return root{}, false // counted where the function around it runs
	case c.rearms(a):
		r.when, r.wayOut = "in one run of "+c.who(a), "log the error and schedule the next run, or return it to what started this"
	case each == knowledge.Request, each == knowledge.Connection:
		r.when, r.wayOut = "in "+c.who(a), tellPeer
	case each == knowledge.Iteration:
		r.when, r.wayOut = "in "+c.who(a), tellSender
	default:
		return root{}, false
	}
	return r, true
}

func (c *check) loopRoot(a *services.Activation) (root, bool) {
	f := a.Loop.Func
	r := root{body: f, loop: a.Loop, when: "in one turn of the loop in " + f.Outer().Name(), wayOut: nextTurn}
	r.safe = c.Recovers(a) != "none" || c.Sum.Of(f).Contains == summary.Recovered
	r.alone = c.isOwnWork(a)
	return r, !c.isSignalLoop(a.Loop)
}

// isOwnWork: what main does itself, what it waits for, and the one connection
// that it has opened.
func (c *check) isOwnWork(a *services.Activation) bool {
	if c.Pkg.Name() != "main" {
		return false
	}
	if a.How == services.Loop || a.Joined || !c.isDaemon() {
		return true
	}
	return a.How == services.GoStmt && a.Call.Loop == nil && a.Lifetime == knowledge.Connection && c.RoleOf(a.Call.Func.Outer()) == knowledge.Process
}

// isDaemon: main serves, loops or waits to be told to stop. Otherwise this is a
// tool whose work is done some time, and whose goroutines only help with it.
func (c *check) isDaemon() bool {
	for _, f := range c.Graph.Funcs {
		if c.RoleOf(f) == knowledge.Process && f.Obj.Name() == "main" && f.Obj.Pkg().Name() == "main" {
			return c.Sum.Of(f).May.Has(knowledge.Serves|summary.Awaits|summary.Loops|knowledge.Joins) || c.waits(f, 0)
		}
	}
	return true // cannot be seen from here
}

// waits: for a message that is sent when all is over.
func (c *check) waits(f *calls.Func, depth int) bool {
	if depth > 3 {
		return false
	}
	if len(f.Selects) > 0 {
		return true
	}
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && op.Loop == nil {
			return true
		}
	}
	for _, call := range f.Calls {
		if call.Mode != calls.Plain {
			continue
		}
		for _, body := range c.RunBy(call) {
			if body != f && c.waits(body, depth+1) {
				return true
			}
		}
	}
	return false
}

// isSignalLoop: what waits for signals of the operating system is there to end
// the process.
func (c *check) isSignalLoop(l *calls.Loop) bool {
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) && c.isSignals(op.Chan) {
			return true
		}
	}
	return false
}

// rearms: a goroutine or timer without a loop whose body starts itself again.
func (c *check) rearms(a *services.Activation) bool {
	if a.Call == nil || a.Loop != nil {
		return false
	}
	starter := a.Call.Func
	if starter == a.Body {
		return true // time.AfterFunc(d, f) in f
	}
	for _, call := range a.Body.Calls {
		for _, body := range c.Graph.Bodies(call) {
			if body == starter || body == a.Body {
				return true
			}
		}
	}
	return false
}

// who names a body that runs again and again.
func (c *check) who(a *services.Activation) string {
	switch {
	case a.Body.Obj != nil:
		return a.Body.Name()
	case a.How == services.Callback:
		return "the function that " + a.Via + " runs"
	}
	if c.EachOf(a) == knowledge.Request || c.EachOf(a) == knowledge.Connection {
		return "a goroutine that " + a.Body.Outer().Name() + " starts"
	}
	return "a goroutine that " + a.Body.Outer().Name() + " starts again and again"
}

// maxDepth bounds the calls that are followed from a root: further away, too
// much is checked on the way.
const maxDepth = 4

func (c *check) walk(r root) {
	w := walker{check: c, root: r, seen: make(map[*calls.Func]bool)}
	w.visit(r.body, r.loop, r.safe, nil)
}

type walker struct {
	*check
	root root
	seen map[*calls.Func]bool
}

// visit looks at the sites of f, or of one loop of it, and follows its calls.
func (w *walker) visit(f *calls.Func, within *calls.Loop, safe bool, chain []string) {
	if w.seen[f] || len(chain) > maxDepth || !w.mayReach(f) {
		return
	}
	w.seen[f] = true
	for _, s := range w.sitesOf(f) {
		if within == nil || s.loop.Within(within) {
			w.candidate(s, safe, chain)
		}
	}
	for _, call := range f.Calls {
		if call.Mode == calls.Plain && (within == nil || call.Loop.Within(within)) && !w.isOnStop(f, call.Expr) {
			w.follow(call, safe, chain)
		}
	}
}

func (w *walker) follow(call *calls.Call, safe bool, chain []string) {
	bodies := w.RunBy(call)
	if len(bodies) != 1 || isStopName(bodies[0].Outer().Name()) {
		return
	}
	f := bodies[0]
	next := chain
	if f.Obj != nil {
		next = append(chain[:len(chain):len(chain)], w.nameOf(call))
	}
	w.visit(f, nil, safe || w.Sum.Of(f).Contains == summary.Recovered || w.Sum.Guards(call), next)
}

// mayReach is the cheap test for a function: does anything below it end the
// process?
func (w *walker) mayReach(f *calls.Func) bool {
	if w.Sum.Of(f).May.Has(knowledge.Exits | knowledge.Panics) {
		return true
	}
	return w.check.reachesPanic(f, 0)
}

// reachesPanic follows the calls to panics, which summaries know only where
// they are evidence.
func (c *check) reachesPanic(f *calls.Func, depth int) bool {
	if known, ok := c.reaches[f]; ok {
		return known
	}
	if len(f.Panics) > 0 {
		c.reaches[f] = true
		return true
	}
	if depth > maxDepth+2 {
		return false
	}
	c.reaches[f] = false // recursion ends here
	for _, call := range f.Calls {
		for _, body := range c.RunBy(call) {
			if c.reachesPanic(body, depth+1) {
				c.reaches[f] = true
				return true
			}
		}
	}
	return false
}

func (w *walker) candidate(s site, safe bool, chain []string) {
	if s.panics && safe {
		return
	}
	cause, ok := w.causeOf(s)
	if !ok {
		return
	}
	cand := &candidate{site: s, root: w.root, cause: cause, chain: chain}
	if old := w.found[s.expr.Pos()]; w.isBetter(cand, old) {
		w.found[s.expr.Pos()] = cand
	}
}

var stopNames = []string{"stop", "close", "shutdown", "exit", "quit", "terminate", "kill", "die"}

// isStopName: what runs to end things may end the process, too. Names only ever
// silence this check.
func isStopName(name string) bool {
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	for _, stop := range stopNames {
		if strings.HasPrefix(name, stop) {
			return true
		}
	}
	return false
}
