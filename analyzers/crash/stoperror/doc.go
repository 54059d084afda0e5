// Package stoperror reports a normal end that is taken for a failure, and a failure that is taken for the normal end.
//
// # What it reports
//
//   - A service loop that ends because an error matches context.Canceled or
//     context.DeadlineExceeded, while nobody looked at the loop's own context
//     (crash/stoperror/child). The timeout of one turn, of a dial or of an HTTP
//     client is an error of that turn, and not the end of the service. By default
//     it reports errors that daily life brings about without the loop's end, where
//     the loop drops them; with -strict also a Canceled that comes from a call with
//     the loop's own context, and exits that return the error.
//   - A loop that only context.Canceled ends, in which every call fails for ever
//     once the deadline of its context has passed (crash/stoperror/deadline).
//   - A loop that tries again for ever although its context is done
//     (crash/stoperror/retry).
//   - The error of a server, listener or consumer that this package closes itself,
//     if it ends the process, is logged at the level of errors, or leads to another
//     call: http.ErrServerClosed, net.ErrClosed and their like
//     (crash/stoperror/closed). The same goes for the error of the context that a
//     service of this package returns when it is stopped. The error is followed through functions of the
//     package that return it.
//
// It is silent where the loop's own context is looked at on the way: ctx.Err(),
// context.Cause, a select on Done, an error that is compared with ctx.Err(), or a
// helper that is given the context or the error; where a comparison only chooses
// what is logged; where a flag or another question about the state of the service
// comes before the failure; and where nothing in the package closes the server:
// log.Fatal(http.ListenAndServe(...)) in a program without Shutdown is fine.
//
// # Why it hurts
//
// A service that ends on the timeout of one request is gone while the process
// stays healthy. A loop that waits for context.Canceled alone spins, or stays
// behind, from the moment its deadline passes. And log.Fatal on
// http.ErrServerClosed ends the process as soon as Shutdown begins: the requests
// that Shutdown was to wait for are cut off, and the exit code says failure.
//
// # Options
//
// None.
//
// # When not to use it
//
// It has no opinion that a project could disagree with. Where a foreign
// cancellation shall end a loop, say so with a suppression and a reason.
//
// # Known misses and false alarms
//
//   - Whether a server is closed is looked for in its own package. A Shutdown in
//     another package, and an error that crosses packages, are missed.
//   - Errors that go through a group's Wait or a channel are not followed.
//   - io.EOF of a peer that is logged as an error is not looked for.
//   - grpc.Server.Serve returns nil after Stop. Only a Stop that comes before Serve
//     makes it return grpc.ErrServerStopped, and that is not reported.
//   - A context that comes from outside may have a deadline. In a program that never
//     gives it one, a loop that ends on Canceled alone is harmless; what callers in
//     the same package pass is taken into account.
//   - A call that is given the context and returns an error is taken to fail once
//     the context is done, unless its body waits for nothing.
package stoperror
