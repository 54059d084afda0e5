// Package captivefield reports short-lived values that a long-lived holder keeps.
//
// # What it reports
//
// A service, a package variable, or something that one of them holds keeps a value
// that ends with a request, a call or a unit of work:
//
//   - a transaction, pinned connection, result set, cursor, batch or scope, also inside
//     a struct that embeds it, behind an interface with Commit and Rollback, or as a
//     repository that was bound to it (queries.WithTx(tx));
//   - a request, response writer, context of a web framework, message, delivery, span;
//   - captivefield/ctx: the context of a request, or one that the function cancels when
//     it returns; and what was opened with such a context and goes by it: a reader, a
//     stream, a source of tokens, rows.
//
// How long a holder lives is read off its use: a background service runs in it, it
// serves one request after the other, a package variable or a long-lived struct holds
// it, or only main makes it. What sync.Once does counts as well.
//
// With -strict also: holders that are long-lived by their shape alone, made by New and
// ended by Close, and the context that such a constructor was given, if a method that
// is given none works with it.
//
// It is silent about structs that live for one call, request, message or turn:
// walkers, events, jobs, options; about a context that Start makes and Stop cancels,
// and a detached one; about pools, factories and copies; and about a value that some
// method of the package ends, such as the pinned connection of a listener: its holder
// knows that it owns it.
//
// # Why it hurts
//
// The first use after the end of the request fails, or worse, does not: it reads in a
// transaction that pins an old state of the database, writes into somebody else's
// response, or finds every call cancelled. A connection that is kept is missing in the
// pool.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs that do one piece of work and end.
//
// # Known misses and false alarms
//
//   - How long the values of a type of another package live is not known.
//   - A value that goes through a channel or a map into a service is not followed.
//   - A holder that ends the value is trusted, although it may do so too late.
//   - Readers that fetch everything when they are opened, and need their context no
//     more, are taken for those that go by it.
package captivefield
