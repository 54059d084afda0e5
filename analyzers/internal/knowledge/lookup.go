package knowledge

import (
	"go/types"
	"sync"
)

// Base is the knowledge that ships with the suite.
var Base = sync.OnceValue(func() *Table { return NewTable(packages...) })

// Table answers questions about symbols. It is read-only after NewTable, so
// that passes of several packages may share one.
type Table struct {
	packages map[string]*index
}

type index struct {
	calls  map[string]Call
	runs   map[string][]Run
	roles  []Role
	scoped map[string]Scoped
	stops  map[string]bool
	feeds  map[string]Feed
}

// NewTable indexes rows by symbol. Later packages with the same path add rows.
func NewTable(packages ...*Package) *Table {
	t := &Table{packages: make(map[string]*index, len(packages))}
	for _, p := range packages {
		t.add(p)
	}
	return t
}

// With returns a table that also holds the given packages' rows. It is how a
// user's configuration adds knowledge.
func (t *Table) With(packages ...*Package) *Table {
	if len(packages) == 0 {
		return t
	}
	merged := &Table{packages: make(map[string]*index, len(t.packages))}
	for path, ix := range t.packages {
		merged.packages[path] = ix.clone()
	}
	for _, p := range packages {
		merged.add(p)
	}
	return merged
}

// Knows reports whether the table has rows on the package.
func (t *Table) Knows(path string) bool { return t.packages[path] != nil }

// Call returns the row on a call of fn.
func (t *Table) Call(fn *types.Func) (Call, bool) {
	ix, name := t.find(fn)
	if ix == nil {
		return Call{}, false
	}
	row, ok := ix.calls[name]
	return row, ok
}

// Runs returns the rows on the arguments of fn whose code it runs.
func (t *Table) Runs(fn *types.Func) []Run {
	ix, name := t.find(fn)
	if ix == nil {
		return nil
	}
	return ix.runs[name]
}

// FieldRuns returns the row on code that is assigned to the field of the named
// struct type.
func (t *Table) FieldRuns(owner *types.TypeName, field string) (Run, bool) {
	ix := t.of(owner)
	if ix == nil {
		return Run{}, false
	}
	for _, row := range ix.runs[owner.Name()+"."+field] {
		if row.Arg == Field {
			return row, true
		}
	}
	return Run{}, false
}

// Roles returns the rows on the interfaces of a package, by its import path.
func (t *Table) Roles(path string) []Role {
	if ix := t.packages[path]; ix != nil {
		return ix.roles
	}
	return nil
}

// Scoped returns the row on a type whose values are short-lived.
func (t *Table) Scoped(name *types.TypeName) (Scoped, bool) {
	row, ok := t.ScopedFrom(name)
	return row, ok && !row.OnlyFrom
}

// ScopedFrom returns the row on a type whose values are short-lived, if only when
// they come from the functions that the row names.
func (t *Table) ScopedFrom(name *types.TypeName) (Scoped, bool) {
	ix := t.of(name)
	if ix == nil {
		return Scoped{}, false
	}
	row, ok := ix.scoped[name.Name()]
	return row, ok
}

// IsStop reports whether v is an error variable that means a normal end.
func (t *Table) IsStop(v *types.Var) bool {
	if v.Pkg() == nil {
		return false
	}
	ix := t.packages[v.Pkg().Path()]
	return ix != nil && ix.stops[v.Name()]
}

func (t *Table) of(obj types.Object) *index {
	if obj == nil || obj.Pkg() == nil {
		return nil
	}
	return t.packages[obj.Pkg().Path()]
}

func (t *Table) find(fn *types.Func) (*index, string) {
	ix := t.of(fn)
	if ix == nil {
		return nil, ""
	}
	return ix, SymbolOf(fn)
}

// SymbolOf returns the name of fn as rows write it: "Dial" or "DB.Query".
// A method has the name of the type that declares it, so that promotion through
// embedding, aliases and instances of generic types all lead to one symbol.
func SymbolOf(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	if name := receiverName(recv.Type()); name != "" {
		return name + "." + fn.Name()
	}
	return fn.Name()
}

func receiverName(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}

func (t *Table) add(p *Package) {
	ix := t.packages[p.Path]
	if ix == nil {
		ix = &index{calls: map[string]Call{}, runs: map[string][]Run{}, scoped: map[string]Scoped{}, stops: map[string]bool{}, feeds: map[string]Feed{}}
		t.packages[p.Path] = ix
	}
	for _, row := range p.Calls {
		earlier := ix.calls[row.Func]
		row.Does |= earlier.Does
		row.Anyway = row.Anyway || earlier.Anyway
		row.Deaf = row.Deaf || earlier.Deaf
		if row.Ctx == "" {
			row.Ctx = earlier.Ctx
		}
		ix.calls[row.Func] = row
	}
	for _, row := range p.Runs {
		ix.runs[row.Func] = append(ix.runs[row.Func], row)
	}
	for _, row := range p.Scoped {
		ix.scoped[row.Type] = row
	}
	for _, name := range p.Stops {
		ix.stops[name] = true
	}
	for _, row := range p.Feeds {
		ix.feeds[row.Of] = row
	}
	ix.roles = append(ix.roles, p.Roles...)
}

func (ix *index) clone() *index {
	out := &index{calls: map[string]Call{}, runs: map[string][]Run{}, scoped: map[string]Scoped{}, stops: map[string]bool{}, feeds: map[string]Feed{}}
	for k, v := range ix.calls {
		out.calls[k] = v
	}
	for k, v := range ix.runs {
		out.runs[k] = append([]Run(nil), v...)
	}
	for k, v := range ix.scoped {
		out.scoped[k] = v
	}
	for k, v := range ix.stops {
		out.stops[k] = v
	}
	for k, v := range ix.feeds {
		out.feeds[k] = v
	}
	out.roles = append([]Role(nil), ix.roles...)
	return out
}
