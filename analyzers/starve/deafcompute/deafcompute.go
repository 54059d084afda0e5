package deafcompute

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a loop that only computes cannot be stopped from outside, unless it looks
// at its context itself. That matters where the number of turns is not small, a
// turn does more than move a value, and the function holds a context, so that
// somebody counts on it. A loop that waits for anything, or hands the context to
// what it calls, is left to the checks of group cancel.
var Analyzer = &analysis.Analyzer{
	Name:       "deafcompute",
	Doc:        report.Doc(doc, "deafcompute"),
	URL:        report.URL("starve", "deafcompute"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[services.Analyzer].(*services.Services)
	c := &check{Bounds: bounds.New(s), Reporter: report.New(pass, "starve")}
	for _, f := range c.Graph.Funcs {
		ctx := contextOf(f)
		if ctx == "" || len(f.Loops) == 0 || c.IsTest(f.Pos()) || !c.isServing(f) {
			continue
		}
		for _, l := range f.Loops {
			if l.Outer == nil || l.Outer.Kind != calls.Finite {
				c.loop(l, ctx)
			}
		}
	}
	return c.Result(), nil
}

type check struct {
	*bounds.Bounds
	*report.Reporter
}

// isServing: background work or a handler runs it, or anybody may.
func (c *check) isServing(f *calls.Func) bool {
	outer := f.Outer()
	return c.IsReached(f) || c.Pkg.Name() != "main" && outer.Obj != nil && outer.Obj.Exported()
}

// contextOf names the context that a function holds: a parameter of it or of the
// functions around it, or a field of its receiver.
func contextOf(f *calls.Func) string {
	for g := f; g != nil; g = g.Parent {
		if g.Sig == nil {
			continue
		}
		for i := range g.Sig.Params().Len() {
			if p := g.Sig.Params().At(i); syntax.IsContext(p.Type()) && p.Name() != "_" && p.Name() != "" {
				return p.Name()
			}
		}
		if recv := g.Sig.Recv(); recv != nil {
			if name := contextField(recv.Type()); name != "" && recv.Name() != "" {
				return recv.Name() + "." + name
			}
		}
	}
	return ""
}

func contextField(t types.Type) string {
	named := syntax.NamedOf(t)
	if named == nil {
		return ""
	}
	st, ok := named.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if syntax.IsContext(st.Field(i).Type()) {
			return st.Field(i).Name()
		}
	}
	return ""
}

func (c *check) loop(l *calls.Loop, ctx string) {
	if l.Kind != calls.Finite || c.looksUp(l) || c.waits(l) || !c.computes(l) {
		return
	}
	if c.Turns(l).Size == bounds.Small {
		return
	}
	c.Report(report.Finding{
		Pos: l.Pos(), End: l.Body.Lbrace, Tier: report.Strict,
		Message: "this loop computes for as long as its input wants and never looks at " + ctx + ": it goes on when the caller has given up or the service is to stop; return when " + ctx + ".Err() is not nil, if need be in every hundredth turn",
	})
}

// looksUp reports whether a loop mentions any context, or a stop channel.
func (c *check) looksUp(l *calls.Loop) bool {
	found := false
	ast.Inspect(l.Stmt, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && !found {
			found = syntax.IsContext(c.Info.TypeOf(e))
		}
		return !found
	})
	return found
}

const waits = knowledge.Asks | knowledge.Receives | knowledge.Pauses | knowledge.Joins | summary.Awaits | summary.Unknown | summary.Starts

// waits reports whether a turn may wait, start something, or do what is not known.
func (c *check) waits(l *calls.Loop) bool {
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) {
			return true
		}
	}
	for _, sel := range l.Func.Selects {
		if syntax.Contains(l.Body, sel.Pos()) {
			return true
		}
	}
	for _, call := range l.Func.Calls {
		if call.Loop.Within(l) && (call.Mode != calls.Plain || c.MayOf(call.Expr).Has(waits) && !isInMemory(call.Fn)) {
			return true
		}
	}
	return false
}

// isInMemory: writers of these packages wait for what they write to, which is most
// often a buffer.
func isInMemory(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && (strings.HasPrefix(fn.Pkg().Path(), "compress/") || fn.Pkg().Path() == "fmt")
}

// computes reports whether a turn does more than move values: it calls what is
// known to take CPU time, or goes through all of something else.
func (c *check) computes(l *calls.Loop) bool {
	if c.Sum.Grinding(l) {
		return true
	}
	for _, call := range l.Func.Calls {
		if call.Loop.Within(l) && c.burns(call, 2) {
			return true
		}
	}
	return false
}

// burners are packages whose functions take CPU time with each byte they are given.
var burners = []string{"crypto/", "compress/", "hash/", "image", "encoding/", "regexp", "math/big", "text/template", "html/template", "golang.org/x/crypto/"}

func (c *check) burns(call *calls.Call, depth int) bool {
	if c.MayOf(call.Expr).Has(knowledge.Computes | summary.Grinds) {
		return true
	}
	if call.Fn == nil || call.Fn.Pkg() == nil || depth == 0 {
		return false
	}
	for _, prefix := range burners {
		if strings.HasPrefix(call.Fn.Pkg().Path(), prefix) {
			return true
		}
	}
	body := c.Graph.Decl(call.Fn)
	if body == nil {
		return false
	}
	for _, inner := range body.Calls {
		if c.burns(inner, depth-1) {
			return true
		}
	}
	return false
}
