package services

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// IsTestSupport reports whether the package is there for tests by the name that
// such packages are given, or a folder of the module above it: hosttest, servicetest,
// testutil, mocks, testfixtures/storage. Its goroutines end with a test, and a failed
// test is what they are for.
func (s *Services) IsTestSupport() bool {
	name := s.Pkg.Name()
	if name == "main" || name == "latest" {
		return false
	}
	for _, word := range []string{"test", "tests", "testing", "mock", "mocks", "fake", "fakes", "fixture", "fixtures"} {
		if strings.HasSuffix(name, word) {
			return true
		}
	}
	return strings.HasPrefix(name, "test") || slices.ContainsFunc(s.folders(), isTestFolder)
}

// folders lists the folders of the module that lead to the package.
func (s *Services) folders() []string {
	inside, ok := strings.CutPrefix(s.Pkg.Path(), s.Sum.Module()+"/")
	if !ok || s.Sum.Module() == "" {
		return nil // the names above a module are those of its owners
	}
	return strings.Split(inside, "/")
}

func isTestFolder(name string) bool {
	switch name {
	case "testing", "testutil", "testutils", "testhelper", "testhelpers", "testsupport",
		"fixture", "fixtures", "testfixture", "testfixtures", "mock", "mocks", "fake", "fakes":
		return true
	}
	return false
}

// EndsWithProcess reports whether a body is that of main or init, of a command of a
// command line, or of a function that only these call, once: when it returns the
// process ends or has just begun. Nothing calls a main of another package, such as
// that of an example.
func (s *Services) EndsWithProcess(f *calls.Func) bool { return s.endsWithProcess(f, 3) }

func (s *Services) endsWithProcess(f *calls.Func, depth int) bool {
	switch {
	case isCommand(f):
		return true
	case depth == 0:
		return false
	case f.Obj == nil: // a literal in main may be anything, such as a handler
	case f.Decl.Recv == nil && (f.Obj.Name() == "init" || f.Obj.Name() == "main"):
		return true
	case s.Pkg.Name() != "main" && f.Obj.Exported():
		return false
	}
	uses := s.UsesInCode(f)
	for _, u := range uses {
		if u.Arg != calls.Callee || u.Call.Mode != calls.Plain || u.Call.Loop != nil || !s.endsWithProcess(u.Call.Func, depth-1) {
			return false
		}
	}
	return len(uses) > 0
}

// isCommand goes by what libraries for command lines give to a command: RunE of cobra,
// Action of cli, Execute of go-flags. The names only keep a check silent.
func isCommand(f *calls.Func) bool {
	if f.Sig == nil || f.Sig.Params().Len() == 0 {
		return false
	}
	first := f.Sig.Params().At(0).Type()
	if name := syntax.NamedOf(first); name != nil && name.Pkg() != nil {
		return (name.Name() == "Command" || name.Name() == "Context") && (name.Pkg().Name() == "cobra" || name.Pkg().Name() == "cli")
	}
	args, ok := first.(*types.Slice)
	return ok && f.Obj != nil && f.Obj.Name() == "Execute" && types.Identical(args.Elem(), types.Typ[types.String])
}

// UsesInCode returns the uses of f outside of tests, which call whatever they
// like.
func (s *Services) UsesInCode(f *calls.Func) []calls.Use {
	var out []calls.Use
	for _, u := range s.Graph.Uses(f) {
		if !s.IsTest(u.Call.Expr.Pos()) {
			out = append(out, u)
		}
	}
	return out
}

// IsAwaited reports whether whoever starts an activation waits for it before it
// goes on, or hands its caller the means to do so.
func (s *Services) IsAwaited(a *Activation) bool {
	if a.Joined || s.isHandedBack(a) {
		return true
	}
	_, awaited := s.endedByCaller(a)
	return awaited
}

// IsLongRunning reports whether what an activation runs goes on until something
// tells it to stop.
func (s *Services) IsLongRunning(a *Activation) bool { return s.isLongRunning(a) }

// WaitsAfter reports whether a body waits for something after pos: a message, other
// goroutines, the stop signal, or the end of a loop that goes on.
func (s *Services) WaitsAfter(f *calls.Func, pos token.Pos) bool {
	for _, op := range f.Ops {
		if op.Node.Pos() > pos && (op.Kind == calls.Receive || op.Kind == calls.Range) {
			return true
		}
	}
	for _, sel := range f.Selects {
		if sel.Pos() > pos && syntax.HasDefault(sel) == nil {
			return true
		}
	}
	for _, l := range f.Loops {
		if l.Kind != calls.Finite && l.Stmt.End() > pos {
			return true
		}
	}
	for _, c := range f.Calls {
		if c.Expr.Pos() > pos && c.Mode != calls.Go && s.MayOf(c.Expr).Has(knowledge.Joins|knowledge.Serves|summary.Loops|summary.Awaits) {
			return true
		}
	}
	return false
}

// AsksAfter reports whether a body talks to something outside the process after pos.
func (s *Services) AsksAfter(f *calls.Func, pos token.Pos) bool {
	for _, c := range f.Calls {
		if c.Expr.Pos() > pos && c.Mode == calls.Plain && s.MayOf(c.Expr).Has(knowledge.Asks|knowledge.Receives|knowledge.Pauses) {
			return true
		}
	}
	return false
}

// EndsWith reports whether a step of a context ends when the body that made it
// returns: ctx, cancel := context.WithTimeout(...); defer cancel().
func (s *Services) EndsWith(step Step) bool {
	return step.Var != nil && s.isCancelledHere(step.Func, step.Var)
}

// IsStarter reports whether a function says by its name that it begins something
// that goes on: Start, Run, New, Open and their like.
func IsStarter(name string) bool {
	for _, verb := range []string{"Start", "New", "Open", "Launch", "Connect", "Init", "Dial", "Begin", "Setup", "Boot"} {
		if hasPrefixFold(name, verb) {
			return true
		}
	}
	return false
}

// IsConstructor reports whether a function says by its name that it makes something.
func IsConstructor(name string) bool {
	return hasPrefixFold(name, "New") || hasPrefixFold(name, "Open") || hasPrefixFold(name, "Make") || hasPrefixFold(name, "Create")
}

// IsHook reports whether a row is about code that is run once as a service starts or
// stops, and has to return then.
func IsHook(row *knowledge.Run) bool {
	return row.Each == knowledge.PerCall && row.Life >= knowledge.Service
}
