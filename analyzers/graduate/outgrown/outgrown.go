package outgrown

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: memory and one process are enough for work that may be lost or done
// twice. Three signs say that they are not any more: jobs that wait in a channel
// and have effects outside, which a restart loses; a calendar that is computed by
// hand; a periodic job that sends something to people or other systems and takes
// no lock, so that a second replica sends it again. Whether the loss matters, only
// people know: all of it is for strict runs.
var Analyzer = &analysis.Analyzer{
	Name:       "outgrown",
	Doc:        report.Doc(doc, "outgrown"),
	URL:        report.URL("graduate", "outgrown"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[services.Analyzer].(*services.Services)
	c := &check{Bounds: bounds.New(s), Reporter: report.New(pass, "graduate")}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	c.queues()
	c.calendars()
	c.periodic()
	return c.Result(), nil
}

type check struct {
	*bounds.Bounds
	*report.Reporter
}

// durable is where work goes that has outgrown memory.
const durable = "a durable engine such as River (runtime/riverhost), Asynq or Temporal"
