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
	sure := cand.cause.isError && cand.cause.everyday && !cand.root.alone
	if !sure || len(cand.chain) > maxSure || cand.panics && c.inTypeSwitchDefault(cand.site) {
		return report.Strict
	}
	return report.Default
}

// maxSure bounds the calls between the root and the site: with each of them it
// is more likely that something has checked before what fails.
const maxSure = 3

// inTypeSwitchDefault: the kinds of errors are told apart, and for the rest
// somebody decided.
func (c *check) inTypeSwitchDefault(s site) bool {
	found := false
	ast.Inspect(s.f.Body, func(n ast.Node) bool {
		if sw, ok := n.(*ast.TypeSwitchStmt); ok && syntax.Contains(sw, s.expr.Pos()) {
			found = true
		}
		return !found
	})
	return found && c.inDefault(s)
}

// isEveryday: the call talks to the outside, uses the machine, reads input, or
// runs code that is not known here.
func (c *check) isEveryday(call *ast.CallExpr, depth int) bool {
	fn := syntax.Callee(c.Info, call)
	if c.asks(fn, call) {
		return true
	}
	if fn != nil && syntax.IsInterfaceMethod(fn) && fn.Pkg() != c.Pkg {
		return c.returnsError(call) && !isStream(fn) // whoever implements it
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

// isStream: a reader or writer is a file as often as anything else.
func isStream(fn *types.Func) bool {
	return fn.Pkg() != nil && (fn.Pkg().Path() == "io" || fn.Pkg().Path() == "io/fs")
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

// isMachine: processes, the network and the names of host and users. What a
// failed write to the program's own files means is for the program to say: to go
// on after it may be worse than to end.
func isMachine(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "os":
		return fn.Name() == "Hostname"
	case "os/exec", "os/user", "net", "net/http", "database/sql":
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
	if c.parsesOwnText(fn, call) {
		return true
	}
	return len(call.Args) > 0 && c.allConst(call.Args) && !isMachine(fn) && !c.asks(fn, call)
}

// parsesMatch: strconv.Atoi(m[1]) of what a pattern has let through.
func (c *check) parsesMatch(f *calls.Func, call *ast.CallExpr) bool {
	if len(call.Args) == 0 {
		return false
	}
	arg := ast.Unparen(call.Args[0])
	if conv, ok := arg.(*ast.CallExpr); ok && len(conv.Args) == 1 && syntax.IsConversion(c.Info, conv) {
		arg = ast.Unparen(conv.Args[0])
	}
	index, ok := arg.(*ast.IndexExpr)
	if !ok {
		return false
	}
	v := syntax.VarOf(c.Info, index.X)
	if v == nil {
		return false
	}
	made := c.assigned(f, v, call)
	if made == nil {
		return false
	}
	fn := syntax.Callee(c.Info, made)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "regexp"
}

// parsesOwnText: net.SplitHostPort(conn.RemoteAddr().String()) takes apart what
// the other half of the same library has put together.
func (c *check) parsesOwnText(fn *types.Func, call *ast.CallExpr) bool {
	if len(call.Args) != 1 || !readsInput(fn) && !strings.HasPrefix(fn.Name(), "Split") {
		return false
	}
	arg, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	text := syntax.Callee(c.Info, arg)
	return text != nil && text.Name() == "String" && recvOf(text) != nil
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

// isOwnStream: with its standard input or output gone, a program has nothing
// left to do.
func (c *check) isOwnStream(f *calls.Func, call *ast.CallExpr) bool {
	exprs := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		exprs = append([]ast.Expr{sel.X}, exprs...)
	}
	for _, e := range exprs {
		v := syntax.VarOf(c.Info, e)
		if v == nil {
			continue
		}
		if isStdStream(v) {
			return true
		}
		if made := c.assigned(f, v, call); made != nil && made != call && slices.ContainsFunc(made.Args, func(arg ast.Expr) bool { return isStdStream(syntax.VarOf(c.Info, arg)) }) {
			return true // bufio.NewReader(os.Stdin)
		}
	}
	return false
}

func isStdStream(v *types.Var) bool {
	return v != nil && v.Pkg() != nil && v.Pkg().Path() == "os" && (v.Name() == "Stdin" || v.Name() == "Stdout" || v.Name() == "Stderr")
}
