package services

import (
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// place says as part of what a function runs: the shortest and the longest
// lifetime among the places that call or start it.
type place struct {
	short, long knowledge.Lifetime
	lives       uint16 // one bit for each lifetime
	why         string // of long
	weak        bool   // guessed from the function's name: nothing here calls it
	stops       bool   // part of stopping: Stop, Close, Shutdown
	leaving     bool   // called as a service loop is left
	busy        bool   // being computed: breaks recursion
}

func (p *place) add(l knowledge.Lifetime, why string) {
	if l == knowledge.Unknown {
		return
	}
	p.lives |= 1 << l
	if p.short == knowledge.Unknown || l < p.short {
		p.short = l
	}
	if l > p.long {
		p.long, p.why = l, why
	}
}

// beyondCall is the shortest lifetime in which the function runs that is more
// than a call of somebody.
func (p *place) beyondCall() knowledge.Lifetime {
	for l := knowledge.Iteration; l <= p.long; l++ {
		if p.lives&(1<<l) != 0 {
			return l
		}
	}
	return knowledge.Unknown
}

// placeOf computes the place of a function: from its role (main, a handler),
// from what starts it, and from who calls it.
func (s *Services) placeOf(f *calls.Func) *place {
	if p := s.places[f]; p != nil {
		return p
	}
	p := &place{busy: true}
	s.places[f] = p
	if life, why := s.role(f); life != knowledge.Unknown {
		p.add(life, why)
	} else {
		s.placeByUses(f, p)
		if p.long == knowledge.Unknown {
			s.placeByShape(f, p)
		}
		s.placeOfStopping(f, p)
	}
	s.capByHolder(f, p)
	p.busy = false
	return p
}

// placeOfStopping: Stop and what it does end with the call, whoever makes it;
// unless it ends one of the things that come and go in every turn.
func (s *Services) placeOfStopping(f *calls.Func, p *place) {
	if f.Obj != nil && IsStopName(f.Obj.Name()) && !isTurn(p.short) {
		*p = place{stops: true, busy: p.busy}
		p.add(knowledge.PerCall, "it is part of stopping")
	}
}

var stoppers = []string{"Stop", "Close", "Shutdown", "Terminate"}

// IsStopName goes by the verbs that Go programs use for the stop path.
func IsStopName(name string) bool {
	for _, verb := range stoppers {
		if hasPrefixFold(name, verb) {
			return true
		}
	}
	return false
}

// role recognises functions whose place is given by what they are.
func (s *Services) role(f *calls.Func) (knowledge.Lifetime, string) {
	if f.Sig == nil {
		return knowledge.Unknown, ""
	}
	if f.Decl != nil && f.Sig.Recv() == nil && (f.Obj.Name() == "main" && f.Obj.Pkg().Name() == "main" || f.Obj.Name() == "init") {
		return knowledge.Process, f.Obj.Name()
	}
	for i := range f.Sig.Params().Len() {
		if life := s.givenScope(f.Sig.Params().At(i).Type()); life != knowledge.Unknown {
			return life, "it is given a " + types.TypeString(f.Sig.Params().At(i).Type(), shortQualifier)
		}
	}
	return knowledge.Unknown, ""
}

// givenScope is scopeOf for parameters: a struct of any package that carries a
// request (an event or context of a web framework) belongs to that request.
func (s *Services) givenScope(t types.Type) knowledge.Lifetime {
	if life := s.scopedRow(t); life != knowledge.Unknown {
		return life
	}
	if s.carriesRequest(t, 0) {
		return knowledge.Request
	}
	return knowledge.Unknown
}

func (s *Services) carriesRequest(t types.Type, depth int) bool {
	name := syntax.NamedOf(t)
	if name == nil || depth > 2 {
		return false
	}
	st, ok := name.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		field := st.Field(i)
		if syntax.IsNamed(field.Type(), "net/http", "ResponseWriter") || field.Embedded() && s.carriesRequest(field.Type(), depth+1) {
			return true
		}
	}
	return false
}

func shortQualifier(p *types.Package) string { return p.Name() }

// scopeOf returns the lifetime of values of a type that belong to one request
// or connection: http.ResponseWriter, net.Conn, gin.Context.
// A struct of this package that holds one counts as well.
func (s *Services) scopeOf(t types.Type) knowledge.Lifetime {
	if life := s.scopedRow(t); life != knowledge.Unknown {
		return life
	}
	return s.holderOf(syntax.NamedOf(t))
}

