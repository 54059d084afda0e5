package knowledge

import "go/types"

// ScopedType returns the row on the values of a type that are short-lived by
// themselves, and the type that the row is about: t, what it points to, or what it
// embeds (a struct around a *sql.Tx, an interface that embeds grpc.ClientStream).
func (t *Table) ScopedType(typ types.Type) (Scoped, *types.TypeName) {
	return t.scopedType(typ, maxEmbedding)
}

// maxEmbedding bounds how deep embedded types are looked at.
const maxEmbedding = 4

func (t *Table) scopedType(typ types.Type, depth int) (Scoped, *types.TypeName) {
	if p, ok := types.Unalias(typ).(*types.Pointer); ok {
		typ = p.Elem()
	}
	named, ok := types.Unalias(typ).(*types.Named)
	if !ok || depth == 0 {
		return Scoped{}, nil
	}
	if row, ok := t.Scoped(named.Origin().Obj()); ok {
		return row, named.Origin().Obj()
	}
	switch u := named.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i); f.Embedded() {
				if row, name := t.scopedType(f.Type(), depth-1); name != nil {
					return row, name
				}
			}
		}
	case *types.Interface:
		for i := range u.NumEmbeddeds() {
			if row, name := t.scopedType(u.EmbeddedType(i), depth-1); name != nil {
				return row, name
			}
		}
	}
	return Scoped{}, nil
}

// HandsOut reports whether a row names fn as one that hands out its values.
func (row Scoped) HandsOut(fn *types.Func) bool {
	symbol := SymbolOf(fn)
	for _, from := range row.From {
		if from == symbol {
			return true
		}
	}
	return false
}
