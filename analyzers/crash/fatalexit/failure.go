package fatalexit

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// tier: a finding is sure when the call that failed is one that fails in
// production every week, and when the work is not the program's own main loop,
// whose end may be meant.
func (c *check) tier(cand *candidate) report.Tier {
	if cand.cause.isError && !cand.root.alone && cand.cause.everyday {
		return report.Default
	}
	return report.Strict
}

// isEveryday: the call talks to the outside, uses the machine, reads input, or
// runs code that is not known here.
func (c *check) isEveryday(call *ast.CallExpr, depth int) bool {
	fn := syntax.Callee(c.Info, call)
	if c.asks(fn, call) {
		return true
	}
	if fn != nil && syntax.IsInterfaceMethod(fn) && fn.Pkg() != c.Pkg {
		return c.returnsError(call) // whoever implements it
	}
	if bodies := c.bodiesOf(call); len(bodies) > 0 {
		return depth < 3 && slices.ContainsFunc(bodies, func(f *calls.Func) bool { return c.bodyFails(f, depth) })
	}
	if fn == nil || syntax.IsInterfaceMethod(fn) {
		return c.returnsError(call)
	}
	return isMachine(fn) || readsInput(fn) && !c.allConst(call.Args)
}

// asks: a round trip to the outside, or a read that is known to be one. That
// something receives from a channel on the way says nothing.
func (c *check) asks(fn *types.Func, call *ast.CallExpr) bool {
	if c.MayOf(call).Has(knowledge.Asks) {
		return true
	}
	if fn == nil {
		return false
	}
	row, ok := c.Table.Call(fn)
	return ok && row.Does&knowledge.Receives != 0
}

func (c *check) bodiesOf(call *ast.CallExpr) []*calls.Func {
	return c.Graph.Bodies(&calls.Call{Expr: call, Fn: syntax.Callee(c.Info, call)})
}

// bodyFails: a function of this package fails with what it calls.
func (c *check) bodyFails(f *calls.Func, depth int) bool {
	for _, inner := range f.Calls {
		if inner.Mode == calls.Plain && c.returnsError(inner.Expr) && c.isEveryday(inner.Expr, depth+1) {
			return true
		}
	}
	return false
}

// failsOnStopOnly: every error that the function returns says that it was told
// to stop, so that any other is a fault of the program itself.
func (c *check) failsOnStopOnly(call *ast.CallExpr) bool {
	bodies := c.bodiesOf(call)
	for _, f := range bodies {
		for _, ret := range f.Returns {
			if len(ret.Results) == 0 || c.mayFailAt(f, ret) {
				return false
			}
		}
	}
	return len(bodies) > 0 && len(bodies[0].Returns) > 0
}

func (c *check) mayFailAt(f *calls.Func, ret *ast.ReturnStmt) bool {
	last := ret.Results[len(ret.Results)-1]
	if c.Info.Types[last].IsNil() {
		return false
	}
	if call, ok := ast.Unparen(last).(*ast.CallExpr); ok {
		fn := syntax.Callee(c.Info, call)
		if fn != nil && fn.Name() == "Err" && recvOf(fn) != nil && syntax.IsContext(recvOf(fn).Type()) {
			return false
		}
	}
	reason := c.WhyAt(f, nil, ret).Reason
	return reason != services.OnStop && reason != services.OnSourceEnd
}

func (c *check) returnsError(call *ast.CallExpr) bool {
	switch t := c.Info.TypeOf(call).(type) {
	case *types.Tuple:
		return t.Len() > 0 && isError(t.At(t.Len()-1).Type())
	default:
		return isError(t)
	}
}

// isMachine: files, processes, the network and host names.
func isMachine(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "os", "os/exec", "os/user", "io", "io/ioutil", "io/fs", "bufio", "net", "net/http", "database/sql", "syscall", "compress/gzip", "archive/zip", "archive/tar":
		return true
	}
	return false
}

// readsInput goes by the verbs for decoding, the one thing that such functions
// share across libraries.
func readsInput(fn *types.Func) bool {
	for _, verb := range []string{"Unmarshal", "Decode", "Parse", "Atoi", "Scan", "Decompress", "Read"} {
		if strings.HasPrefix(fn.Name(), verb) {
			return true
		}
	}
	return false
}

// cannotFail: encoding a value of a type of one's own, writing to memory, and
// parsing a constant fail in the first test or never.
func (c *check) cannotFail(call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	if fn == nil {
		return false
	}
	if strings.HasPrefix(fn.Name(), "Marshal") || strings.HasPrefix(fn.Name(), "Encode") && recvOf(fn) == nil {
		return true
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "crypto/rand" {
		return true
	}
	if c.writesToMemory(fn, call) {
		return true
	}
	return len(call.Args) > 0 && c.allConst(call.Args) && !isMachine(fn) && !c.asks(fn, call)
}

func recvOf(fn *types.Func) *types.Var { return fn.Signature().Recv() }

func (c *check) allConst(args []ast.Expr) bool {
	for _, arg := range args {
		if !syntax.IsConst(c.Info, arg) {
			return false
		}
	}
	return true
}

// writesToMemory: methods of buffers, builders and hashes.
func (c *check) writesToMemory(fn *types.Func, call *ast.CallExpr) bool {
	if fn.Pkg() == nil || recvOf(fn) == nil {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch name := syntax.NamedOf(c.Info.TypeOf(sel.X)); {
	case name == nil || name.Pkg() == nil:
		return false
	case name.Pkg().Path() == "bytes" || name.Pkg().Path() == "strings" || name.Pkg().Path() == "hash":
		return strings.HasPrefix(fn.Name(), "Write")
	}
	return false
}

// isOwnOutput: with its standard output gone, a program has nothing left to do.
func (c *check) isOwnOutput(call *ast.CallExpr) bool {
	exprs := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		exprs = append([]ast.Expr{sel.X}, exprs...)
	}
	for _, e := range exprs {
		v := syntax.VarOf(c.Info, e)
		if v != nil && v.Pkg() != nil && v.Pkg().Path() == "os" && (v.Name() == "Stdout" || v.Name() == "Stderr") {
			return true
		}
	}
	return false
}
