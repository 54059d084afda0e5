package captivescope

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: the registrations of a package are read like the container reads them: what
// each provides (type and key), for how long, and what its constructor needs. From
// each singleton the needs are followed through transients until something scoped, or
// a transient that has to be closed, is reached. Of several registrations the last one
// counts. What is registered in another package is unknown.
var Analyzer = &analysis.Analyzer{
	Name:       "captivescope",
	Doc:        report.Doc(doc, "captivescope"),
	URL:        report.URL("captive", "captivescope"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

// The containers that are known.
const (
	ours    = "github.com/bgvet/bgvet/runtime/di"
	samber  = "github.com/samber/do/v2"
	uberFx  = "go.uber.org/fx"
	uberDig = "go.uber.org/dig"
)

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
		bound:    make(map[key]*binding),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	if !usesContainer(pass.Pkg) {
		return c.Result(), nil
	}
	for _, file := range pass.Files {
		if !c.IsTest(file.Pos()) {
			c.read(file)
		}
	}
	for _, b := range c.order {
		if b.life == singleton && c.bound[b.key] == b {
			c.follow(b)
		}
	}
	c.asked()
	return c.Result(), nil
}

func usesContainer(pkg *types.Package) bool {
	for _, imported := range pkg.Imports() {
		switch imported.Path() {
		case ours, samber, uberFx, uberDig:
			return true
		}
	}
	return false
}

type check struct {
	*values.Values
	*report.Reporter
	bound map[key]*binding // the last registration of each
	order []*binding
	gets  []get
}

// lifetime is that of a registration.
type lifetime uint8

const (
	singleton lifetime = iota
	scoped
	transient
)

func (l lifetime) String() string { return [...]string{"singleton", "scoped", "transient"}[l] }

// key is what a service is asked for by.
type key struct {
	container string // the variable that holds the collection, "" for parameters and fields
	typ       string
	name      string
}

// binding is one registration.
type binding struct {
	key
	life  lifetime
	typ   types.Type
	at    ast.Node
	needs []need
}

// need is one thing that a constructor asks for.
type need struct {
	key
	typ types.Type
	at  ast.Node // where it asks; the registration for a parameter
}

// get asks a provider, and not a scope, for a service.
type get struct {
	need
	call *ast.CallExpr
}

// follow looks for what must not live as long as the singleton.
func (c *check) follow(b *binding) {
	seen := map[*binding]bool{b: true}
	for _, n := range b.needs {
		if path := c.captive(n, seen); path != nil {
			c.reportCaptive(b, n, path)
		}
	}
}

// captive returns the services on the way to something that ends before the
// singleton, nil if there is nothing.
func (c *check) captive(n need, seen map[*binding]bool) []*binding {
	target := c.bound[n.key]
	if target == nil && syntax.IsContext(n.typ) && n.at != nil {
		return []*binding{{key: n.key, life: scoped, typ: n.typ}} // the context that a scope was opened with
	}
	if target == nil || target.life == singleton || seen[target] {
		return nil
	}
	seen[target] = true
	if target.life == scoped {
		return []*binding{target}
	}
	for _, next := range target.needs {
		if path := c.captive(next, seen); path != nil {
			return append([]*binding{target}, path...)
		}
	}
	if c.isUnitOfWork(target.typ) {
		return []*binding{target}
	}
	return nil
}

// isUnitOfWork: a transient that has to be closed, or that holds a short-lived value.
// One without state may well be kept.
func (c *check) isUnitOfWork(t types.Type) bool {
	if _, ok := c.KindOf(t); ok || hasEnd(t) {
		return true
	}
	name := syntax.NamedOf(t)
	if name == nil {
		return false
	}
	st, ok := name.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if _, held := c.KindOf(st.Field(i).Type()); held {
			return true
		}
	}
	return false
}

func hasEnd(t types.Type) bool {
	for _, method := range []string{"Close", "Release", "Rollback", "Shutdown"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

func (c *check) reportCaptive(b *binding, n need, path []*binding) {
	last := path[len(path)-1]
	chain := []string{c.name(b.typ)}
	for _, p := range path {
		chain = append(chain, c.name(p.typ))
	}
	finding := report.Finding{
		Pos: n.at.Pos(), End: n.at.End(),
		Message: "the singleton " + c.name(b.typ) + " keeps the " + last.life.String() + " " + c.name(last.typ) + " that it is made with for the life of the process, long after its unit of work has ended; " +
			"give it something that makes one for each unit of work, such as a scope factory",
		Chain: chain,
	}
	if last.at != nil {
		finding.Related = append(finding.Related, report.Related{Pos: last.at.Pos(), End: last.at.End(), Message: "registered as " + last.life.String() + " here"})
	}
	c.Report(finding)
}

func (c *check) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == c.Pkg {
			return ""
		}
		return p.Name()
	})
}

// asked reports what is got from the provider although it lives in scopes.
func (c *check) asked() {
	for _, g := range c.gets {
		if target := c.bound[g.key]; target != nil && target.life == scoped {
			c.Report(report.Finding{
				Pos: g.call.Pos(), End: g.call.End(), Sub: "root",
				Message: c.name(target.typ) + " lives in scopes, so getting it from the provider always fails; open a scope for the unit of work and get it from that",
				Related: []report.Related{{Pos: target.at.Pos(), End: target.at.End(), Message: "registered as scoped here"}},
			})
		}
	}
}

// container names the variable that a registration goes to. Parameters and fields
// stand for the one collection of the package.
func (c *check) container(e ast.Expr) string {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		e = u.X
	}
	v := syntax.VarOf(c.Info, e)
	if v == nil || v.IsField() || c.Graph.Owner(v) != nil {
		return ""
	}
	return v.Name() + ":" + strings.TrimSpace(c.Pkg.Path())
}
