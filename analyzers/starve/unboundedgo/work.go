package unboundedgo

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// lasting is what makes a goroutine stay for a while. What only takes a lock, or
// waits to be told to stop, is gone at once or belongs to its starter.
const lasting = knowledge.Asks | knowledge.Receives | knowledge.Pauses | knowledge.Computes | summary.Unknown | summary.Foreign

// isBusy reports whether an activation does something that takes time.
func (c *check) isBusy(a *services.Activation) bool {
	if a.Body != nil {
		return c.Sum.Of(a.Body).May.Has(lasting)
	}
	if a.Fn == nil || syntax.IsInterfaceMethod(a.Fn) {
		return true // whatever it is
	}
	if row, ok := c.Table.Call(a.Fn); ok {
		return row.Does&lasting != 0
	}
	may := c.Sum.OfFunc(a.Fn).May
	return may.Has(lasting) && !may.Has(knowledge.Serves|summary.Loops)
}
