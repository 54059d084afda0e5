// Package di is a small dependency injection container with three lifetimes,
// made for background services: a [Scope] is opened and closed for each
// iteration, and nothing that lives per iteration can get stuck in something
// that lives for the whole process.
//
//	var c di.Collection
//	c.Singleton(NewPool)                     // func() (*Pool, error)
//	c.Scoped(NewUnitOfWork)                  // func(context.Context, *Pool) (*UnitOfWork, error)
//	p, err := c.Build()                      // every mistake at once, nothing constructed yet
//	...
//	do := di.InScope(p.Scopes(), func(ctx context.Context, s *di.Scope) error {
//		work, err := di.Get[*UnitOfWork](s)
//		...
//	})
//	defer p.Close(ctx)
//
// # Lifetimes
//
//	lifetime   constructed                closed
//	Singleton  once, at the first Get     with the Provider
//	Scoped     once in each Scope         with the Scope
//	Transient  at each Get or injection   with the Scope, or the Provider if there is none
//
// Constructors are plain functions whose parameters are read by reflection when
// the Provider is built. So validation sees the whole graph without running
// anything, factories included, and it is always on: a missing dependency, a
// cycle and every way from a singleton to something scoped are errors of Build.
//
// Two parameters need no registration: a [ScopeFactory], the only way by which a
// singleton may reach scoped services, and a [context.Context], which is scoped:
// it is the context the scope was opened with.
//
// # Closing
//
// An instance with a method Close() error, Close() or Close(context.Context)
// error is closed in reverse order of creation, even if others before it fail,
// under a context that is not cancelled and has a time limit. A closer that
// ignores its context cannot be interrupted.
//
// # What is deliberately not done
//
// A Scope cannot be injected: a constructor names what it needs. There is no
// property injection, no decoration and no child container; nested scopes are
// independent. The host works without this package, with hand-wired values.
package di
