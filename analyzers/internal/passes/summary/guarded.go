package summary

import "github.com/bgvet/bgvet/analyzers/internal/passes/calls"

// isGuardedEverywhere reports whether a declared function only runs in
// goroutines of spawners that recover: safe.Go(j.Run). Tests do not count.
func (s *Summaries) isGuardedEverywhere(f *calls.Func) bool {
	guarded := false
	for _, u := range s.usesInCode(f) {
		if u.Arg == calls.Callee || s.UseOf(u.Call, u.Arg)&Guarded == 0 {
			return false
		}
		guarded = true
	}
	return guarded
}
