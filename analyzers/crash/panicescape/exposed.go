package panicescape

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// isExposed reports whether a cuts up by hand what comes from outside, for each
// connection, message or turn of a service. That is the code that panics on what
// nobody thought of, and why net/http recovers its handlers. Whether the length
// was looked at elsewhere is not known, so this is for reviews.
func (c *check) isExposed(a *services.Activation, may summary.Effects) bool {
	if a.Joined && !startedPerTurn(a) || !may.Has(summary.Parses) || !may.Has(knowledge.Asks|knowledge.Receives) {
		return false
	}
	each := c.EachOf(a)
	return each == knowledge.Connection || each == knowledge.Request || a.IsLong() && a.Loop != nil
}

func (c *check) reportExposed(a *services.Activation, may summary.Effects) {
	c.seen[a.Pos] = true
	chain := summary.Local(may.Chain(summary.Parses), c.Pkg.Name())
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a), Sub: "exposed", Tier: report.Strict,
		Message: c.subject(a) + " cuts up input whose length it does not look at (" + chain[len(chain)-1] + ") and nothing recovers it, so a short one ends the whole process; look at the length first, and defer a recover in what runs per turn or message",
		Chain:   c.path(chain),
		Related: c.related(a),
	})
}
