package services

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// stopPath holds the functions that run in order to stop something.
type stopPath struct {
	once sync.Once
	of   map[*calls.Func]bool
}

// IsStopping reports whether f runs only in order to stop something: it is called
// Stop, Close, Shutdown and the like, or only such functions call it.
func (s *Services) IsStopping(f *calls.Func) bool {
	s.stops.once.Do(func() {
		s.stops.of = make(map[*calls.Func]bool)
		for _, f := range s.Graph.Funcs {
			if f.Obj != nil && isStopPathName(f.Obj.Name()) {
				s.stops.of[f] = true
			}
		}
		for changed := true; changed; {
			changed = false
			for _, f := range s.Graph.Funcs {
				if !s.stops.of[f] && s.isOnlyStopping(f) {
					s.stops.of[f], changed = true, true
				}
			}
		}
	})
	return s.stops.of[f]
}

// isOnlyStopping: everything that runs f, which nothing outside can, is on the
// stop path.
func (s *Services) isOnlyStopping(f *calls.Func) bool {
	if f.Obj != nil && f.Obj.Exported() {
		return false
	}
	uses := s.Graph.Uses(f)
	if f.Lit != nil && len(uses) == 0 {
		return s.stops.of[f.Parent]
	}
	stopping := 0
	for _, u := range uses {
		switch {
		case s.IsTest(u.Call.Expr.Pos()):
		case s.stops.of[u.Call.Func]:
			stopping++
		default:
			return false
		}
	}
	return stopping > 0
}

var stopPrefixes = []string{
	"Stop", "Close", "Shutdown", "Terminate", "OnStop", "OnClose", "OnShutdown", "Quit", "Kill", "Halt", "Cancel", "Exit",
	"Finish", "Destroy", "Dispose", "Teardown", "Release", "Unsubscribe", "Disconnect", "GracefulStop", "GracefulShutdown",
	"ForceStop", "DoStop", "DoClose", "Abort", "Cleanup", "End", "Leave", "Drain",
}

// EndsByName reports whether a function says by its name that it ends a thing.
func EndsByName(name string) bool { return isStopPathName(name) }

// isStopPathName goes by the verbs that Go programs use for what ends a thing.
func isStopPathName(name string) bool {
	for _, verb := range stopPrefixes {
		if hasPrefixFold(name, verb) {
			return true
		}
	}
	return false
}

// IsStopChan reports whether a channel (as Channels.Of returns it) tells
// somebody to stop: the stop path closes it or sends an empty value on it; or a
// loop is left on it that somebody else closes it for; or it is a parameter that
// says so.
func (s *Services) IsStopChan(v *types.Var) bool {
	if v == nil {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	empty := isEmptyStruct(ch.Elem())
	if !empty && !isBool(ch.Elem()) && !s.isNeverRead(v) {
		return false // it carries data, whoever closes it
	}
	var closers []*calls.Func
	told, sentOn := false, false
	for _, u := range s.Channels().Uses(v) {
		switch {
		case u.Kind == calls.Close && s.IsStopping(u.Func):
			return true
		case u.Kind == calls.Send && s.IsStopping(u.Func):
			told = true
		case u.Kind == calls.Send:
			sentOn = true // a semaphore, or a channel that wakes somebody up
		case u.Kind == calls.Close:
			closers = append(closers, u.Func.Outer())
		}
	}
	if told && !sentOn && (empty || isBool(ch.Elem())) {
		return true
	}
	if len(closers) == 0 {
		return empty && ch.Dir() == types.RecvOnly && s.Channels().IsForeign(v) && saysStopChan(v.Name())
	}
	return empty && s.isLeftOn(v, closers)
}

// isNeverRead: all that is received is that there is something.
func (s *Services) isNeverRead(v *types.Var) bool {
	received := false
	for _, u := range s.Channels().Uses(v) {
		if u.Kind != calls.Receive && u.Kind != calls.Range {
			continue
		}
		if u.Clause == nil {
			return false
		}
		if _, ok := u.Clause.Comm.(*ast.ExprStmt); !ok {
			return false
		}
		received = true
	}
	return received
}

// isLeftOn: a loop is left when v is closed, which none of closers holds.
func (s *Services) isLeftOn(v *types.Var, closers []*calls.Func) bool {
	for _, u := range s.Channels().Uses(v) {
		if u.Kind != calls.Receive || u.Clause == nil || u.Loop == nil || len(u.Clause.Body) == 0 {
			continue
		}
		if s.leaves(u.Loop, u.Clause.Body[len(u.Clause.Body)-1]) && closers[0] != u.Func.Outer() {
			return true
		}
	}
	return false
}

func isEmptyStruct(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

func saysStopChan(name string) bool {
	if saysStop(name) {
		return true
	}
	for _, word := range []string{"done", "exit", "kill", "cancel", "close", "dying", "terminate"} {
		if containsFold(name, word) {
			return true
		}
	}
	return false
}

// Signal is a stop signal that code at some place can listen to.
type Signal struct {
	Ctx  string // the context, as it is written there; "" for a channel
	Chan string // what is received from: "ctx.Done()", "s.quit"
	Var  *types.Var
}

// SignalAt finds the stop signal in reach of a place in f, nil if there is none:
// a context in scope that may end, else a stop channel in scope, else a context
// or stop channel in a field of the receiver.
func (s *Services) SignalAt(f *calls.Func, pos token.Pos) *Signal {
	var channel *Signal
	for scope := s.Pkg.Scope().Innermost(pos); scope != nil && scope != s.Pkg.Scope(); scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || name == "_" || v.Pos() > pos {
				continue
			}
			if _, seen := s.Pkg.Scope().Innermost(pos).LookupParent(name, pos); seen != v {
				continue // shadowed
			}
			switch {
			case syntax.IsContext(v.Type()) && s.mayEnd(v):
				return &Signal{Ctx: name, Chan: name + ".Done()", Var: v}
			case syntax.IsNamed(v.Type(), "net/http", "Request"):
				return &Signal{Ctx: name + ".Context()", Chan: name + ".Context().Done()", Var: v}
			case channel == nil && syntax.IsChan(v.Type()) && s.IsStopChan(s.Channels().Root(v)):
				channel = &Signal{Chan: name, Var: v}
			}
		}
	}
	if channel == nil {
		channel = s.signalOfReceiver(f.Outer())
	}
	return channel
}

