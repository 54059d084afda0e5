package fatalexit

import (
	_ "embed"
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
// Theory: what runs again and again (a turn of a service loop, the handling of
// one request, message or connection) meets errors that are gone with the next
// turn. From every such root the calls of this package are followed to the
// places that end the process: os.Exit and its kin by knowledge, wrappers by
// their summary, and panics that nothing on the way recovers. A place counts
// when it is reached because an error of this turn was not nil; what is reached
// because the service was told to stop is left alone, and so is everything that
// no root reaches: start-up code and the end of main.
//
// Each finding is may-information about one chain of calls. Calls through an
// interface are followed when this package has one implementation only.
var Analyzer = &analysis.Analyzer{
	Name:       "fatalexit",
	Doc:        report.Doc(doc, "fatalexit"),
	URL:        report.URL("crash", "fatalexit"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		found:    make(map[token.Pos]*candidate),
		reaches:  make(map[*calls.Func]bool),
	}
	if !c.anySite() {
		return c.Result(), nil
	}
	for _, r := range c.roots() {
		c.walk(r)
	}
	for _, f := range c.Graph.Funcs {
		for _, s := range c.sitesOf(f) {
			if cand := c.found[s.expr.Pos()]; cand != nil {
				c.reportSite(cand)
			} else {
				c.skippedDefers(s)
			}
		}
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	found   map[token.Pos]*candidate // by site; the surest root wins
	reaches map[*calls.Func]bool     // memo of reachesSite
}

// candidate is a site that a root reaches because of an error.
type candidate struct {
	site
	root  root
	cause cause
	chain []string // the calls from the root to the function with the site
}

// isBetter: a candidate in the default tier wins over a strict one, then the
// shorter chain.
func (c *check) isBetter(a, b *candidate) bool {
	if b == nil {
		return true
	}
	if ta, tb := c.tier(a), c.tier(b); ta != tb {
		return ta < tb
	}
	return len(a.chain) < len(b.chain)
}

func (c *check) reportSite(cand *candidate) {
	c.Report(report.Finding{
		Pos: cand.expr.Pos(), End: cand.expr.End(), Sub: cand.sub(), Tier: c.tier(cand),
		Message: cand.cause.text + " " + cand.root.when + " ends the whole process" + c.skipped(cand.site) + ", with all other work in it; " + cand.root.wayOut,
		Chain:   cand.path(),
		Related: cand.related(),
	})
}

func (cand *candidate) sub() string {
	if cand.panics {
		return "panic"
	}
	return "exit"
}

// path is the chain of calls from the root to what ends the process, when that
// is not in the root itself.
func (cand *candidate) path() []string {
	path := append(append([]string{}, cand.chain...), cand.via...)
	if len(path) < 2 {
		return nil
	}
	return path
}

func (cand *candidate) related() []report.Related {
	var out []report.Related
	if cand.root.loop != nil {
		out = append(out, report.Related{Pos: cand.root.loop.Pos(), End: cand.root.loop.Body.Lbrace, Message: "the loop"})
	} else {
		out = append(out, report.Related{Pos: cand.root.body.Pos(), End: cand.root.body.Type.End(), Message: "this runs again and again"})
	}
	if cand.cause.call != nil {
		out = append(out, report.Related{Pos: cand.cause.call.Pos(), End: cand.cause.call.End(), Message: "this call failed"})
	}
	return out
}
