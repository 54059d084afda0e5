// Package stopwait reports Stop methods that do not end what Start began, or do not
// wait for it.
//
// # What it reports
//
// For a type with a Stop, Close or Shutdown method, and what its other methods and
// its constructors started:
//
//   - stopwait/cancel: the cancel function is kept in a field and nothing calls it;
//   - stopwait/empty: the method does nothing, although a goroutine runs that only
//     it could stop, or Start has opened what stays open;
//   - stopwait/join: the method is given a context, tells a goroutine to stop and
//     returns; or it closes the database, file or channel that the goroutine uses,
//     and has not waited for it;
//   - stopwait/deadline: the method is given a context and waits without it, for a
//     group, a channel, or a condition that it asks again and again;
//   - stopwait/server: a server in a field that nothing shuts down; a function that
//     serves, and returns as soon as the shutdown begins in a goroutine; one that
//     waits for the stop and leaves its server behind;
//   - stopwait/sent: the stop is a value that is sent to several loops, of which one
//     receives it, or to a loop that may have ended;
//   - stopwait/twice: the stop channel is closed by a plain and by a deferred call
//     of the same method;
//   - stopwait/dropped: a stop that returns what to wait for (cron.Stop), which is
//     dropped;
//   - stopwait/count: a WaitGroup that is counted up more often than down;
//   - stopwait/order: a function that defers the wait for its goroutines after their
//     cancel function, so that an early return waits before it cancels. With -strict
//     also for goroutines that end by themselves at last.
//
// It is silent where the stop waits through another method that it calls, or the
// type has a method to wait with; for goroutines that end with the context that
// Start was given, or that are counted in a group or announce their end to anybody
// who waits; for a close that a once, a condition or a case guards.
//
// With -strict also: goroutines that are told to stop and not waited for by a
// method without a context; stop channels that a second call would close again;
// stop signals that are sent.
//
// # Why it hurts
//
// What is not ended leaks at each reload. What is not waited for is cut off at the
// exit, in the middle of a write, or uses what was closed under its feet. A stop
// that waits without end is cut off as well, and with it the stops of all others
// that would have come after it.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs whose work may be cut off at any time.
//
// # Known misses and false alarms
//
//   - One join on the stop path counts for all goroutines of the owner.
//   - An owner that is stopped by a function of another name is not looked at.
//   - A stop in another package is not followed: what the owner hands on to it may
//     be ended and waited for there.
package stopwait
