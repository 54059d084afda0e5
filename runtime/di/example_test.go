package di_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/bgvet/bgvet/runtime/di"
)

// database lives as long as the process.
type database struct{ dsn string }

func (d *database) Close() error { fmt.Println("database closed"); return nil }

// unit lives for one iteration.
type unit struct{ db *database }

func (u *unit) Close() error { fmt.Println("unit closed"); return nil }

func newDatabase() (*database, error) { return &database{"orders"}, nil }
func newUnit(db *database) *unit      { return &unit{db} }

// report must not live longer than its unit.
type report struct{ unit *unit }

func newReport(u *unit) *report { return &report{u} }

func ExampleInScope() {
	var c di.Collection
	c.Singleton(newDatabase)
	c.Scoped(newUnit)
	p, err := c.Build()
	if err != nil {
		panic(err)
	}
	iteration := di.InScope(p.Scopes(), func(ctx context.Context, s *di.Scope) error {
		u, err := di.Get[*unit](s)
		if err != nil {
			return err
		}
		fmt.Println("working on", u.db.dsn)
		return nil
	})
	ctx := context.Background()
	fmt.Println(iteration(ctx), iteration(ctx)) // the body of a host.Periodic
	fmt.Println(p.Close(ctx))
	// Output:
	// working on orders
	// unit closed
	// working on orders
	// unit closed
	// <nil> <nil>
	// database closed
	// <nil>
}

func ExampleCollection_Build() {
	var c di.Collection
	c.Singleton(newReport) // would keep one unit for the life of the process
	c.Scoped(newUnit)
	_, err := c.Build()
	fmt.Println(err)
	// Output:
	// di: 2 problems in the collection
	// 	nothing provides a parameter: *di_test.unit (scoped) -> *di_test.database
	// 	singleton would keep a scoped service: *di_test.report (singleton) -> *di_test.unit (scoped)
}

func ExampleKey() {
	var c di.Collection
	c.Singleton(newDatabase)
	c.Singleton(func() *database { return &database{"replica"} }, di.Key("replica"))
	c.Transient(newUnit, di.ParamKey(0, "replica"))
	p, err := c.Build()
	if err != nil {
		panic(err)
	}
	u, err := di.Get[*unit](p)
	fmt.Println(u.db.dsn, err)
	// Output:
	// replica <nil>
}

func ExampleLeakError() {
	var c di.Collection
	p, err := c.Build()
	if err != nil {
		panic(err)
	}
	_, _ = p.Scopes().New(context.Background()) // nobody closes it
	var leak *di.LeakError
	fmt.Println(p.ActiveScopes(), errors.As(p.Close(context.Background()), &leak), len(leak.Scopes))
	// Output:
	// 1 true 1
}

// store is what a service needs; database happens to be one.
type store interface{ Close() error }

func ExampleAs() {
	var c di.Collection
	c.Singleton(newDatabase, di.As[store]())
	p, err := c.Build()
	if err != nil {
		panic(err)
	}
	_, err = di.Get[store](p)
	fmt.Println(err)
	_, err = di.Get[*database](p)
	fmt.Println(err)
	// Output:
	// <nil>
	// di: not registered: *di_test.database
}

func ExampleGetAll() {
	var c di.Collection
	c.Instance(&database{"archive"}, di.As[store]()) // made by somebody else, who closes it
	c.Singleton(newDatabase, di.As[store]())
	p, err := c.Build()
	if err != nil {
		panic(err)
	}
	all, err := di.GetAll[store](p)
	fmt.Println(len(all), err)
	fmt.Println(p.Close(context.Background()))
	// Output:
	// 2 <nil>
	// database closed
	// <nil>
}
