package suitetest

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"reflect"
	"runtime/debug"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// TraceEnv names a file to which sleeps writes each package that it walked.
const TraceEnv = "BGVET_TEST_TRACE"

// A sleepFact marks functions that sleep.
type sleepFact struct{}

func (*sleepFact) AFact()         {}
func (*sleepFact) String() string { return "sleeps" }

// sleeps is the pass with facts.
var sleeps = &analysis.Analyzer{
	Name:       "sleeps",
	Doc:        "finds the functions that sleep",
	Requires:   []*analysis.Analyzer{inspect.Analyzer},
	FactTypes:  []analysis.Fact{new(sleepFact)},
	ResultType: reflect.TypeFor[[]*ast.CallExpr](),
	Run:        runSleeps,
}

func runSleeps(pass *analysis.Pass) (any, error) {
	trace(pass.Pkg.Path())
	var calls []*ast.CallExpr
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for cur := range in.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		fn, _ := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
		if fn == nil || !sleepsItself(pass, fn) {
			continue
		}
		calls = append(calls, call)
		for outer := range cur.Enclosing((*ast.FuncDecl)(nil)) {
			if obj := pass.TypesInfo.Defs[outer.Node().(*ast.FuncDecl).Name]; obj != nil {
				pass.ExportObjectFact(obj, new(sleepFact))
			}
		}
	}
	return calls, nil
}

func sleepsItself(pass *analysis.Pass, fn *types.Func) bool {
	name := fn.FullName()
	return name == "time.Sleep" || name == "time.After" || pass.ImportObjectFact(fn, new(sleepFact))
}

func trace(pkg string) {
	if name := os.Getenv(TraceEnv); name != "" {
		if f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666); err == nil {
			fmt.Fprintln(f, pkg)
			f.Close()
		}
	}
}

var sleepy = &analysis.Analyzer{
	Name:     "sleepy",
	Doc:      "finds sleeping services\n\nIt is a stand-in with two lines of prose.",
	URL:      "https://example.com/checks/sleepy.md",
	Requires: []*analysis.Analyzer{sleeps},
	Run:      runSleepy,
}

func runSleepy(pass *analysis.Pass) (any, error) {
	strict, err := isStrict()
	if err != nil {
		return nil, err
	}
	for _, call := range pass.ResultOf[sleeps].([]*ast.CallExpr) {
		fn := typeutil.Callee(pass.TypesInfo, call)
		if fn.Name() == "After" && !strict {
			continue
		}
		related := []analysis.RelatedInformation{{Pos: call.Lparen, Message: "for this long"}}
		if isSilent(call) {
			if !options.silenced {
				continue
			}
			related = append(related, analysis.RelatedInformation{Pos: call.Pos(), Message: silencedHere + "a nap"})
		}
		pass.Report(analysis.Diagnostic{
			Pos: call.Pos(), End: call.End(), Category: "test/sleepy",
			Message: fn.Name() + " sleeps; wait on a channel",
			Related: related,
			SuggestedFixes: []analysis.SuggestedFix{{
				Message:   "print instead",
				TextEdits: []analysis.TextEdit{{Pos: call.Pos(), End: call.End(), NewText: []byte("println()")}},
			}},
		})
	}
	return nil, nil
}

// silencedHere stands in for the comments that silence a check: a sleep of 7 is
// silenced.
const silencedHere = "silent: "

func isSilent(call *ast.CallExpr) bool {
	return len(call.Args) == 1 && types.ExprString(call.Args[0]) == "7"
}

var boom = &analysis.Analyzer{
	Name: "boom",
	Doc:  "panics where it finds Boom",
	Run:  runBoom,
}

func runBoom(pass *analysis.Pass) (any, error) {
	if pass.Pkg.Scope().Lookup("Overflow") != nil {
		debug.SetMaxStack(1 << 20)
		//lint:ignore SA4017 it is called for what happens before it returns
		overflow(0) // nothing can recover this
	}
	return panicsAt("Boom")(pass)
}

//lint:ignore SA5007 the recursion is there to end in an overflow
func overflow(n int) int { return overflow(n+1) + n }

var brokenPass = &analysis.Analyzer{
	Name: "brokenpass",
	Doc:  "panics where it finds Broken",
	Run:  panicsAt("Broken"),
}

var broken = &analysis.Analyzer{
	Name:     "broken",
	Doc:      "requires a pass that panics",
	Requires: []*analysis.Analyzer{brokenPass},
	Run:      func(*analysis.Pass) (any, error) { return nil, nil },
}

func panicsAt(name string) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		if pass.Pkg.Scope().Lookup(name) != nil {
			panic("found " + name)
		}
		return nil, nil
	}
}

// inventory reports go statements in the form of the real one.
var inventory = &analysis.Analyzer{
	Name:     "map",
	Doc:      "lists go statements",
	Requires: []*analysis.Analyzer{inspect.Analyzer, sleeps},
	Run:      runInventory,
}

func runInventory(pass *analysis.Pass) (any, error) {
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for cur := range in.Root().Preorder((*ast.GoStmt)(nil)) {
		stmt := cur.Node().(*ast.GoStmt)
		text, err := json.Marshal(map[string]any{
			"posn":     pass.Fset.Position(stmt.Pos()).String(),
			"runs":     types.ExprString(stmt.Call.Fun),
			"lifetime": "process",
		})
		if err != nil {
			return nil, err
		}
		pass.Report(analysis.Diagnostic{Pos: stmt.Pos(), Message: string(text)})
	}
	return nil, nil
}
