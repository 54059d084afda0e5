// Package captivescope reports dependency injection registrations that keep something
// short-lived in a singleton.
//
// # What it reports
//
//   - runtime/di: a singleton whose constructor takes something scoped, directly or
//     through transients, by type, key or interface, also the context of a scope; and a
//     scoped service that is got from the provider (captivescope/root);
//   - samber/do: a provider of a singleton that invokes a transient which has to be
//     closed, or which holds a transaction or a pinned connection;
//   - fx and dig, where everything is made once (captivescope/once): a transaction,
//     pinned connection or another unit of work that is provided or supplied.
//
// It is silent about a ScopeFactory that is injected, transients without state, scoped
// services that need scoped ones, and what another package registers. Of several
// registrations of the same type and key the last one counts.
//
// # Why it hurts
//
// The first unit of work is kept for the life of the process, closed or not: later ones
// work in its transaction, and see each other's data. runtime/di refuses such a graph
// when it is built; this check says so before.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs that build their graph without a container.
//
// # Known misses and false alarms
//
//   - Registrations in a helper of another package, or with a constructor that is only
//     known at run time, are not seen.
//   - Structs that do.InvokeStruct fills are not looked at.
//   - A scope or provider in a field is the business of captivefield.
//   - docs/di-rules.md compares this with the rules of the analyzers for .NET.
package captivescope
