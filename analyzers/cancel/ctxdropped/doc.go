// Package ctxdropped reports work that runs under a context of its own although
// one was in reach that says when it is no longer wanted.
//
// # What it reports
//
//   - context.Background or context.TODO passed to a call that waits, where a
//     context is in reach: a parameter, a captured variable, the request or stream
//     of a handler, the context of a web or command framework, a field of the
//     receiver. The one to pass is the innermost.
//   - A function that makes its own context because it accepts none
//     (ctxdropped/callee), called where there is one. It is reported once, where
//     the context is made, with the calls that lead there; for a function of
//     another package of the module at the call.
//   - A context parameter without a name in a function that waits
//     (ctxdropped/ignored), whether or not an interface asks for it.
//   - context.WithoutCancel around a call that nothing limits any more
//     (ctxdropped/detached).
//
// With -strict also: contexts of their own that have a timeout; work that is left
// to a goroutine for which nobody waits; the same in the
// turns of a loop that a channel stops (ctxdropped/channel); a root for all that a
// function starts, while the context that it was given is not looked at
// (ctxdropped/root); a context parameter with a name that nothing uses; clean-up
// without a timeout (ctxdropped/cleanup).
//
// It is silent where a context of one's own is right: after the stop signal was
// received, in deferred clean-up, in Stop, Close and Shutdown and what only they
// call; in a goroutine that outlives the request; where the context is kept,
// returned, or cancelled by somebody who is handed its cancel function; where the
// context in reach is a field that the stop cancels only when it has waited; where it
// has a timeout and a comment or its name says what it is for. It is silent about
// calls that wait for nothing, such as logging and tracing, or that take only values
// and spans from the context that they are given, about what other
// modules do inside, and in main, init, tests and programs that do their work and
// end.
//
// # Why it hurts
//
// A stop, a deploy or a client that hung up ends the context, and the work goes
// on: queries hold their connections, the process is killed when its grace period
// is over, and what was under way is cut in the middle. On a connection that hangs
// it never ends at all.
//
// # Options
//
// None.
//
// # When not to use it
//
// In code whose work must always be finished once it has begun. Say so with
// context.WithoutCancel and a timeout, and this check is silent.
//
// # Known misses and false alarms
//
//   - A call through an interface whose code is elsewhere is taken for one that
//     waits if it takes a context and may fail.
//   - Where a context goes is followed within one function; one that is kept in a
//     struct and passed on later is not seen.
//   - Whether a stop signal was received before a call is read off the statements
//     around it and in front of it; a stop that is told in another way, by a
//     state or a count, is not recognised.
//   - A function that other packages alone call, by way of an interface, may have
//     callers without a context.
package ctxdropped
