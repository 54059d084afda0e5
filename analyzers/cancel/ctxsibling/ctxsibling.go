package ctxsibling

import (
	_ "embed"
	"go/ast"
	"go/types"
	"go/version"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a call that waits for something outside has a form that takes a
// context, and there is a context in reach that says when the wait is no longer
// wanted. The form is found by its signature, in any package: the same receiver
// and results, one more context in front. What carries the context in another way
// (a fluent method, an option, an argument that is wrapped) is found by signature
// too; only renamed forms come from knowledge. That the call waits is
// may-information; a form that exists for its values alone (of a logger, say) has
// nothing to wait for.
var Analyzer = &analysis.Analyzer{
	Name:       "ctxsibling",
	Doc:        report.Doc(doc, "ctxsibling"),
	URL:        report.URL("cancel", "ctxsibling"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Finder:   inreach.New(pass.ResultOf[services.Analyzer].(*services.Services)),
		Reporter: report.New(pass, "cancel"),
		pass:     pass,
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			switch {
			case call.Mode != calls.Plain:
			case call.Fn != nil:
				c.call(call, call.Fn)
				c.reservation(call)
			case len(call.Elsewhere()) == 1 && len(c.Graph.Bodies(call)) == 0:
				c.call(call, call.Elsewhere()[0]) // get := http.Get; get(url)
			}
		}
	}
	c.fields()
	return c.Result(), nil
}

type check struct {
	*inreach.Finder
	*report.Reporter
	pass *analysis.Pass
}

// call looks at a call of fn, by its name or through a variable.
func (c *check) call(call *calls.Call, fn *types.Func) {
	form := c.FormOf(fn)
	if form.Fn == nil || form.Fn == call.Func.Outer().Obj || c.hasContext(call.Expr) || !c.exists(form.Fn, call.Expr) || c.isDeaf(form.Fn) {
		return
	}
	sure := c.waits(call, fn, form)
	if sure == inreach.Never {
		return
	}
	src, ok := c.At(call.Func, call.Expr.Pos())
	if !ok || c.IsStopping(call.Func, call.Expr) || !c.Matters(call.Func, src) || c.isHeardOtherwise(call) {
		return
	}
	c.report(call, fn, form, src, sure)
}

// isDeaf: the form takes a context, and is known not to hear it.
func (c *check) isDeaf(form *types.Func) bool {
	row, ok := c.Table.Call(form)
	return ok && row.Deaf
}

// hasContext reports whether a call gets a context already, by an option or in
// what it is given: retry.Do(f, retry.Context(ctx)).
func (c *check) hasContext(call *ast.CallExpr) bool {
	found := false
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if _, ok := n.(*ast.FuncLit); ok {
				return false
			}
			e, ok := n.(ast.Expr)
			found = found || ok && syntax.IsContext(c.Info.TypeOf(e))
			return !found
		})
	}
	return found
}

// since lists the forms in the standard library that are younger than the modules
// that are still built.
var since = map[string]string{
	"crypto/tls.HandshakeContext":    "go1.17",
	"net/http.NewRequestWithContext": "go1.13",
}

// exists: the language version of the file promises what is in that release.
func (c *check) exists(fn *types.Func, call *ast.CallExpr) bool {
	first, ok := since[fn.Pkg().Path()+"."+fn.Name()]
	if !ok {
		return true
	}
	for _, file := range c.pass.Files {
		if syntax.Contains(file, call.Pos()) {
			v := c.Info.FileVersions[file]
			return !version.IsValid(v) || version.Compare(v, first) >= 0
		}
	}
	return true
}

// waits says whether the call waits, or what it returns does.
func (c *check) waits(call *calls.Call, fn *types.Func, form inreach.Form) inreach.Wait {
	switch {
	case call.Fn == nil && c.WaitsIn(fn):
		return inreach.Surely
	case call.Fn == nil:
		return inreach.Never
	case form.How == inreach.Fluent:
		return c.fluentWait(call)
	case isCommand(form.Fn):
		if c.runsCommand(call) {
			return inreach.Surely
		}
		return inreach.Never
	case isRequest(form.Fn) && c.getsContextLater(call):
		return inreach.Never
	}
	sure, _ := c.Waits(call.Expr)
	if sure == inreach.Perhaps && !syntax.IsInterfaceMethod(call.Fn) {
		return inreach.Never // it has been looked into, and waits for nothing that is known to
	}
	return sure
}

func isCommand(fn *types.Func) bool {
	return fn.Pkg().Path() == "os/exec" && fn.Name() == "CommandContext"
}

func isRequest(fn *types.Func) bool {
	return fn.Pkg().Path() == "net/http" && fn.Name() == "NewRequestWithContext"
}

func (c *check) report(call *calls.Call, fn *types.Func, form inreach.Form, src inreach.Source, sure inreach.Wait) {
	name := syntax.ExprName(call.Expr.Fun)
	if call.Fn == nil {
		name = syntax.NameOf(fn, c.Pkg)
	}
	finding := report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.Lparen,
		Message: report.Subject(name) + " cannot hear " + src.Text + ", so " + c.consequence(src) + "; " + c.wayOut(call, form, src.Text),
		Fixes:   c.fix(call, form, src),
	}
	if sure != inreach.Surely || form.How == inreach.Option || form.How == inreach.Wrapped || c.isFar(call.Expr) || c.isShort(call.Expr) || c.isOwned(call.Func, call.Expr, 0) || isPreparing(form.Fn) {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

// isShort: net.DialTimeout(network, address, time.Second).
func (c *check) isShort(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		limit, ok := syntax.ConstInt(c.Info, arg)
		if ok && syntax.IsNamed(c.Info.TypeOf(arg), "time", "Duration") && time.Duration(limit) <= time.Second {
			return true
		}
	}
	return false
}

// isFar: what waits deep inside another package may be a rare case of it.
func (c *check) isFar(call *ast.CallExpr) bool {
	_, via := c.Waits(call)
	fn := syntax.Callee(c.Info, call)
	return len(via) > near && fn != nil && fn.Pkg() != c.Pkg
}

const near = 3

func (c *check) consequence(src inreach.Source) string {
	if src.Client {
		return "it goes on for a client that is gone"
	}
	return "it goes on when that is done, and a stop waits for it"
}

func (c *check) wayOut(call *calls.Call, form inreach.Form, ctx string) string {
	name := syntax.NameOf(form.Fn, c.Pkg)
	switch form.How {
	case inreach.Sibling, inreach.WithNil:
		return "use " + form.Fn.Name() + "(" + ctx + ", ...)"
	case inreach.Dialer:
		return "use DialContext of a " + form.Fn.Pkg().Name() + ".Dialer"
	case inreach.Resolver:
		return "use net.DefaultResolver." + form.Fn.Name() + "(" + ctx + ", ...)"
	case inreach.Request:
		return "make the request with http.NewRequestWithContext and send it with Do"
	case inreach.Fluent:
		return "put " + form.Fn.Name() + "(" + ctx + ") in front of it"
	case inreach.Option:
		return "add the option " + name + "(" + ctx + ")"
	case inreach.Wrapped:
		return "wrap what it is given: " + name + "(..., " + ctx + ")"
	}
	return "use " + name
}
