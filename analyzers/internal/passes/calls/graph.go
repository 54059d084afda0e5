// Package calls lays out the functions of one package: every body, the calls,
// loops and channel operations in it in source order, and which bodies of the
// package a call may run. It knows no library and keeps no facts.
package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Analyzer computes the *Graph of a package.
var Analyzer = &analysis.Analyzer{
	Name:       "bgvetcalls",
	Doc:        "lays out the functions, calls and loops of a package for the checks of bgvet",
	Run:        run,
	ResultType: reflect.TypeFor[*Graph](),
}

// Graph holds the functions of a package.
type Graph struct {
	Pkg   *types.Package
	Info  *types.Info
	Funcs []*Func // in source order, a literal after the function around it

	tests   []*ast.File
	decls   map[*types.Func]*Func
	lits    map[*ast.FuncLit]*Func
	values  map[*types.Var][]ast.Expr // what is assigned to variables, fields and collections of functions
	bools   map[*types.Var]bool       // what package variables start with
	slab    []Call
	impls   implementations
	uses    uses
	holders holders
	params  params
}

// Func is a declared function or a function literal that has a body.
type Func struct {
	Index  int
	Obj    *types.Func // nil for a literal
	Lit    *ast.FuncLit
	Decl   *ast.FuncDecl
	Type   *ast.FuncType
	Body   *ast.BlockStmt
	Parent *Func // the function around a literal
	Sig    *types.Signature

	Calls   []*Call // also those of go and defer statements
	Loops   []*Loop
	Lits    []*Func // literals directly inside
	Selects []*ast.SelectStmt
	Panics  []*ast.CallExpr // calls of the predeclared panic
	Returns []*ast.ReturnStmt
	Asserts []*ast.TypeAssertExpr // x.(T), no type switches
	Indexes []*ast.IndexExpr      // x[2]: with a number written down
	Slices  []*ast.SliceExpr
	Makes   []*ast.CallExpr   // make with a size
	Writes  []*ast.AssignStmt // m[k] = v
	Checked []CheckedCall
	// Recovers is set where the body itself calls recover, so that it helps when
	// it is deferred.
	Recovers *ast.CallExpr
	// Ops are channel operations outside the cases of a select.
	Ops []ChanOp
	// Jumps are the gotos that go back: loops without a for.
	Jumps []Jump
	// Labeled is set where a statement has a label.
	Labeled bool

	alone runs // what a call of it runs
}

// CheckedCall is a call whose error the next statement looks at without leaving:
//
//	v, err := f()
//	if err != nil {
//		log.Print(err)
//	}
type CheckedCall struct {
	Assign *ast.AssignStmt
	Check  *ast.IfStmt
	After  []ast.Stmt // what follows in the same list
}

// Mode says how a call is made.
type Mode uint8

const (
	Plain Mode = iota
	Go
	Defer
)

// Call is one call in a body.
type Call struct {
	Expr *ast.CallExpr
	Mode Mode
	Func *Func       // the body that it stands in
	Fn   *types.Func // the function or method that is named; nil for a function value
	Var  *types.Var  // the variable, parameter, field or collection that holds the function, if Fn is nil
	Loop *Loop       // the innermost loop of Func around it
	Stmt ast.Stmt    // the go or defer statement

	// Handed lists the arguments that are functions, and composite literals,
	// which may hold some.
	Handed []int

	runs *runs // what it runs; nil for a call of a named function of another package
}

// ChanOp is a send, receive, close or range of a channel.
type ChanOp struct {
	Node ast.Node
	Chan ast.Expr
	Kind OpKind
	Loop *Loop
}

// OpKind says what is done to a channel.
type OpKind uint8

const (
	Receive OpKind = iota
	Send
	Close
	Range
)

func run(pass *analysis.Pass) (any, error) {
	if IsStandard(pass) {
		return New(pass.Fset, pass.Pkg, pass.TypesInfo, nil), nil
	}
	return New(pass.Fset, pass.Pkg, pass.TypesInfo, pass.Files), nil
}

// IsStandard reports whether the package belongs to the standard library, which
// speaks through knowledge and is not looked at: it has no module, and a path
// that no module can have unless it was never published.
func IsStandard(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Path != "" && pass.Module.Path != "std" {
		return false
	}
	path := pass.Pkg.Path()
	return syntax.IsStandardPath(path) && path != "command-line-arguments" && path != "main"
}

