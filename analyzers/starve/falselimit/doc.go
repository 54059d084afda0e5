// Package falselimit reports limiters that limit nothing.
//
// # What it reports
//
//   - a limiter (semaphore.Weighted, rate.Limiter, a channel used as a semaphore)
//     that the call which asks it makes itself, or a loop in each turn
//     (falselimit/rebuilt);
//   - the error of Acquire, or the answer of TryAcquire, that nobody looks at or that
//     is only logged (falselimit/unheard): the work runs without a slot, and
//     Release panics.
//
// With -strict also:
//
//   - a slot that goroutines take themselves when as many as others like have been
//     started (falselimit/inside): that bounds the work, not the goroutines;
//   - a limiter in a map from which entries are deleted and not made again, where
//     whoever finds none goes on without (falselimit/missing).
//
// It is silent about a limiter that is kept, handed on or shared by goroutines, about
// Acquire with a context that never ends, which cannot fail, and about goroutines
// whose number is small.
//
// # Why it hurts
//
// Somebody thought of the load and wrote a limit; everybody who reads the code now
// believes in it. It shows in production, under the very load that it was for.
//
// # Options
//
// None.
//
// # When not to use it
//
// There is no reason to have a limiter that does not limit.
//
// # Known misses and false alarms
//
//   - Limiters of a project's own are not looked at.
//   - Ten goroutines that wait for a slot are no trouble; that a list is short is
//     often not to be seen.
package falselimit
