// Package deafloop reports service loops and goroutines that nobody can stop.
//
// # What it reports
//
// A loop that keeps a goroutine alive, and that nothing ends:
//
//   - it hears no context, stop channel or flag, and never ends by itself;
//   - it hears nothing but its ticker;
//   - it listens to a stop channel, or ranges over an input, that the package never
//     closes and nobody else has;
//   - it blocks in Accept, Read or Receive of something in a field that nothing
//     closes;
//   - deafloop/leak: each turn of a service loop starts a goroutine that waits for
//     the end of the whole service;
//   - deafloop/inner: a loop in the turn of a service loop tries again until it has
//     succeeded, logs the errors, and hears no stop, which the loop around it does;
//   - deafloop/lost: _, cancel := context.WithCancel(ctx), where the cancel function
//     is that of a context which nothing hears.
//
// It is silent about loops that end by themselves or on an error, that their maker
// joins, or whose channel, listener or connection is handed in from elsewhere; and
// about what is started once in the life of the process.
//
// With -strict also: loops that main, an init function or a once starts, and which
// may be meant to live as long as the process; loops of functions that only other
// packages start; and deafloop/retry: a method of a type that can be stopped tries
// again for ever and sleeps in between.
//
// A stop signal that is in reach, and that a wait in the loop does not hear, is
// deafwait's finding. A loop that hands its context to a call, and tries again when
// that fails because the context is done, is stoperror's.
//
// # Why it hurts
//
// The goroutine outlives its owner: each reload, each test, each new client leaves
// one more, with all that it holds. At the exit its work is cut off in the middle.
//
// # Options
//
// None. What is meant to live as long as the process can say so with
// //nolint:deafloop and the reason.
//
// # When not to use it
//
// In programs of one kind of service that lives as long as the process and may be
// killed at any time.
//
// # Known misses and false alarms
//
//   - A channel, listener or connection that another package has is taken for one
//     that it closes.
//   - That a type offers a stop does not say that its owner calls it.
//   - A loop that ends on any error of its call is not reported: whoever stops the
//     service may make the call fail.
package deafloop
