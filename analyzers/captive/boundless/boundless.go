package boundless

import (
	"cmp"
	_ "embed"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a collection of a long-lived struct or of the package, into which repeated
// work puts entries, has to lose some somewhere. One walk over the package notes for
// each such variable where it grows, and whether anything at all may take something
// out of it, replace it or compare its size: one such place is enough for silence. So
// is a use that this walk does not understand. Keys that can only have a few values
// bound a map by themselves.
var Analyzer = &analysis.Analyzer{
	Name:       "boundless",
	Doc:        report.Doc(doc, "boundless"),
	URL:        report.URL("captive", "boundless"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer, values.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Values:   pass.ResultOf[values.Analyzer].(*values.Values),
		Reporter: report.New(pass, "captive"),
		of:       make(map[*types.Var]*collection),
	}
	if c.IsTestSupport() {
		c.Skip()
		return c.Result(), nil
	}
	for _, f := range c.Graph.Funcs {
		if f.Parent == nil && !c.IsTest(f.Pos()) {
			c.walk(f)
		}
	}
	c.judge()
	return c.Result(), nil
}

type check struct {
	*values.Values
	*report.Reporter
	of      map[*types.Var]*collection
	order   []*types.Var
	reached map[*calls.Func]*services.Activation
}

// collection is a map or slice in a field or package variable.
type collection struct {
	owner   *types.TypeName // nil for a package variable
	grows   []growth
	bounded bool // something may remove entries, or looks at the size
	shrinks bool // the entries are emptied, but their keys stay
}

// growth is one place that adds an entry.
type growth struct {
	f     *calls.Func
	at    ast.Node
	name  string // of the collection, as it is written there
	key   ast.Expr
	value ast.Expr
}

func (c *check) judge() {
	for _, v := range c.order {
		if col := c.of[v]; !col.bounded && len(col.grows) > 0 {
			c.grown(v, col)
		}
	}
}

func (c *check) grown(v *types.Var, col *collection) {
	for _, g := range col.grows {
		if g.key != nil && (c.isBoundedKey(g.key) || c.isKnownKey(v, g)) {
			continue
		}
		holder, strong := c.holder(col)
		if holder == "" || !c.isRepeated(g, col) {
			continue
		}
		finding := report.Finding{
			Pos: g.at.Pos(), End: g.at.End(), Tier: report.Strict,
			Message: g.name + " gets an entry for every " + c.every(g) + " and nothing in this package ever removes one, so it grows for the life of " + holder + "; " + wayOut(col),
		}
		if strong && (col.shrinks || c.isOfOneRun(g)) {
			finding.Tier = report.Default
		}
		c.Report(finding)
		return // one place is enough to find the others
	}
}

// holder names what holds the collection for long, and says whether that is certain:
// a service, a package variable, or with less certainty a struct with a lock, which
// several goroutines share.
func (c *check) holder(col *collection) (name string, strong bool) {
	if col.owner == nil {
		return "the process", true
	}
	if isSettings(col.owner.Name()) {
		return "", false
	}
	if h := c.HolderOf(col.owner); h.IsLong() {
		return col.owner.Name(), true
	}
	if hasLock(col.owner) && !c.IsConnection(col.owner.Type()) {
		return col.owner.Name(), col.shrinks
	}
	return "", false
}

// isSettings: what a configuration holds is as much as somebody has written down. The
// name only keeps the check silent.
func isSettings(name string) bool {
	for _, word := range []string{"Options", "Opts", "Config", "Settings"} {
		if strings.HasSuffix(name, word) {
			return true
		}
	}
	return false
}

func hasLock(owner *types.TypeName) bool {
	st, ok := owner.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		t := st.Field(i).Type()
		if syntax.IsNamed(t, "sync", "Mutex") || syntax.IsNamed(t, "sync", "RWMutex") || syntax.IsNamed(t, "sync", "Map") {
			return true
		}
	}
	return false
}

// isRepeated: the growth is part of background work, a request or a call that
// others make again and again, and not of setting things up.
func (c *check) isRepeated(g growth, col *collection) bool {
	outer := g.f.Outer()
	if outer.Obj == nil {
		return false
	}
	if col.shrinks {
		return true
	}
	if c.reached == nil {
		c.reached = services.Reach(c.Services)
	}
	if a := c.reached[g.f]; a != nil {
		return a.Loop != nil || a.Each != knowledge.Unknown || a.Lifetime == knowledge.Request || a.Lifetime == knowledge.Iteration || a.Lifetime == knowledge.Connection
	}
	return c.isCalledOften(outer, 3)
}