func (s *Services) scopedRow(t types.Type) knowledge.Lifetime {
	name := syntax.NamedOf(t)
	if name == nil || name.Pkg() == nil {
		return knowledge.Unknown
	}
	if row, ok := s.Table.Scoped(name); ok && (row.Life == knowledge.Request && row.Held == "" || row.Life == knowledge.Connection) && !isHandle(name) {
		return row.Life
	}
	return knowledge.Unknown
}

// isHandle excludes scoped types that a long-lived owner may well hold and
// reopen: files, channels of a broker. What code opens for itself (a transaction, a
// connection of a pool) does not say either whose part it is.
func isHandle(name *types.TypeName) bool {
	switch name.Pkg().Path() {
	case "os", "database/sql", "time", "os/exec":
		return true
	}
	return false
}

func (s *Services) placeByUses(f *calls.Func, p *place) {
	tested := s.IsTest(f.Pos())
	for _, a := range s.started[f] {
		if !tested && s.IsTest(a.Pos) {
			continue // a test calls whatever it likes from wherever it likes
		}
		life := a.Lifetime
		if life == knowledge.Unknown && a.Call != nil {
			life, _ = s.lifetimeOf(a)
		}
		if a.Joined {
			life, _ = s.startedFrom(a) // a part of its starter
		}
		switch {
		case a.Each != knowledge.Unknown:
			life = a.Each
		case a.Row != nil && a.Row.Each != knowledge.Unknown:
			life = a.Row.Each
		case a.How == Kept && !isStartable(a.Call.Fn.Signature()):
			life = knowledge.PerCall // of whoever keeps it
		}
		p.add(life, "it is started in "+a.where())
	}
	for _, u := range s.Graph.Uses(f) {
		if !tested && s.IsTest(u.Call.Expr.Pos()) {
			continue
		}
		if u.Arg == calls.Callee && u.Call.Mode != calls.Go || u.Arg != calls.Callee && len(s.byCall[u.Call]) == 0 {
			s.placeOfCall(u.Call, p)
			p.leaving = p.leaving || u.Call.Loop != nil && s.isLeaving(u.Call.Loop, u.Call.Expr.Pos())
		}
	}
	if f.Lit != nil && p.long == knowledge.Unknown && f.Parent != nil && len(s.started[f]) == 0 {
		outer := s.placeOf(f.Parent)
		p.add(outer.short, outer.why)
		p.add(outer.long, outer.why)
	}
}

// IsTest reports whether a position is in a test file.
func (s *Services) IsTest(pos token.Pos) bool {
	return strings.HasSuffix(s.fset.Position(pos).Filename, "_test.go")
}

func (a *Activation) where() string {
	if a.Call != nil {
		return a.Call.Func.Outer().Name()
	}
	return a.Via
}

// placeOfCall adds the place of one call: that of the function around it, or one
// turn of the service loop that it stands in.
func (s *Services) placeOfCall(c *calls.Call, p *place) {
	if c.Mode == calls.Defer {
		p.add(knowledge.PerCall, "it is deferred clean-up")
		return
	}
	around := s.placeOf(c.Func)
	if around.busy && around.long == knowledge.Unknown {
		return
	}
	if turn := s.turnWithin(around.long, s.turnOf(c.Loop, c.Expr.Pos())); turn != knowledge.Unknown {
		p.add(turn, "it is called for every turn of the loop in "+c.Func.Outer().Name())
		return
	}
	p.add(around.short, around.why)
	p.add(around.long, around.why)
}

// placeByShape is for functions that nothing in this package calls: those that
// launch things are called by main or by an owner that lives as long; other
// exported functions are called by whoever.
func (s *Services) placeByShape(f *calls.Func, p *place) {
	if f.Obj == nil {
		return
	}
	p.weak = true
	if IsLauncher(f.Obj.Name()) {
		p.add(knowledge.Service, "it is started by "+f.Name())
	} else {
		p.add(knowledge.PerCall, "it is part of a call of "+f.Name())
	}
}

var launchers = []string{"Main", "Start", "Run", "Serve", "Listen", "New", "Open", "Init", "Connect", "Launch", "Watch", "Bootstrap", "Begin", "Subscribe", "Dial", "Loop", "Spawn", "Boot", "Setup"}

// IsLauncher goes by the verbs that Go programs use for what begins something
// long-lived. It decides only where nothing stronger is known.
func IsLauncher(name string) bool {
	for _, verb := range launchers {
		if hasPrefixFold(name, verb) {
			return true
		}
	}
	return false
}

func hasPrefixFold(name, verb string) bool {
	if len(name) < len(verb) || !strings.EqualFold(name[:len(verb)], verb) {
		return false
	}
	rest := name[len(verb):]
	return rest == "" || rest[0] < 'a' || rest[0] > 'z'
}
