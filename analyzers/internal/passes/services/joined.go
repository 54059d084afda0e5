package services

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// maxReach bounds how many calls deep a stop path, or a goroutine, is followed. What
// waits further down is known by the summaries of what is called.
const maxReach = 4

// RunFrom lists the bodies of the package that some functions run before they
// return, with themselves.
func (s *Services) RunFrom(from ...*calls.Func) []*calls.Func {
	out := slices.Clone(from)
	seen := make(map[*calls.Func]bool)
	for _, f := range from {
		seen[f] = true
	}
	for depth, i := 0, 0; i < len(out) && depth < maxReach; depth++ {
		for end := len(out); i < end; i++ {
			for _, call := range out[i].Calls {
				if call.Mode == calls.Go {
					continue
				}
				for _, body := range s.RunBy(call) {
					if !seen[body] {
						seen[body] = true
						out = append(out, body)
					}
				}
			}
		}
	}
	return out
}

// IsJoinedLater reports whether somebody waits for the end of a goroutine: its starter,
// or whoever waits for the group that it counts down, or on the stop path for the
// channel on which it announces its end.
func (s *Services) IsJoinedLater(a *Activation) bool {
	switch {
	case a.Joined:
		return true
	case a.How == Spawner:
		return s.isSpawnerAwaited(a)
	case a.Body == nil:
		return false
	}
	for _, f := range s.RunFrom(a.Body) {
		for _, op := range f.Ops {
			if (op.Kind == calls.Close || op.Kind == calls.Send) && s.isReceivedByStop(s.Channels().Of(op.Chan)) {
				return true
			}
		}
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if ok && call.Fn != nil && call.Fn.Name() == "Done" && call.Fn.Signature().Results().Len() == 0 {
				return s.isGroupAwaited(syntax.VarOf(s.Info, sel.X))
			}
		}
	}
	return false
}

// isSpawnerAwaited: wg.Go(f) and somewhere wg.Wait().
func (s *Services) isSpawnerAwaited(a *Activation) bool {
	sel, ok := ast.Unparen(a.Call.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := syntax.VarOf(s.Info, sel.X)
	return v != nil && s.isWaitedFor(v)
}

// isReceivedByStop: the stop path receives from the channel, or somebody elsewhere may.
func (s *Services) isReceivedByStop(v *types.Var) bool {
	if v == nil || s.Channels().IsForeign(v) {
		return true
	}
	for _, u := range s.Channels().Uses(v) {
		if (u.Kind == calls.Receive || u.Kind == calls.Range) && s.IsStopping(u.Func) {
			return true
		}
	}
	return false
}

func (s *Services) isGroupAwaited(group *types.Var) bool {
	if group == nil || !group.IsField() {
		return true // a local group, or one that is handed in
	}
	return s.isWaitedFor(group)
}

func (s *Services) isWaitedFor(group *types.Var) bool {
	for _, f := range s.Graph.Funcs {
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if ok && sel.Sel.Name == "Wait" && syntax.VarOf(s.Info, sel.X) == group && !s.IsTest(f.Pos()) {
				return true
			}
		}
	}
	return false
}
