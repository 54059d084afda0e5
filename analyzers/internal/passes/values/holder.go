package values

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Holder says how long the values of a type of this package live, by what they are
// used for: a service, a per-call walker, a message, options. Unknown is silence.
type Holder struct {
	Life knowledge.Lifetime
	Why  string
	Weak bool // by its shape alone: a constructor and a Close
	Part bool // because something long-lived holds one; others may live shorter
}

// IsLong reports whether values of the type live as long as a service.
func (h Holder) IsLong() bool { return h.Life >= knowledge.Service }

// HolderOf returns the lifetime of the values of a type. What runs in them and who
// calls them is the evidence, strongest first: a background service runs in it; it
// is a package variable; it serves requests; something long-lived holds it; only
// main makes it; it has the shape of a service. A type that is made for a request,
// message or turn lives no longer.
func (v *Values) HolderOf(name *types.TypeName) Holder {
	if name == nil || name.Pkg() != v.Pkg {
		return Holder{}
	}
	v.holders.once.Do(v.findHolders)
	return v.holders.of[name]
}

type holderMap map[*types.TypeName]Holder

func (v *Values) findHolders() {
	h := &holderFinder{v: v, of: make(holderMap), made: make(map[*types.TypeName][]*calls.Func)}
	for _, f := range v.Graph.Funcs {
		if f.Parent == nil {
			h.findMade(f)
		}
	}
	h.byActivation()
	h.byGlobals()
	h.byHandlers()
	h.byMain()
	h.byShape()
	h.spread()
	v.holders.of = h.of
}

type holderFinder struct {
	v    *Values
	of   holderMap
	made map[*types.TypeName][]*calls.Func // where values of a type are made
}

func (h *holderFinder) add(name *types.TypeName, life knowledge.Lifetime, why string) {
	if name == nil || name.Pkg() != h.v.Pkg || h.of[name].Life != knowledge.Unknown || h.isBrief(name) {
		return
	}
	h.of[name] = Holder{Life: life, Why: why}
}

// isBrief: made as part of a request, message or turn, and nowhere else.
func (h *holderFinder) isBrief(name *types.TypeName) bool {
	if h.v.IsConnection(name.Type()) {
		return true
	}
	for _, f := range h.made[name] {
		short, long, _ := h.v.PlaceOf(f)
		if long >= knowledge.Service && short >= knowledge.Service || h.v.RoleOf(f) == knowledge.Process {
			return false
		}
		if short == knowledge.Iteration || short == knowledge.Request || short == knowledge.Connection {
			return true
		}
	}
	return false
}

// findMade notes where values are made.
func (h *holderFinder) findMade(f *calls.Func) {
	if h.v.IsTest(f.Pos()) {
		return
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok {
			if name := syntax.NamedOf(h.v.Info.TypeOf(lit)); name != nil && name.Pkg() == h.v.Pkg {
				h.made[name] = append(h.made[name], h.funcAt(f, lit))
			}
		}
		return true
	})
}

// funcAt returns the innermost function around a node.
func (h *holderFinder) funcAt(f *calls.Func, n ast.Node) *calls.Func {
	for _, lit := range f.Lits {
		if syntax.Contains(lit.Lit, n.Pos()) {
			return h.funcAt(lit, n)
		}
	}
	return f
}

// byActivation: a long-running body that is a method of the type, or a literal
// inside one.
func (h *holderFinder) byActivation() {
	for _, a := range h.v.Found {
		if !a.IsLong() || h.v.IsTest(a.Pos) || a.Loop == nil && a.Row == nil {
			continue
		}
		life, why := a.Lifetime, a.Name()+" runs for as long as the service"
		switch {
		case a.Each == knowledge.Request:
			life, why = knowledge.Service, a.Name()+" serves one request after the other"
		case a.Each != knowledge.Unknown:
			why = a.Name() + " is run again and again"
		}
		if a.Body != nil {
			h.add(receiverOf(a.Body.Outer().Sig), life, why)
		} else if a.Fn != nil {
			h.add(receiverOf(a.Fn.Signature()), life, why)
		}
	}
}

func receiverOf(sig *types.Signature) *types.TypeName {
	if sig == nil || sig.Recv() == nil {
		return nil
	}
	return syntax.NamedOf(sig.Recv().Type())
}

