package captivescope

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// read notes the registrations in a file, also in what package variables start with.
func (c *check) read(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		expr, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		call := &calls.Call{Expr: expr, Fn: syntax.Callee(c.Info, expr)}
		if call.Fn == nil || call.Fn.Pkg() == nil {
			return true
		}
		switch call.Fn.Pkg().Path() {
		case ours:
			c.readOurs(call)
		case samber:
			c.readSamber(call)
		case uberFx, uberDig:
			c.readUber(call)
		}
		return true
	})
}

func (c *check) bind(b *binding) {
	c.bound[b.key] = b
	c.order = append(c.order, b)
}

func keyOf(container string, t types.Type, name string) key {
	return key{container, types.TypeString(t, nil), name}
}

// readOurs reads Collection.Singleton(constructor, options...), and Get(provider).
func (c *check) readOurs(call *calls.Call) {
	args := call.Expr.Args
	switch call.Fn.Name() {
	case "Singleton", "Scoped", "Transient":
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if !ok || len(args) == 0 {
			return
		}
		sig, ok := c.Info.TypeOf(args[0]).Underlying().(*types.Signature)
		if !ok || sig.Results().Len() == 0 {
			return
		}
		life := map[string]lifetime{"Singleton": singleton, "Scoped": scoped, "Transient": transient}[call.Fn.Name()]
		c.bindOurs(c.container(sel.X), life, sig, call.Expr)
	case "Get", "GetKeyed":
		c.readGet(call)
	}
}

func (c *check) bindOurs(container string, life lifetime, sig *types.Signature, call *ast.CallExpr) {
	o := c.options(call.Args[1:])
	b := &binding{life: life, typ: sig.Results().At(0).Type(), at: call}
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		b.needs = append(b.needs, need{keyOf(container, t, o.params[i]), t, call})
	}
	for _, t := range o.asOr(b.typ) {
		each := *b
		each.key = keyOf(container, t, o.key)
		c.bind(&each)
	}
}

// options is what the options of a registration say.
type options struct {
	key    string
	params map[int]string
	as     []types.Type
}

func (o options) asOr(t types.Type) []types.Type {
	if len(o.as) == 0 {
		return []types.Type{t}
	}
	return o.as
}

func (c *check) options(args []ast.Expr) options {
	o := options{params: make(map[int]string)}
	for _, arg := range args {
		call, ok := ast.Unparen(arg).(*ast.CallExpr)
		if !ok {
			continue
		}
		fn := syntax.Callee(c.Info, call)
		switch {
		case fn == nil:
		case fn.Name() == "Key" && len(call.Args) == 1:
			o.key = c.text(call.Args[0])
		case fn.Name() == "ParamKey" && len(call.Args) == 2:
			if i, ok := syntax.ConstInt(c.Info, call.Args[0]); ok {
				o.params[int(i)] = c.text(call.Args[1])
			}
		case fn.Name() == "As":
			if t := c.typeArg(call); t != nil {
				o.as = append(o.as, t)
			}
		}
	}
	return o
}

// text is the value of a constant string; another expression stands for itself.
func (c *check) text(e ast.Expr) string {
	if tv := c.Info.Types[e]; tv.Value != nil && tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value)
	}
	return "?" + types.ExprString(e)
}

// typeArg is the type that a generic function is instantiated with.
func (c *check) typeArg(call *ast.CallExpr) types.Type {
	fun := ast.Unparen(call.Fun)
	if index, ok := fun.(*ast.IndexExpr); ok {
		fun = index.X
	}
	id, ok := fun.(*ast.Ident)
	if sel, isSel := fun.(*ast.SelectorExpr); isSel {
		id, ok = sel.Sel, true
	}
	if !ok {
		return nil
	}
	if inst, ok := c.Info.Instances[id]; ok && inst.TypeArgs.Len() > 0 {
		return inst.TypeArgs.At(0)
	}
	return nil
}

func (c *check) readGet(call *calls.Call) {
	args := call.Expr.Args
	t := c.typeArg(call.Expr)
	if t == nil || len(args) == 0 || !syntax.IsNamed(c.Info.TypeOf(args[0]), ours, "Provider") {
		return
	}
	name := ""
	if len(args) > 1 {
		name = c.text(args[1])
	}
	for _, b := range c.containers() {
		c.gets = append(c.gets, get{need{keyOf(b, t, name), t, call.Expr}, call.Expr})
	}
}

// containers lists the collections of the package.
func (c *check) containers() []string {
	var out []string
	for _, b := range c.order {
		if !slices.Contains(out, b.container) {
			out = append(out, b.container)
		}
	}
	return out
}

// readSamber reads do.Provide(injector, provider) and its like.
func (c *check) readSamber(call *calls.Call) {
	args := call.Expr.Args
	life := singleton
	name := ""
	switch call.Fn.Name() {
	case "Provide", "Override":
	case "ProvideTransient", "OverrideTransient":
		life = transient
	case "ProvideNamed", "OverrideNamed":
		name = "named"
	case "ProvideNamedTransient", "OverrideNamedTransient":
		name, life = "named", transient
	default:
		return
	}
	t := c.typeArg(call.Expr)
	if t == nil || len(args) < 2 {
		return
	}
	if name != "" {
		name = c.text(args[1])
	}
	b := &binding{key: keyOf("", t, name), life: life, typ: t, at: call.Expr}
	for _, body := range c.Graph.ValueBodies(args[len(args)-1]) {
		b.needs = append(b.needs, c.invoked(body)...)
	}
	c.bind(b)
}

// invoked lists what a provider asks its injector for.
func (c *check) invoked(f *calls.Func) []need {
	var out []need
	for _, call := range f.Calls {
		if call.Fn == nil || call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != samber {
			continue
		}
		t := c.typeArg(call.Expr)
		switch call.Fn.Name() {
		case "Invoke", "MustInvoke":
			if t != nil {
				out = append(out, need{keyOf("", t, ""), t, call.Expr})
			}
		case "InvokeNamed", "MustInvokeNamed":
			if t != nil && len(call.Expr.Args) == 2 {
				out = append(out, need{keyOf("", t, c.text(call.Expr.Args[1])), t, call.Expr})
			}
		}
	}
	return out
}

// readUber: everything that fx and dig provide is made once.
func (c *check) readUber(call *calls.Call) {
	if call.Fn.Name() != "Provide" && call.Fn.Name() != "Supply" {
		return
	}
	for _, arg := range call.Expr.Args {
		t := c.provided(arg)
		if t == nil {
			continue
		}
		if k, ok := c.KindOf(t); ok {
			c.Report(report.Finding{
				Pos: arg.Pos(), End: arg.End(), Sub: "once",
				Message: call.Fn.Pkg().Name() + " makes this " + k.Noun + " once and gives it to everybody for the life of the process, although it is one unit of work; provide the pool or a func that opens one",
			})
		}
	}
}

// provided is the type that a constructor makes, or that of a supplied value.
func (c *check) provided(arg ast.Expr) types.Type {
	if call, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
		if fn := syntax.Callee(c.Info, call); fn != nil && fn.Name() == "Annotate" && len(call.Args) > 0 {
			arg = call.Args[0]
		}
	}
	t := c.Info.TypeOf(arg)
	if t == nil {
		return nil
	}
	if sig, ok := t.Underlying().(*types.Signature); ok {
		if sig.Results().Len() == 0 {
			return nil
		}
		return sig.Results().At(0).Type()
	}
	return t
}
