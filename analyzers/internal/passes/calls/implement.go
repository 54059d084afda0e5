package calls

import (
	"go/types"
	"slices"
	"sync"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// implementations finds the methods of a package's types that an interface
// method may run.
type implementations struct {
	mu     sync.Mutex // checks ask on several goroutines
	pkg    *types.Package
	memo   map[*types.Func][]*Func
	byName map[string][]*types.Named // types that have a method of this name
}

func (im *implementations) of(g *Graph, method *types.Func) []*Func {
	im.mu.Lock()
	defer im.mu.Unlock()
	if found, ok := im.memo[method]; ok {
		return found
	}
	var found []*Func
	iface, _ := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if iface != nil && method.Pkg() != nil {
		im.index()
		for _, named := range im.byName[method.Name()] {
			if f := g.Decl(implementation(named, iface, method)); f != nil && !slices.Contains(found, f) && (!g.isTest(f.Pos()) || g.isTest(method.Pos())) {
				found = append(found, f)
			}
		}
	}
	im.memo[method] = found
	return found
}

func implementation(named *types.Named, iface *types.Interface, method *types.Func) *types.Func {
	ptr := types.NewPointer(named)
	if !types.Implements(ptr, iface) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(ptr, true, method.Pkg(), method.Name())
	if fn, ok := obj.(*types.Func); ok && !syntax.IsInterfaceMethod(fn) {
		return fn.Origin()
	}
	return nil
}

// index sorts the package's types by the names of their methods: most types
// need not be compared with an interface at all. Generic types are left out, as
// what they implement depends on their arguments.
func (im *implementations) index() {
	if im.byName != nil {
		return
	}
	im.byName = make(map[string][]*types.Named)
	for _, name := range im.pkg.Scope().Names() { // sorted
		tn, ok := im.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok && !types.IsInterface(named) && named.TypeParams().Len() == 0 {
			im.addMethods(named, named, maxEmbedding)
		}
	}
}

// maxEmbedding bounds how deep methods are looked for that a type has by embedding.
const maxEmbedding = 4

// addMethods adds the methods of from, and of what it embeds, to those of named.
func (im *implementations) addMethods(named *types.Named, from types.Type, depth int) {
	if p, ok := from.(*types.Pointer); ok {
		from = p.Elem()
	}
	n, ok := types.Unalias(from).(*types.Named)
	if !ok || depth == 0 || n.Obj().Pkg() != im.pkg {
		return // methods of other packages' types have no body here
	}
	for i := range n.NumMethods() {
		im.addName(n.Method(i).Name(), named)
	}
	st, ok := n.Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if f := st.Field(i); f.Embedded() {
			im.addMethods(named, f.Type(), depth-1)
		}
	}
}

func (im *implementations) addName(method string, named *types.Named) {
	if types := im.byName[method]; len(types) == 0 || types[len(types)-1] != named {
		im.byName[method] = append(types, named)
	}
}
