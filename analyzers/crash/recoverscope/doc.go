// Package recoverscope reports a recover that does not help because of where it stands.
//
// # What it reports
//
// Four ways in which a recover is written and does not keep the service alive:
//
//   - A recover around a service loop instead of in it: the first panic ends the
//     loop, is logged, and the process goes on without its service. The recover
//     may be in the function with the loop, in one of its callers, or in the
//     wrapper that started the goroutine.
//   - A call of recover that always returns nil: in a function that the deferred
//     function calls instead of being deferred itself, in defer recover(), in the
//     arguments of a deferred call, or in a function that is not deferred at all.
//   - A goroutine without a recover whose starter has one: a dispatcher recovers,
//     and the job runs in a child goroutine that it does not protect.
//   - A signal that a recovered panic skips while somebody waits for it: a send or
//     close of a channel, or wg.Done, that comes after the code that panics and is
//     not deferred. The waiter waits for ever.
//
// The first is silent where something starts the loop again (a loop around the
// call, a supervisor, wait.Until, the deferred function itself) and where the
// end is noticed: sent on or closed on a channel that others than Stop receive
// from, passed on as an error, a context of others cancelled, raised again. It
// wants something to panic in the turn: code of others, or work whose panics
// the author expected when writing the recover. The last is silent where the
// deferred function signals instead, where the waiter has another way out, and
// where something else sends on the channel, too.
//
// With -strict it also reports recovers around loops that only pass values on,
// around loops that a recovering wrapper started and in which nothing is known
// to panic, in functions that other packages start, and in the workers of a
// pool that is joined.
//
// # Why it hurts
//
// A recover looks like safety. Around the loop it turns a crash, which a
// supervisor would have seen and repaired, into a service that is gone while
// health checks stay green: the queue fills, the cache goes stale, and the only
// trace is one line in the log. In the wrong goroutine or one call too deep it
// does nothing at all. And a goroutine that recovers but never signals turns a
// panic into a deadlock.
//
// # Options
//
// None.
//
// # When not to use it
//
// It has nothing to say about programs that do not recover.
//
// # Known misses and false alarms
//
// Whether the end of a loop is noticed is followed within one package; a
// function that another package starts is reported with -strict only. What a
// deferred function does is also read from its name (restart, notify, cancel):
// such a name silences the check, whatever the function does.
//
// A loop that is given up on purpose after a panic, because its state cannot be
// trusted any more, is reported; end the process there, or suppress it with a
// reason.
package recoverscope
