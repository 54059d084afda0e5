package overlap

import (
	"go/constant"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// scheduled looks at a job of a scheduler that starts the next run while the one
// before still goes on, as most do unless they are told otherwise.
func (c *check) scheduled(a *services.Activation) {
	if a.Each != knowledge.Iteration || !c.MayOverlap(a) || len(a.Row.SerialBy) == 0 || !c.mayLast(a) || c.isAlone(a) {
		return
	}
	c.seen[a.Pos] = true
	f := report.Finding{
		Pos: a.Call.Expr.Pos(), End: a.Call.Expr.Fun.End(), Sub: "schedule",
		Message: a.Via + " starts " + c.work(a) + " again while the run before may still go on: a slow one runs beside the next, and runs pile up; use " + a.Row.SerialBy[0] + ", or let the job return when it does not get a lock",
	}
	if c.isRare(a) {
		f.Tier = report.Strict
	}
	c.Report(f)
}

// isRare reports whether a constant schedule leaves a day or more between two runs.
func (c *check) isRare(a *services.Activation) bool {
	for _, arg := range a.Call.Expr.Args {
		value := c.Info.Types[arg].Value
		if value == nil || value.Kind() != constant.String {
			continue
		}
		switch spec := constant.StringVal(value); {
		case spec == "@daily", spec == "@midnight", spec == "@weekly", spec == "@monthly", spec == "@yearly", spec == "@annually":
			return true
		default:
			return isDaily(strings.Fields(spec))
		}
	}
	return false
}

// isDaily: minute and hour are plain numbers, as are the seconds in front of them.
func isDaily(fields []string) bool {
	if len(fields) < 5 {
		return false
	}
	for _, field := range fields[:len(fields)-3] {
		if strings.Trim(field, "0123456789") != "" {
			return false
		}
	}
	return true
}
