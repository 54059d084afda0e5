// Package deafwait reports waits in a service that cannot hear the stop signal.
//
// # What it reports
//
// A wait goes on although a context or stop channel is in reach (a parameter, a
// captured variable, a field of the receiver) and says that it is time to stop:
//
//   - deafwait/sleep: time.Sleep, a receive from a timer or ticker outside of a
//     select, a range over a ticker, and helpers that only sleep; also the first
//     sleep before the first look at the signal;
//   - deafwait/send: a send outside of a select whose receiver may have left,
//     because it leaves its loop on the stop or on an error, or gives up waiting;
//     above all in the case of a select that does hear the stop; and of an answer
//     for which a select waits only until its timer fires or its context is done;
//   - deafwait/receive: a receive in a loop that takes its work from there, and a
//     receive from a goroutine that does not send on each of its ways out;
//   - deafwait/select: a select of a service loop without a case for the stop;
//   - deafwait/cond: sync.Cond.Wait that nothing wakes on the stop;
//   - deafwait/join: with -strict, WaitGroup.Wait for goroutines that are held up
//     by calls without a context.
//
// It is silent about what runs in order to stop (Stop, Close, Shutdown, deferred
// clean-up, what comes after <-ctx.Done()); constant waits below 100 ms, and up to
// a second in a loop that looks at the signal in each turn or in one of few tries;
// the stop signal itself, and channels that the stop path closes; channels with
// room for what is sent; a receiver that receives until the channel is closed, or
// that is stopped after the sender; semaphores; done channels that every path
// closes; the value of a timer that was stopped too late.
//
// With -strict also: sends to a receiver that hears another signal, where the
// order of the two is not seen; sends in a function with a context to a receiver
// in another package; a send that waits where another one on the same channel gives
// up; a receive in a loop from a channel that a call returned to wait for; a wait
// beside the context that a message carries (msg.Context()); what only a tool's main
// reaches.
//
// # Why it hurts
//
// A service has some seconds to stop before it is killed, with whatever it was
// doing. A sleep of half a minute uses them up; a send to a receiver that has
// left never ends, and with it everything that waits for this goroutine.
//
// # Options
//
//   - shortwait (100ms): how long a wait may be that a stop has to sit out.
//
// # When not to use it
//
// In programs that may be killed at any time, and are.
//
// # Known misses and false alarms
//
//   - All values of a type share the channels in its fields: a receiver of one
//     value is taken for a receiver of the other.
//   - A channel in a map or slice is not followed.
//   - A pause that is part of a protocol (a slow answer to a wrong password) is
//     reported like any other; the select costs nothing there either.
//   - A receiver in another package is not seen.
package deafwait
