package unboundedgo

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a place that starts a goroutine is followed outwards, through the loops
// around it and the callers of its function, to what makes it happen many times:
// the elements of a collection, the messages of a channel, the events or requests
// of a callback, its own recursion. It is the fault if others decide on that
// number, if the goroutine does something that takes time, and if nothing on the
// way to it bounds how many there are. A number that is not known is reported in
// strict runs only. Goroutines that go on until they are told to stop are workers
// of somebody and are not counted, nor is one for each connection of a server.
var Analyzer = &analysis.Analyzer{
	Name:       "unboundedgo",
	Doc:        report.Doc(doc, "unboundedgo"),
	URL:        report.URL("starve", "unboundedgo"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[services.Analyzer].(*services.Services)
	c := &check{Bounds: bounds.New(s), Reporter: report.New(pass, "starve"), pass: pass}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, s := range c.starts() {
		c.judge(s)
	}
	return c.Result(), nil
}

type check struct {
	*bounds.Bounds
	*report.Reporter
	pass *analysis.Pass
}

// start is a place that starts a goroutine, and what may run there.
type start struct {
	call   *calls.Call
	acts   []*services.Activation
	bodies []*calls.Func
	joined bool
	unsure bool // that it takes time, and ends by itself
}

// starts lists the go statements and the calls that start their argument, in
// source order.
func (c *check) starts() []*start {
	var out []*start
	byCall := make(map[*calls.Call]*start)
	for _, a := range c.Found {
		if a.How != services.GoStmt && a.How != services.Spawner || a.Call == nil || c.isKept(a) || isSerial(a.Row) {
			continue
		}
		s := byCall[a.Call]
		if s == nil {
			s = &start{call: a.Call, joined: a.Joined}
			byCall[a.Call] = s
			out = append(out, s)
		}
		s.acts = append(s.acts, a)
		if a.Body != nil {
			s.bodies = append(s.bodies, a.Body)
		}
	}
	return out
}

// isSerial: one goroutine of the library runs these, one after the other.
func isSerial(row *knowledge.Run) bool {
	return row != nil && row.Each != knowledge.Unknown && !row.Overlaps
}

// isKept: what is made of a function that its own goroutine calls now and then.
func (c *check) isKept(a *services.Activation) bool {
	return a.How == services.Spawner && a.Row == nil && a.Arg != calls.Callee && c.Sum.UseOf(a.Call, a.Arg)&(summary.Keeps|summary.Repeats) != 0
}

func (c *check) judge(s *start) {
	if !c.takesTime(s) || c.IsOnce(s.call) {
		return
	}
	m, ok := c.manyOf(s)
	if !ok || c.TakesInside(s.bodies) != nil {
		return // what takes its slot inside is falselimit's
	}
	c.report(s, m)
}

// takesTime reports whether what is started does something that takes time, and
// ends by itself.
func (c *check) takesTime(s *start) bool {
	for _, a := range s.acts {
		if a.Loop != nil || a.Lifetime == knowledge.Connection && !s.joined {
			return false // a worker, or a connection's
		}
		if c.isBusy(a) {
			s.unsure = a.Body != nil && c.Sum.Of(a.Body).May.Has(summary.Loops) // it may be a worker of somebody
			return true
		}
	}
	for _, body := range s.bodies {
		s.unsure = s.unsure || c.mayFailElsewhere(body, maxCallers)
	}
	return s.unsure
}
