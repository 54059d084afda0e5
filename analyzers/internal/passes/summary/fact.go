package summary

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// Fact is the summary of a function that other packages can name. It holds no
// positions and no maps, and its slices are sorted, so that its bytes are the
// same in every run.
type Fact struct {
	Summary
}

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String writes the fact as fixtures assert it: "pauses via time.Sleep;
// arg 0: runs async".
func (f *Fact) String() string {
	var parts []string
	for _, e := range f.May {
		text := EffectName(e.Effect)
		if len(e.Via) > 0 {
			text += " via " + strings.Join(e.Via, " -> ")
		}
		parts = append(parts, text)
	}
	if f.Always != 0 {
		parts = append(parts, "always "+effectNames(f.Always))
	}
	if f.NoReturn {
		parts = append(parts, "never returns")
	}
	if f.Contains != Propagates {
		parts = append(parts, "contains panics: "+f.Contains.String())
	}
	if f.Handler != Propagates {
		parts = append(parts, "deferred: "+f.Handler.String())
	}
	if f.Returned != Propagates {
		parts = append(parts, "returns a function that, deferred: "+f.Returned.String())
	}
	if f.Deprecated {
		parts = append(parts, "deprecated")
	}
	for i := range 8 {
		if f.Gives&(1<<i) != 0 {
			parts = append(parts, fmt.Sprintf("gives result %d", i))
		}
	}
	for _, a := range f.Args {
		parts = append(parts, fmt.Sprintf("arg %d: %s", a.Index, a.Use))
	}
	return strings.Join(parts, "; ")
}

func (r Recovery) String() string {
	return [...]string{"propagates", "recovered", "repanics"}[r]
}

var useNames = []string{"runs", "async", "repeats", "guarded", "keeps", "closes", "checks", "wraps", "detached"}

func (u Use) String() string {
	var names []string
	for i, name := range useNames {
		if u&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

var names = []struct {
	effect knowledge.Effect
	name   string
}{
	{knowledge.Pauses, "pauses"}, {knowledge.Receives, "receives"}, {knowledge.Asks, "asks"},
	{knowledge.Joins, "joins"}, {knowledge.Locks, "locks"}, {knowledge.Serves, "serves"},
	{knowledge.Exits, "exits"}, {knowledge.Ends, "ends"}, {knowledge.Panics, "panics"},
	{knowledge.Computes, "computes"}, {knowledge.Limits, "limits"}, {knowledge.Reports, "reports"},
	{knowledge.GivesUp, "gives up"}, {knowledge.Signals, "signals"}, {knowledge.Closes, "closes"},
	{knowledge.Detaches, "detaches"}, {knowledge.Heavy, "heavy"}, {Starts, "starts"}, {Loops, "loops"}, {Awaits, "awaits"},
	{Foreign, "foreign"}, {Parses, "parses"}, {Unknown, "unknown"}, {Drops, "drops"}, {Grinds, "grinds"},
}

// EffectName names a single effect.
func EffectName(e knowledge.Effect) string {
	for _, n := range names {
		if n.effect == e {
			return n.name
		}
	}
	return "?"
}

func effectNames(mask knowledge.Effect) string {
	var out []string
	for _, n := range names {
		if mask&n.effect != 0 {
			out = append(out, n.name)
		}
	}
	return strings.Join(out, " ")
}

// exported effects: locks, reports, stop signals that are asked for and
// unresolved calls deep inside another package say nothing to its callers and
// would only make facts larger.
const exportedEffects = ^(knowledge.Locks | knowledge.Reports | knowledge.Signals | Unknown)

// export writes the summaries of what other packages can name. Tests are
// exported functions by the thousand, and nobody calls them.
func (s *Summaries) export(write func(*types.Func, *Fact)) {
	for _, f := range s.Graph.Funcs {
		if f.Obj == nil || !isReachable(f.Obj) || s.isTest(f.Pos()) {
			continue
		}
		sum := s.own[f.Index].exported()
		sum.Deprecated = isDeprecated(f)
		if !sum.IsZero() {
			write(f.Obj, &Fact{sum})
		}
	}
}

// Bounds of what facts carry, most of which is chains. Callers name where an
// effect begins and what has it in the end; and how a package far below loops
// or cleans up inside is its own business.
const (
	maxFar   = 4 // names in the chain of a fact
	maxInner = 3 // names up to which inner effects are told
)

const innerEffects = Loops | Awaits | Grinds | knowledge.Closes | knowledge.Detaches | Drops

func (s *Summary) exported() Summary {
	out := *s
	out.May = nil
	for _, e := range s.May {
		inner := e.Effect&innerEffects != 0 && e.Effect&s.Always == 0
		if e.Effect&exportedEffects == 0 || inner && (len(e.Via) > maxInner || isLost(e.Via)) {
			continue
		}
		out.May = append(out.May, May{e.Effect, condense(e.Via)})
	}
	return out
}

// condense shortens a chain to its beginning and its end.
func condense(chain []string) []string {
	if len(chain) <= maxFar {
		return chain
	}
	out := append([]string(nil), chain[:maxFar-2]...)
	return append(out, cut, chain[len(chain)-1])
}

// isReachable reports whether another package can call fn: an exported
// function, or an exported method. Methods of unexported types are reached
// through interfaces and embedding only; their effects are joined here.
func isReachable(fn *types.Func) bool {
	return fn.Exported()
}

func (s *Summaries) importFact(fn *types.Func) *Summary {
	var fact Fact
	if fn.Pkg() == nil || fn.Pkg() == s.pkg || s.fact == nil || !s.fact(fn, &fact) {
		return &none
	}
	sum := fact.Summary
	if !s.isOurs(fn.Pkg()) {
		sum.May = sum.May.without(evidence)
	}
	return &sum
}

// isOurs reports whether a package belongs to the module of this one. Panics and
// callbacks inside another module are that module's business.
func (s *Summaries) isOurs(pkg *types.Package) bool {
	return s.module == "" || s.InModule(pkg)
}

// InModule reports whether a package is known to belong to the module of this one.
func (s *Summaries) InModule(pkg *types.Package) bool {
	return s.module != "" && (pkg.Path() == s.module || strings.HasPrefix(pkg.Path(), s.module+"/"))
}

// Module is the path of the module of this package, or empty.
func (s *Summaries) Module() string { return s.module }

func (es Effects) without(mask knowledge.Effect) Effects {
	var out Effects
	for _, e := range es {
		if e.Effect&mask == 0 {
			out = append(out, e)
		}
	}
	return out
}