// isCalledOften: an exported function or method that is not for setting up, or one
// that such a function calls.
func (c *check) isCalledOften(f *calls.Func, depth int) bool {
	if f.Obj == nil || isSetup(f.Obj.Name()) || depth == 0 {
		return false
	}
	if f.Obj.Exported() {
		return f.Sig.Recv() != nil
	}
	for _, u := range c.UsesInCode(f) {
		if u.Arg == calls.Callee && c.isCalledOften(u.Call.Func.Outer(), depth-1) {
			return true
		}
	}
	return false
}

var setups = []string{"register", "add", "on", "use", "with", "set", "handle", "subscribe", "new", "init", "start", "load", "configure", "option", "append",
	"install", "mount", "provide", "open", "connect", "join", "listen", "watch", "mark", "parse", "build", "make", "create", "declare", "define", "bind", "attach", "enable", "run", "serve", "main", "setup", "apply", "read", "unmarshal", "decode", "merge", "union", "copy", "clone", "insert", "push", "write", "track", "store", "save"}

// isSetup goes by the verbs of functions that register things: what they add is as
// much as the program says. It only keeps the check silent.
func isSetup(name string) bool {
	lower := strings.ToLower(name)
	return slices.ContainsFunc(setups, func(verb string) bool {
		return strings.HasPrefix(lower, verb) && (len(name) == len(verb) || !isLower(name[len(verb)]))
	})
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }

// isBoundedKey: a constant, or of a type that has only a few values.
func (c *check) isBoundedKey(key ast.Expr) bool {
	if syntax.IsConst(c.Info, key) {
		return true
	}
	t := c.Info.TypeOf(key)
	if t == nil || syntax.IsNamed(t, "reflect", "Type") {
		return true
	}
	b, ok := t.Underlying().(*types.Basic)
	if !ok {
		_, isPointer := t.Underlying().(*types.Pointer)
		return isPointer || syntax.IsChan(t) // as many as there are such things
	}
	switch b.Kind() {
	case types.Bool, types.Int8, types.Uint8:
		return true
	}
	return isEnum(t)
}

// isKnownKey: old, ok := m[key]; if !ok { return }; m[key] = new. What is there already
// is replaced.
func (c *check) isKnownKey(m *types.Var, g growth) bool {
	asked := make(map[*types.Var]bool)
	known := false
	ast.Inspect(g.f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Lhs) == 2 && len(n.Rhs) == 1 && c.looksUp(n.Rhs[0], m, g.key) {
				asked[syntax.VarOf(c.Info, n.Lhs[1])] = true
			}
		case *ast.IfStmt:
			not, isNot := ast.Unparen(n.Cond).(*ast.UnaryExpr)
			known = known || isNot && n.End() < g.at.Pos() && asked[syntax.VarOf(c.Info, not.X)] && syntax.Leaves(n.Body)
		}
		return true
	})
	return known
}

// looksUp: m[key], with a key of the same name.
func (c *check) looksUp(e ast.Expr, m *types.Var, key ast.Expr) bool {
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	name := syntax.ExprName(key)
	return ok && name != "" && syntax.VarOf(c.Info, index.X) == m && syntax.ExprName(index.Index) == name
}

// isEnum: a type with constants of its own.
func isEnum(t types.Type) bool {
	name := syntax.NamedOf(t)
	if name == nil || name.Pkg() == nil {
		return false
	}
	scope := name.Pkg().Scope()
	for _, n := range scope.Names() {
		if k, ok := scope.Lookup(n).(*types.Const); ok && types.Identical(k.Type(), name.Type()) {
			return true
		}
	}
	return false
}

// isOfOneRun: the entry belongs to one run, request or message: a cancel function, a
// context, a channel. It is of no use after that.
func (c *check) isOfOneRun(g growth) bool {
	t := c.Info.TypeOf(g.value)
	if t == nil {
		return false
	}
	return syntax.IsCancelFunc(t) || syntax.IsContext(t) || syntax.IsChan(t)
}

func (c *check) every(g growth) string {
	if g.key != nil {
		return "new " + cmp.Or(syntax.ExprName(g.key), "key")
	}
	return "call of " + g.f.Outer().Name()
}

func wayOut(col *collection) string {
	if col.shrinks {
		return "delete the key when its entry is empty"
	}
	return "delete the entry when its work is done, or bound it by size or age"
}