// New lays out the functions of a type-checked package. What its tests put into
// variables and fields of the code beside them, and in the place of its interfaces,
// runs in tests only, and is left out.
func New(fset *token.FileSet, pkg *types.Package, info *types.Info, files []*ast.File) *Graph {
	g := &Graph{
		Pkg: pkg, Info: info,
		decls:  make(map[*types.Func]*Func),
		lits:   make(map[*ast.FuncLit]*Func),
		values: make(map[*types.Var][]ast.Expr),
		bools:  make(map[*types.Var]bool),
	}
	for _, file := range files {
		if strings.HasSuffix(fset.Position(file.FileStart).Filename, "_test.go") {
			g.tests = append(g.tests, file)
		}
	}
	for _, file := range files {
		test := slices.Contains(g.tests, file)
		for _, decl := range file.Decls {
			g.addDecl(decl, test)
		}
	}
	g.impls = implementations{pkg: pkg, memo: make(map[*types.Func][]*Func)}
	g.resolve()
	return g
}

// isTest reports whether a position is in a file of the package's tests.
func (g *Graph) isTest(pos token.Pos) bool {
	return slices.ContainsFunc(g.tests, func(file *ast.File) bool { return file.FileStart <= pos && pos < file.FileEnd })
}

func (g *Graph) addDecl(decl ast.Decl, test bool) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		obj, _ := g.Info.Defs[decl.Name].(*types.Func)
		if decl.Body == nil || obj == nil {
			return // assembly, linkname or cgo
		}
		f := g.add(&Func{Obj: obj, Decl: decl, Type: decl.Type, Body: decl.Body, Sig: obj.Signature()})
		g.decls[obj] = f
		(&walker{g: g, f: f, test: test}).node(decl.Body)
	case *ast.GenDecl:
		(&walker{g: g, test: test}).node(decl) // initializers of package variables
	}
}

func (g *Graph) add(f *Func) *Func {
	f.Index = len(g.Funcs)
	g.Funcs = append(g.Funcs, f)
	f.alone.bodies = []*Func{f}
	return f
}

// keep allocates many calls at once: there are hundreds of thousands in a large
// package.
func (g *Graph) keep(c Call) *Call {
	if len(g.slab) == cap(g.slab) {
		g.slab = make([]Call, 0, 128)
	}
	g.slab = append(g.slab, c)
	return &g.slab[len(g.slab)-1]
}

// Decl returns the body of a function declared in this package, or nil.
func (g *Graph) Decl(fn *types.Func) *Func {
	if fn == nil {
		return nil
	}
	return g.decls[fn.Origin()]
}

// Lit returns the body of a literal.
func (g *Graph) Lit(lit *ast.FuncLit) *Func { return g.lits[lit] }

// StartsTrue returns the constant that a boolean package variable starts with.
func (g *Graph) StartsTrue(v *types.Var) (value, known bool) {
	value, known = g.bools[v]
	return value, known
}

// Name writes f for a message: its own name, or "a function in F" for a literal.
func (f *Func) Name() string {
	if f.Obj != nil {
		return syntax.NameOf(f.Obj, f.Obj.Pkg())
	}
	if f.Parent != nil {
		return "a func literal in " + f.Outer().Name()
	}
	return "a func literal"
}

// Outer returns the declared function around f, f itself if it is one, or the
// outermost literal in an initializer.
func (f *Func) Outer() *Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

// Encloses reports whether g is f or a literal inside f.
func (f *Func) Encloses(g *Func) bool {
	for ; g != nil; g = g.Parent {
		if g == f {
			return true
		}
	}
	return false
}

// Pos is where the function begins.
func (f *Func) Pos() token.Pos { return f.Type.Pos() }

// Param returns the index of the parameter v of f: -1 for the receiver, and -2
// when v is none.
func (f *Func) Param(v *types.Var) int {
	if v == nil || f.Sig == nil {
		return -2
	}
	if recv := f.Sig.Recv(); recv == v {
		return -1
	}
	for i := range f.Sig.Params().Len() {
		if f.Sig.Params().At(i) == v {
			return i
		}
	}
	return -2
}
