package captivescope

import (
	"context"
	"database/sql"

	"github.com/bgvet/bgvet/runtime/di"
)

type UnitOfWork struct{ tx *sql.Tx }

func NewUnitOfWork(ctx context.Context, db *sql.DB) (*UnitOfWork, error) { return nil, nil }

type Reports struct{ work *UnitOfWork }

func NewReports(work *UnitOfWork) *Reports { return &Reports{work} }

func openDB() (*sql.DB, error) { return nil, nil }

// docs:bad
func wire() (*di.Provider, error) {
	var c di.Collection
	c.Singleton(openDB)
	c.Scoped(NewUnitOfWork)
	c.Singleton(NewReports) // want `the singleton \*Reports keeps the scoped \*UnitOfWork that it is made with for the life of the process, long after its unit of work has ended; give it something that makes one for each unit of work, such as a scope factory \(\*Reports -> \*UnitOfWork\)`
	return c.Build()
}

// docs:end

type Mapper struct{ work *UnitOfWork }

func NewMapper(work *UnitOfWork) *Mapper { return &Mapper{work} }

type Cache[T any] struct{ load func() T }

func NewCache[T any](m *Mapper, ctx context.Context) *Cache[T] { return nil }

type store interface{ Close() error }

// Transitively, through a transient; generics; the context of a scope; interfaces and
// keys.
func wireMore(c *di.Collection) {
	c.Scoped(NewUnitOfWork)
	c.Transient(NewMapper)
	c.Singleton(NewCache[int])                                                                // want `keeps the scoped \*UnitOfWork .*\(\*Cache\[int\] -> \*Mapper -> \*UnitOfWork\)` `keeps the scoped context.Context`
	c.Scoped(openDB, di.As[store](), di.Key("replica"))                                       // stores of their own
	c.Singleton(func(s store) *Reports { return nil })                                        // near miss: not the one with the key
	c.Singleton(func(s store) *Mapper { return nil }, di.ParamKey(0, "replica"), di.Key("m")) // want `the singleton \*Mapper keeps the scoped \*sql.DB`
}

func ask(p *di.Provider) {
	_, _ = di.Get[*UnitOfWork](p) // want `\*UnitOfWork lives in scopes, so getting it from the provider always fails; open a scope for the unit of work and get it from that`
}
