package bounds

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// call measures result i of a call.
func (m *measuring) call(f *calls.Func, call *ast.CallExpr, i int) Extent {
	if syntax.IsConversion(m.Info, call) && len(call.Args) == 1 {
		return m.of(f, call.Args[0])
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if _, ok := m.Info.Uses[id].(*types.Builtin); ok {
			return m.builtin(f, call, id.Name)
		}
	}
	fn := syntax.Callee(m.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return Extent{}
	}
	if syntax.IsStandardPath(fn.Pkg().Path()) {
		if extent, known := m.standard(f, fn, call); known {
			return extent
		}
	}
	if m.isPage(f, fn, call) {
		return small
	}
	if body := m.Graph.Decl(fn); body != nil && m.depth < maxDepth {
		return m.returned(body, fn, i)
	}
	if m.MayOf(call).Has(knowledge.Asks) || isQuery(fn) {
		return Extent{Data, syntax.NameOf(fn, m.Pkg)}
	}
	return Extent{}
}

func (m *measuring) builtin(f *calls.Func, call *ast.CallExpr, name string) Extent {
	switch {
	case len(call.Args) == 0:
	case name == "len" || name == "cap":
		return m.of(f, call.Args[0])
	case name == "make" && len(call.Args) > 1 && !isMap(m.Info.TypeOf(call)):
		if n, ok := syntax.ConstInt(m.Info, call.Args[1]); ok && n == 0 {
			return small
		}
		return m.of(f, call.Args[1])
	case name == "make" || name == "new":
		return small // empty as yet
	case name == "min":
		return m.smallest(f, call.Args)
	case name == "append" || name == "max":
		return m.largest(f, call)
	}
	return Extent{}
}

func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func (m *measuring) smallest(f *calls.Func, args []ast.Expr) Extent {
	for _, arg := range args {
		if extent := m.of(f, arg); extent.Size == Small {
			return extent
		}
	}
	return m.of(f, args[0])
}

func (m *measuring) largest(f *calls.Func, call *ast.CallExpr) Extent {
	all := m.of(f, call.Args[0])
	for i, arg := range call.Args[1:] {
		isList := i == len(call.Args)-2 && call.Ellipsis.IsValid()
		if isList || !syntax.IsBuiltin(m.Info, call, "append") {
			all = all.or(m.of(f, arg))
		}
	}
	return all
}

// standard knows the functions whose result is as long as their argument, and
// those that read what lies about.
func (m *measuring) standard(f *calls.Func, fn *types.Func, call *ast.CallExpr) (Extent, bool) {
	switch fn.Pkg().Path() {
	case "slices", "maps", "strings", "bytes", "strconv":
		if len(call.Args) > 0 {
			return m.of(f, call.Args[0]), true
		}
	case "runtime", "flag":
		return small, true // NumCPU, GOMAXPROCS, what was typed
	case "os":
		switch fn.Name() {
		case "Getenv", "LookupEnv", "Environ":
			return small, true
		case "ReadDir":
			return Extent{Data, "os.ReadDir"}, true
		}
	case "path/filepath":
		if fn.Name() == "Glob" {
			return Extent{Data, "filepath.Glob"}, true
		}
	case "io/fs":
		if fn.Name() == "ReadDir" || fn.Name() == "Glob" {
			return Extent{Data, "fs." + fn.Name()}, true
		}
	}
	return Extent{}, false
}

// isPage reports whether a call is told how much to return at most: a number of
// the program for a parameter that says so, or LIMIT in a statement.
func (m *measuring) isPage(f *calls.Func, fn *types.Func, call *ast.CallExpr) bool {
	params := fn.Signature().Params()
	for i, arg := range call.Args {
		p := params.At(min(i, max(params.Len()-1, 0)))
		if text := m.Info.Types[arg].Value; text != nil && strings.Contains(strings.ToLower(text.String()), "limit ") {
			return true
		}
		if syntax.IsInteger(p.Type()) && isLimitName(p.Name()) && m.of(f, arg).Size == Small {
			return true
		}
	}
	return false
}

var limitWords = []string{"limit", "max", "count", "batch", "size", "num", "top", "page"}

