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
	memo   map[*types.Func][]*types.Func
	built  bool
	byName map[string][]*types.Named // types that declare a method of this name
	embeds []*types.Named            // types that may get methods by embedding
}

func (im *implementations) of(method *types.Func) []*types.Func {
	im.mu.Lock()
	defer im.mu.Unlock()
	if found, ok := im.memo[method]; ok {
		return found
	}
	var found []*types.Func
	iface, _ := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if iface != nil && method.Pkg() != nil {
		im.index()
		for _, named := range im.byName[method.Name()] {
			found = append(found, implementation(named, iface, method)...)
		}
		for _, named := range im.embeds {
			found = append(found, implementation(named, iface, method)...)
		}
		found = distinct(found)
	}
	im.memo[method] = found
	return found
}

func implementation(named *types.Named, iface *types.Interface, method *types.Func) []*types.Func {
	ptr := types.NewPointer(named)
	if !types.Implements(ptr, iface) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(ptr, true, method.Pkg(), method.Name())
	if fn, ok := obj.(*types.Func); ok && !syntax.IsInterfaceMethod(fn) {
		return []*types.Func{fn.Origin()}
	}
	return nil
}

// index sorts the package's types by the methods that they declare: most types
// need not be compared with an interface at all. Generic types are left out, as
// what they implement depends on their arguments.
func (im *implementations) index() {
	if im.built {
		return
	}
	im.built = true
	im.byName = make(map[string][]*types.Named)
	for _, name := range im.pkg.Scope().Names() { // sorted
		tn, ok := im.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		named, ok := tn.Type().(*types.Named)
		if !ok || types.IsInterface(named) || named.TypeParams().Len() > 0 {
			continue
		}
		for i := range named.NumMethods() {
			m := named.Method(i).Name()
			im.byName[m] = append(im.byName[m], named)
		}
		if hasEmbedded(named) {
			im.embeds = append(im.embeds, named)
		}
	}
}

func hasEmbedded(named *types.Named) bool {
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if st.Field(i).Embedded() {
			return true
		}
	}
	return false
}

func distinct(fns []*types.Func) []*types.Func {
	var out []*types.Func
	for _, fn := range fns {
		if !slices.Contains(out, fn) {
			out = append(out, fn)
		}
	}
	return out
}
