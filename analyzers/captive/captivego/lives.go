package captivego

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// mayLive reports whether a value can live on a context at all: it keeps one, or what
// goes on by itself (a channel, a function), or is read piece by piece. An answer of
// plain data has been worked out by the time that it is returned.
func mayLive(t types.Type) bool {
	if syntax.IsInterface(t) {
		return isSource(t)
	}
	p, ok := types.Unalias(t).(*types.Pointer)
	return ok && (isSource(t) || holdsSource(p.Elem(), 2))
}

// holdsSource looks at the fields of a struct, and at those of the structs in them.
func holdsSource(t types.Type, depth int) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth == 0 {
		return false
	}
	for i := range st.NumFields() {
		field := st.Field(i).Type()
		if syntax.IsContext(field) || syntax.IsChan(field) || syntax.IsFunc(field) || isSource(field) {
			return true
		}
		if p, ok := types.Unalias(field).(*types.Pointer); ok {
			field = p.Elem()
		}
		if holdsSource(field, depth-1) {
			return true
		}
	}
	return false
}

// isSource: an interface, or a pointer, that is read from, or has to be closed.
func isSource(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.Pointer); !ok && !syntax.IsInterface(t) {
		return false
	}
	return hasMethod(t, "Read") || hasMethod(t, "Recv") || hasMethod(t, "Next") || hasMethod(t, "Close")
}
