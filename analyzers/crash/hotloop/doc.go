// Package hotloop reports loops of background services that spin: turns that can
// go by without any wait.
//
// # What it reports
//
// In a loop that ends only when it is told to (for {}, for ctx.Err() == nil,
// for !stopped.Load()), a path from the beginning of a turn back to it on which
// nothing waits, if that path is plain:
//
//   - error: a call that talks to the outside (Accept, Dial, a query) failed, and
//     the next turn tries again at once, by continue or by falling through. The
//     call and its error may be in a function of the package that the loop calls
//     (func (p *Processor) step()). A failed acknowledgement counts too, where
//     what was fetched would be fetched again.
//   - closed: a receive without ok from a channel that somebody closes: this
//     package, under any name, or a library (the deliveries of amqp091, the events
//     of fsnotify, a watch of Kubernetes). Also the case of ctx.Done() or of a stop
//     channel that does not leave the loop, and a break in it that leaves only the
//     select. And a Next() (T, error) that hands out the zero value and a nil error
//     after its own Stop.
//   - default: a select whose default does nothing, or nothing that waits. Locks,
//     atomics, logging, starting a goroutine, looking at a context and a sleep
//     below a millisecond are no wait.
//   - poll: no wait at all, as in for { if !connected { continue } ... }, or only in
//     a range over something that may be empty.
//   - giveup: the delay of a backoff that turns negative when its time is over: the
//     exponential one of cenkalti/backoff v4 after 15 minutes.
//   - restart: a function that recovers its panic and starts itself again at once.
//
// A stop case that does not leave the loop belongs to this check where nothing on
// the way back waits, so that the loop surely spins. Where something does wait (a
// ticker, a query) the loop merely stays, and donestays reports it; of one that
// spins that check speaks only with -strict.
//
// With -strict also: a closed input whose other cases hear a stop (who closes the
// one ends the other, as a rule), or after which the loop only has to finish
// something; a receive that gives a nil which then panics; a channel of errors
// that is handed in from another package, in a case that only looks at err != nil;
// a loop that takes what is there until nothing is left; errors that were told
// apart from others before the next try; a loop that runs a service again after
// each of its panics.
//
// A path is followed with what is known on it. It ends quietly at anything that
// waits on all its ways: a sleep, a timer or ticker, a limiter, a blocking call
// that succeeded, a send, in this function or in any that it calls, in any
// package. Silent are also: attempts that are counted; errors that say that the
// time is up; conditions that a zero value does not meet; a channel that is set to
// nil or made anew, here or in a function that is called; a loop that looks at its
// stop signal before it receives again.
//
// # Why it hurts
//
// The service looks alive and does nothing but keep a CPU busy, fill the log and
// hammer what is down already. It begins when something else fails: the database
// is away, file descriptors run out, a broker restarts, the producer is gone. All
// instances do it at the same time.
//
// # Options
//
// None. Calls that wait and calls that fail at once can be made known in
// .bgvet.yaml.
//
// # When not to use it
//
// Where a loop is meant to burn a CPU: a spin lock, a benchmark, a driver that
// polls a device. Suppress the single loop there.
//
// # Known misses and false alarms
//
// Missed are loops whose wait is an interface or a function value that no body is
// known of, unless the author pauses after another outcome of the same call;
// channels that another package closes, other than by a library that is known;
// delays that are computed and come out as zero or negative; loops that other
// packages run around a step; a failed acknowledgement whose name does not say
// that it is one.
//
// A false alarm is a call that waits by itself before it gives its error, when
// nothing shows that; a channel whose close comes only after the loop has ended,
// when that is arranged in another function; work that shrinks with each failed
// turn.
package hotloop
