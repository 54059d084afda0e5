package unboundedgo

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
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

// mayFailElsewhere reports whether a body calls something of another package that
// may fail: what that does behind its interfaces is not known, but it is hardly over
// at once.
func (c *check) mayFailElsewhere(f *calls.Func, depth int) bool {
	for _, call := range f.Calls {
		if call.Mode != calls.Plain {
			continue
		}
		if fn := call.Fn; fn != nil && fn.Pkg() != nil && fn.Pkg() != c.Pkg && !syntax.IsStandardPath(fn.Pkg().Path()) {
			results := fn.Signature().Results()
			if results.Len() > 0 && syntax.IsError(results.At(results.Len()-1).Type()) {
				return true
			}
		}
		for _, body := range c.RunBy(call) {
			if depth > 0 && c.mayFailElsewhere(body, depth-1) {
				return true
			}
		}
	}
	return false
}
