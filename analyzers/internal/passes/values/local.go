package values

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
)

// StaysLocal reports whether what a call returns ends with the body: it is put into
// a variable of the body, goes nowhere else, and starts nothing that goes on.
func (v *Values) StaysLocal(f *calls.Func, call *ast.CallExpr) bool {
	if v.MayOf(call).Has(goesOn) {
		return false
	}
	o := &Opened{Func: f, Call: call}
	v.assign(f, map[*ast.CallExpr]*Opened{call: o})
	if o.Var == nil || o.Held {
		return false
	}
	for _, e := range v.Events(o) {
		switch {
		case e.Fate == Given, e.Go != nil, e.Lit != nil && e.Defr == nil:
			return false
		case e.Use.Call != nil && v.MayOf(e.Use.Call).Has(goesOn):
			return false // its Start or Run
		}
	}
	return true
}

// goesOn: what is meant to go on for as long as its context does.
const goesOn = summary.Starts | summary.Loops | knowledge.Serves