func (s *Services) mayEnd(v *types.Var) bool { return s.Contexts().Ends(v) != 0 }

// signalOfReceiver looks at the fields of a method's receiver.
func (s *Services) signalOfReceiver(f *calls.Func) *Signal {
	if f.Sig == nil || f.Sig.Recv() == nil || f.Sig.Recv().Name() == "" || f.Sig.Recv().Name() == "_" {
		return nil
	}
	name := syntax.NamedOf(f.Sig.Recv().Type())
	if name == nil {
		return nil
	}
	st, ok := name.Type().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var channel *Signal
	for i := range st.NumFields() {
		field := st.Field(i)
		expr := f.Sig.Recv().Name() + "." + field.Name()
		switch {
		case syntax.IsContext(field.Type()) && s.mayEnd(field):
			return &Signal{Ctx: expr, Chan: expr + ".Done()", Var: field}
		case channel == nil && syntax.IsChan(field.Type()) && s.IsStopChan(s.Channels().Root(field)):
			channel = &Signal{Chan: expr, Var: field}
		}
	}
	return channel
}

// IsCleanUp reports whether n, a node of f, is part of stopping: f is on the stop
// path or deferred; the stop signal was received before, in front of n or in the
// case or condition that leads to it; or the loop around n is left there.
func (s *Services) IsCleanUp(f *calls.Func, n ast.Node) bool {
	for g := f; g != nil; g = g.Parent {
		if s.IsStopping(g) || s.isDeferred(g) {
			return true
		}
	}
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && op.Loop == nil && op.Node.End() <= n.Pos() && s.isStopReceive(op.Chan) {
			return true
		}
	}
	return s.WhyAt(f, LoopAt(f, n.Pos()), n).Reason == OnStop
}

// isStopReceive: ctx.Done(), or a channel that tells to stop.
func (s *Services) isStopReceive(ch ast.Expr) bool {
	if _, ok := ast.Unparen(ch).(*ast.CallExpr); ok {
		return s.Sum.IsDone(ch)
	}
	return s.IsStopChan(s.Channels().Of(ch))
}

// isDeferred: all that runs f is a defer statement.
func (s *Services) isDeferred(f *calls.Func) bool {
	uses := s.Graph.Uses(f)
	for _, u := range uses {
		if u.Call.Mode != calls.Defer || u.Arg != calls.Callee {
			return false
		}
	}
	return len(uses) > 0
}

// LeavesOnStop reports whether a loop looks at a stop signal in each turn, and is
// left when there is one.
func (s *Services) LeavesOnStop(l *calls.Loop) bool {
	if f, ok := l.Stmt.(*ast.ForStmt); ok && f.Cond != nil {
		if _, reason := s.Test(f.Cond, false); reason == OnStop {
			return true
		}
	}
	for _, e := range s.Exits(l) {
		if e.Reason == OnStop || e.Reason == OnError && e.Call != nil && s.isStopCause(e.Call) {
			return true // also if err := ctx.Err(); err != nil { return err }
		}
	}
	return false
}