func (h *holderFinder) byGlobals() {
	scope := h.v.Pkg.Scope()
	for _, name := range scope.Names() {
		if x, ok := scope.Lookup(name).(*types.Var); ok {
			if t := syntax.NamedOf(x.Type()); t != nil && isStruct(t) {
				h.add(t, knowledge.Process, "the package variable "+name+" holds one")
			}
		}
	}
}

func isStruct(name *types.TypeName) bool {
	_, ok := name.Type().Underlying().(*types.Struct)
	return ok
}

// byHandlers: a type whose methods are given one request after the other.
func (h *holderFinder) byHandlers() {
	for _, f := range h.v.Graph.Funcs {
		if f.Obj == nil || f.Sig == nil || f.Sig.Recv() == nil || h.v.IsTest(f.Pos()) {
			continue
		}
		if h.v.RoleOf(f) == knowledge.Request && h.isHandler(f) {
			h.add(receiverOf(f.Sig), knowledge.Service, f.Name()+" serves one request after the other")
		}
	}
}

// isHandler: registered with a framework, or of a form that is.
func (h *holderFinder) isHandler(f *calls.Func) bool {
	if len(h.v.Of(f)) > 0 || f.Obj.Name() == "ServeHTTP" {
		return true
	}
	for _, u := range h.v.Graph.Uses(f) {
		if u.Arg != calls.Callee {
			return true
		}
	}
	return false
}

// byMain: made by main itself, or by a function that only main calls.
func (h *holderFinder) byMain() {
	for name, funcs := range h.made {
		if !isStruct(name) {
			continue
		}
		for _, f := range funcs {
			if short, long, weak := h.v.PlaceOf(f); short == knowledge.Process && long == knowledge.Process && !weak && hasMethods(name) {
				h.add(name, knowledge.Process, "main makes it")
			}
		}
	}
}

func hasMethods(name *types.TypeName) bool {
	named, ok := types.Unalias(name.Type()).(*types.Named)
	return ok && named.NumMethods() > 0
}

// byShape: New makes it and Close, Stop or Shutdown ends it.
func (h *holderFinder) byShape() {
	for name, funcs := range h.made {
		if h.of[name].Life != knowledge.Unknown || !isStruct(name) || h.isBrief(name) || !hasStop(name) {
			continue
		}
		for _, f := range funcs {
			if f.Obj != nil && f.Sig.Recv() == nil && strings.HasPrefix(f.Obj.Name(), "New") {
				h.of[name] = Holder{Life: knowledge.Service, Why: f.Name() + " makes it and it is closed in the end", Weak: true}
			}
		}
	}
}

func hasStop(name *types.TypeName) bool {
	named, ok := types.Unalias(name.Type()).(*types.Named)
	for i := 0; ok && i < named.NumMethods(); i++ {
		if services.IsStopName(named.Method(i).Name()) {
			return true
		}
	}
	return false
}

// spread: what a long-lived struct holds by value or pointer lives as long.
func (h *holderFinder) spread() {
	for changed := true; changed; {
		changed = false
		for _, owner := range h.sorted() {
			st, ok := owner.Type().Underlying().(*types.Struct)
			for i := 0; ok && i < st.NumFields(); i++ {
				held := syntax.NamedOf(st.Field(i).Type())
				if held == nil || held.Pkg() != h.v.Pkg || h.of[held].Life != knowledge.Unknown || !isStruct(held) || !hasMethods(held) {
					continue
				}
				if h.of[owner].Weak || h.isBrief(held) {
					continue
				}
				h.of[held] = Holder{Life: h.of[owner].Life, Why: owner.Name() + " holds it, and " + h.of[owner].Why, Part: true}
				changed = true
			}
		}
	}
}

// sorted lists the holders in the order of their declaration, so that the reasons
// are the same in every run.
func (h *holderFinder) sorted() []*types.TypeName {
	var out []*types.TypeName
	for _, name := range h.v.Pkg.Scope().Names() {
		if t, ok := h.v.Pkg.Scope().Lookup(name).(*types.TypeName); ok && h.of[t].Life != knowledge.Unknown {
			out = append(out, t)
		}
	}
	return out
}
