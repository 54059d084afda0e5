package panicescape

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// A project that has a way to start goroutines that recovers them wants to survive
// a panic: where it starts work in another way, that was most likely forgotten.

// saferStart returns the function that would have recovered what a runs: the
// neighbour of the one that starts it, or, for a go statement, what this package
// starts other goroutines with.
func (c *check) saferStart(a *services.Activation) *types.Func {
	switch {
	case a.Call == nil || a.Lifetime == knowledge.PerCall:
		return nil
	case a.How == services.GoStmt && a.IsLong():
		return c.Sum.SafeStart()
	case a.How == services.Spawner:
		return c.Sum.Safer(a.Call.Fn)
	}
	return nil
}

func (c *check) reportSafer(a *services.Activation, safer *types.Func) {
	c.seen[a.Pos] = true
	name, how := syntax.NameOf(safer, c.Pkg), "a plain go statement does not recover it, as "
	if a.How == services.Spawner {
		how = a.Via + " does not recover it, as "
	}
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a),
		Message: "a panic in " + c.subject(a) + " ends the whole process: " + how + name + " does for others; start it with that, or defer a recover in what runs per turn",
		Related: c.related(a),
	})
}
