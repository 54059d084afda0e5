// Package deadctx reports the use of a context that has ended, or ends with another.
//
// # What it reports
//
//   - Shutdown, a flush or any other call that waits, with a context whose Done was
//     received, whose Err was not nil or whose cancel function was called on every
//     way to it; also where that happens in a local closure or in a function that
//     waits for the context, in context.AfterFunc, and for contexts that are made
//     from it;
//   - the context of an error group after its Wait, also when Wait returns in a
//     goroutine of its own while the results are still handled;
//   - the context that a group was made from, after the group's has ended: in the
//     usual case because all were told to stop;
//   - clean-up that is deferred: under a condition on the error, since the end of
//     the context may be the error; after cancel is deferred, as that runs first; in
//     a function that returns when it is told to stop;
//   - clean-up that is left out when the context has ended (deadctx/skipped);
//   - the first caller's context in singleflight, sync.Once and lazy initialisation:
//     all others fail with it.
//
// With -strict also: locks and leases that are given back by a defer with a context
// that may have ended, connections that are closed with one, and a function without a
// result that one Once runs for all.
//
// It is silent about a fresh context, or context.WithoutCancel with a timeout; about
// callees that detach the context themselves or only want its values; about logging;
// about clean-up that needs nobody's answer, as the Rollback of pgx, which closes the
// connection; about what is deferred and only hands a value over to a receiver, who has
// left as well; about Start and Stop, which have one caller; and about a Once that is
// made for one call or request.
//
// # Why it hurts
//
// The shutdown has no time at all: requests are cut off, the last batch is lost, the
// lease stays taken until it expires, a slot is never given back. It works in every
// test that does not cancel, and fails in every deployment.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where a call with an ended context is how a program asks whether it has ended.
//
// # Known misses and false alarms
//
//   - Contexts in fields are not followed along paths: another one may be there by
//     then.
//   - A callee in another module whose body does not show that it waits is reported
//     with -strict only.
//   - A deferred clean-up on an error is reported although this very error may never
//     come from the context.
package deadctx
