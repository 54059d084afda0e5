// Package captiveloop reports a unit of work that a service loop never ends.
//
// # What it reports
//
// A transaction, pinned connection, session or dependency injection scope that is
// opened once before a service loop, and in which every turn works: in the same
// function, in a literal inside it, or in a function of the package that it is handed
// to, also by go.
//
// It is silent when the loop opens another one, ends it in a turn, or ends itself when
// a turn fails, so that whoever starts it again opens a new one; about loops that live
// for a call, request or connection; about rows, streams and subscriptions, which are
// there to be read in a loop; and about a connection that is pinned on purpose: one on
// which the code listens for notifications or holds a lock.
//
// # Why it hurts
//
// A database restart, a failed statement or a time limit breaks the one transaction or
// connection, and from then on every turn fails until the process is started again. A
// long transaction sees old data and keeps the database from cleaning up; a scope
// never closes what was made in it.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs that own their only connection.
//
// # Known misses and false alarms
//
//   - A value in a field is the business of captivefield.
//   - A wrapper that opens a new connection by itself when the old one is broken, with
//     the type of the database's package, is not known.
//   - A lock whose statement is built somewhere else is not recognised.
package captiveloop