func isLimitName(name string) bool {
	if name == "n" {
		return true
	}
	name = strings.ToLower(name)
	for _, word := range limitWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// returned joins what a function of this package returns as result i.
func (m *measuring) returned(body *calls.Func, fn *types.Func, i int) Extent {
	m.depth++
	defer func() { m.depth-- }()
	all := small
	for _, ret := range body.Returns {
		switch {
		case len(ret.Results) == 0: // named results
			all = all.or(m.of(body, resultIdent(body, i)))
		case i < len(ret.Results):
			if !m.Info.Types[ret.Results[i]].IsNil() {
				all = all.or(m.of(body, ret.Results[i]))
			}
		default:
			if call, ok := ast.Unparen(ret.Results[0]).(*ast.CallExpr); ok {
				all = all.or(m.call(body, call, i))
			}
		}
	}
	if all.Size == Unknown && m.Sum.OfFunc(fn).May.Has(knowledge.Asks) {
		return Extent{Data, syntax.NameOf(fn, m.Pkg)}
	}
	return all
}

func resultIdent(f *calls.Func, i int) ast.Expr {
	if f.Type.Results != nil {
		for _, field := range f.Type.Results.List {
			for _, name := range field.Names {
				if i == 0 {
					return name
				}
				i--
			}
		}
	}
	return &ast.BadExpr{}
}

// isQuery: an interface method that takes a context and may fail asks somebody
// else, so that what it returns is theirs.
func isQuery(fn *types.Func) bool {
	sig := fn.Signature()
	results := sig.Results()
	return syntax.IsInterfaceMethod(fn) && sig.Params().Len() > 0 && syntax.IsContext(sig.Params().At(0).Type()) &&
		results.Len() > 1 && syntax.IsError(results.At(results.Len()-1).Type())
}

// isConfig reports whether a value is a part of the options of the program, by
// the names of the types and variables that lead to it, or points to a flag.
func (b *Bounds) isConfig(e ast.Expr) bool {
	for {
		if name := syntax.NamedOf(b.Info.TypeOf(e)); name != nil && isConfigName(name.Name()) {
			return true
		}
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			if b.isFlag(x.X) {
				return true
			}
			e = x.X
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			if !ok || len(x.Args) > 0 {
				return false
			}
			e = sel.X // a getter
		case *ast.Ident:
			return isConfigName(x.Name)
		default:
			return false
		}
	}
}

// isFlag: workers := flag.Int(...).
func (b *Bounds) isFlag(e ast.Expr) bool {
	v := syntax.VarOf(b.Info, e)
	if v == nil {
		return false
	}
	for _, val := range b.valuesOf(v) {
		call, ok := ast.Unparen(val.expr).(*ast.CallExpr)
		if !ok {
			continue
		}
		if fn := syntax.Callee(b.Info, call); fn != nil && fn.Pkg() != nil && fn.Pkg().Name() == "flag" {
			return true
		}
	}
	return false
}

var configWords = []string{"config", "options", "option", "opts", "settings", "flags", "conf", "cfg", "spec", "args"}

func isConfigName(name string) bool {
	name = strings.ToLower(name)
	for _, word := range configWords {
		if strings.HasSuffix(name, word) {
			return true
		}
	}
	return false
}

func isConstructor(f *calls.Func) bool {
	outer := f.Outer()
	return outer.Obj != nil && (strings.HasPrefix(outer.Obj.Name(), "New") || strings.HasPrefix(outer.Obj.Name(), "new") || outer.Obj.Name() == "main")
}

func isTurn(l knowledge.Lifetime) bool { return l == knowledge.Iteration || l == knowledge.Request }

// isDecoder: json.Unmarshal, decoder.Decode and their like.
func (b *Bounds) isDecoder(call *ast.CallExpr) bool {
	fn := syntax.Callee(b.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	return strings.HasPrefix(fn.Pkg().Path(), "encoding/") || strings.HasPrefix(fn.Name(), "Unmarshal") || strings.HasPrefix(fn.Name(), "Decode")
}

// isDecoded reports whether a field belongs to a struct that this package
// decodes while it serves: what it holds comes from a peer.
func (b *Bounds) isDecoded(field *types.Var) bool {
	if b.decoded == nil {
		b.decoded = make(map[*types.Var]bool)
		for _, f := range b.Graph.Funcs {
			for _, c := range f.Calls {
				if b.isDecoder(c.Expr) && (b.IsReached(f) || b.readsPeer(c.Expr)) {
					b.noteDecoded(c.Expr)
				}
			}
		}
	}
	return b.decoded[field]
}

// readsPeer: json.NewDecoder(conn).Decode(&v), where a deadline can be set on what it
// reads: it is a peer's.
func (b *Bounds) readsPeer(call *ast.CallExpr) bool {
	found := false
	ast.Inspect(call, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && !found {
			if t := b.Info.TypeOf(e); t != nil {
				obj, _, _ := types.LookupFieldOrMethod(t, true, b.Pkg, "SetReadDeadline")
				found = obj != nil && !syntax.IsNamed(t, "os", "File")
			}
		}
		return !found
	})
	return found
}

func (b *Bounds) noteDecoded(call *ast.CallExpr) {
	for _, arg := range call.Args {
		if ref, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok {
			b.noteFields(b.Info.TypeOf(ref.X), maxDepth)
		}
	}
}

// noteFields marks the fields of what is decoded, and of its parts.
func (b *Bounds) noteFields(t types.Type, depth int) {
	if t == nil || depth == 0 {
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		b.noteFields(u.Elem(), depth)
	case *types.Slice:
		b.noteFields(u.Elem(), depth)
	case *types.Map:
		b.noteFields(u.Elem(), depth)
	case *types.Struct:
		if name := syntax.NamedOf(t); name != nil && isConfigName(name.Name()) {
			return
		}
		for i := range u.NumFields() {
			b.decoded[u.Field(i).Origin()] = true
			b.noteFields(u.Field(i).Type(), depth-1)
		}
	}
}
