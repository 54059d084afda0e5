package stopwait

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: an owner is a type with methods that stop it. What it started is the
// long-lived work that its other methods and its constructors begin; its stop path
// is the stop methods and all of the package that they run. The two are held
// against each other: which cancel functions, channels and servers of the one does
// the other end, and does it wait for anything. This is may-information: one join
// on the stop path, or anywhere else in the package for the same group or channel,
// counts for all that was started. What ends with the context that the owner was
// given is not the stop path's to end.
var Analyzer = &analysis.Analyzer{
	Name:       "stopwait",
	Doc:        report.Doc(doc, "stopwait"),
	URL:        report.URL("cancel", "stopwait"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "cancel"),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	c.isTest = func(f *calls.Func) bool { return strings.HasSuffix(pass.Fset.Position(f.Pos()).Filename, "_test.go") }
	for _, o := range c.owners() {
		if !c.cancels(o) {
			c.empty(o)
		}
		c.joins(o)
		c.servers(o)
		c.signals(o)
		for _, stop := range o.stops {
			c.deadline(o, stop)
		}
	}
	for _, f := range c.Graph.Funcs {
		if !c.isTest(f) {
			c.dropped(f)
			c.shutdown(f)
			c.abandoned(f)
			c.counts(f)
			c.order(f)
		}
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	isTest func(*calls.Func) bool
}

// owner is a type that can be stopped.
type owner struct {
	name    *types.TypeName
	stops   []*calls.Func // its stop methods, in source order
	others  []*calls.Func // its other methods and its constructors
	path    []*calls.Func // the stop path: what the stop methods run
	started []*services.Activation
}

// owners lists the types of the package that have a stop method, in the order of
// the first one.
func (c *check) owners() []*owner {
	of := make(map[*types.TypeName]*owner)
	var out []*owner
	for _, f := range c.Graph.Funcs {
		if f.Decl == nil || f.Sig.Recv() == nil || c.isTest(f) || !isStopMethod(f) {
			continue
		}
		name := syntax.NamedOf(f.Sig.Recv().Type())
		if name == nil {
			continue
		}
		if of[name] == nil {
			of[name] = &owner{name: name}
			out = append(out, of[name])
		}
		of[name].stops = append(of[name].stops, f)
	}
	for _, f := range c.Graph.Funcs {
		if f.Decl == nil || c.isTest(f) || isStopMethod(f) {
			continue
		}
		for _, name := range ownersOf(f) {
			if o := of[name]; o != nil {
				o.others = append(o.others, f)
			}
		}
	}
	for _, o := range out {
		o.path = c.RunFrom(o.stops...)
		o.started = c.startedBy(o)
	}
	return out
}

var stopMethods = []string{"Stop", "Exit", "Close", "Shutdown", "OnStop", "OnShutdown", "Terminate", "Quit", "Halt", "Kill", "Destroy", "Dispose", "GracefulStop"}

// isStopMethod: a method that stops its receiver as a whole: it has a name that
// says so and no arguments but a context.
func isStopMethod(f *calls.Func) bool {
	if f.Decl == nil || f.Sig.Recv() == nil {
		return false
	}
	params := f.Sig.Params()
	if params.Len() > 1 || params.Len() == 1 && !syntax.IsContext(params.At(0).Type()) {
		return false
	}
	for _, name := range stopMethods {
		if strings.EqualFold(f.Obj.Name(), name) {
			return true
		}
	}
	return isStopPhase(f)
}

// isStopPhase: a hook of a host that stops in phases, before or after the Stop of
// all services. Without a context it may be a getter.
func isStopPhase(f *calls.Func) bool {
	name := f.Obj.Name()
	return f.Sig.Params().Len() == 1 && (name == "Stopping" || name == "Stopped")
}

// ownersOf: the receiver's type, or the types that a constructor returns.
func ownersOf(f *calls.Func) []*types.TypeName {
	if recv := f.Sig.Recv(); recv != nil {
		return []*types.TypeName{syntax.NamedOf(recv.Type())}
	}
	var out []*types.TypeName
	for i := range f.Sig.Results().Len() {
		out = append(out, syntax.NamedOf(f.Sig.Results().At(i).Type()))
	}
	return out
}

// startedBy lists the goroutines that an owner starts, and which live as long as
// it does.
func (c *check) startedBy(o *owner) []*services.Activation {
	others := make(map[*calls.Func]bool)
	for _, f := range o.others {
		others[f] = true
	}
	var out []*services.Activation
	for _, a := range c.Found {
		if a.Call != nil && (a.How == services.GoStmt || a.How == services.Spawner) && a.IsLong() && !a.Joined && others[a.Call.Func.Outer()] && c.isLasting(a) {
			out = append(out, a)
		}
	}
	return out
}

// isLasting: it goes on until it is told to stop, as far as can be seen.
func (c *check) isLasting(a *services.Activation) bool {
	if a.Body == nil {
		return false
	}
	return a.Loop != nil || c.StopOf(a).Kind != services.ByItself
}

// name writes a stop method for a message.
func (o *owner) stopName() string { return o.stops[0].Name() }

func (o *owner) field(v *types.Var) bool {
	st, ok := o.name.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if st.Field(i) == v {
			return true
		}
	}
	return false
}

// at reports at the name of a stop method.
func (c *check) at(stop *calls.Func, f report.Finding) {
	f.Pos, f.End = stop.Decl.Name.Pos(), stop.Decl.Name.End()
	c.Report(f)
}

func inspectOwn(f *calls.Func, visit func(ast.Node)) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}
