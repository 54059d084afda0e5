package overlap

import (
	"go/ast"
	"go/constant"
	"slices"
	"strings"
	"time"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
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
	if c.isRare(a) || c.endsInTime(a) {
		f.Tier = report.Strict
	}
	c.Report(f)
}

// isRare reports whether a constant schedule leaves half a day or more between two
// runs.
func (c *check) isRare(a *services.Activation) bool {
	for _, arg := range a.Call.Expr.Args {
		value := c.Info.Types[arg].Value
		if value == nil || value.Kind() != constant.String {
			continue
		}
		switch spec := constant.StringVal(value); {
		case spec == "@daily", spec == "@midnight", spec == "@weekly", spec == "@monthly", spec == "@yearly", spec == "@annually":
			return true
		case strings.HasPrefix(spec, everyPrefix):
			return everyOf(spec) >= 12*time.Hour
		default:
			return isDaily(strings.Fields(spec))
		}
	}
	return false
}

const everyPrefix = "@every "

// everyOf is the time between two runs of an @every schedule, 0 if it has none.
func everyOf(spec string) time.Duration {
	every, err := time.ParseDuration(strings.TrimPrefix(spec, everyPrefix))
	if err != nil {
		return 0
	}
	return every
}

// endsInTime: the run gives itself less time than lies between two of them.
func (c *check) endsInTime(a *services.Activation) bool {
	if a.Body == nil {
		return false
	}
	for _, call := range a.Body.Calls {
		if call.Fn == nil || call.Fn.FullName() != "context.WithTimeout" || len(call.Expr.Args) != 2 {
			continue
		}
		if timeout, ok := syntax.ConstInt(c.Info, call.Expr.Args[1]); ok {
			return slices.ContainsFunc(a.Call.Expr.Args, func(arg ast.Expr) bool {
				value := c.Info.Types[arg].Value
				return value != nil && value.Kind() == constant.String && everyOf(constant.StringVal(value)) > time.Duration(timeout)
			})
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
