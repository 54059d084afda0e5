package hotloop

import (
	_ "embed"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a turn of an endless loop is hot when there is a path from its
// beginning back to it on which nothing waits. The search is a may-analysis over
// the control flow of one function: every path is looked at, and a call that
// waits on all its paths (by its summary) ends the path quietly. Calls that
// wait only while they succeed, such as Accept or a query, end it on the branch
// where their error is nil; on the other they are what spins. A receive without
// ok from a channel that somebody closes does not end it either: behind it the
// path goes on with a zero value, which rules out some branches.
//
// A path counts only if what it says is plain: the error of a call that talks
// to the outside, the default of a select, a closed channel, or no wait at all
// in a loop that only the stop signal ends. Paths through calls that may wait
// but need not, or that nothing is known about, are left alone.
var Analyzer = &analysis.Analyzer{
	Name:       "hotloop",
	Doc:        report.Doc(doc, "hotloop"),
	URL:        report.URL("crash", "hotloop"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		files:    pass.Files,
		found:    make(map[token.Pos]bool),
		closings: make(map[ast.Expr]*closing),
		outcomes: make(map[*calls.Func]*turn),
		leaves:   make(map[*calls.Loop][]services.Exit),
	}
	for _, f := range c.Graph.Funcs {
		for _, loop := range f.Loops {
			c.look(loop)
		}
		c.restarts(f)
		c.silentEnd(f)
	}
	return c.Result(), nil
}

func (c *check) look(loop *calls.Loop) {
	if c.isBusyWait(loop) {
		c.reportBusyWait(loop)
		return
	}
	switch loop.Kind {
	case calls.Endless:
		c.spinning(loop)
		c.givenUp(loop)
		c.respawns(loop)
	case calls.Until:
		c.spinning(loop) // for a receive from a closed channel only
	}
}

type check struct {
	*services.Services
	*report.Reporter

	files    []*ast.File
	found    map[token.Pos]bool // what was reported
	chans    *channels
	closings map[ast.Expr]*closing
	outcomes map[*calls.Func]*turn
	leaves   map[*calls.Loop][]services.Exit
}

// exits is Exits, which is asked on every path.
func (c *check) exits(loop *calls.Loop) []services.Exit {
	found, ok := c.leaves[loop]
	if !ok {
		found = c.Exits(loop)
		c.leaves[loop] = found
	}
	return found
}
