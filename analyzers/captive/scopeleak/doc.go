// Package scopeleak reports short-lived values that are not ended: on some path, in
// every turn of a loop, or at all.
//
// # What it reports
//
// Transactions, pinned connections, result sets, response bodies, files,
// connections, cursors, subscriptions, streams, spans, scopes, watches, tickers and
// contexts that a function opens and then leaves open:
//
//   - on a path to a return, most often that of an error, or on every path;
//   - when a loop opens the next one, or another call takes the variable, also where
//     defer x.Stop() has bound the first value before;
//   - where the result of the call is dropped.
//
// And forms of their own:
//
//   - scopeleak/defer: a defer in a loop that goes on, which runs when the function
//     returns and not at the end of the turn. In an endless loop that is never;
//   - scopeleak/early: the opposite, a defer that ends the value although a goroutine
//     that was started with it goes on;
//   - scopeleak/skipped: a Rollback or Release that is left out when the context has
//     ended;
//   - scopeleak/stop: a Stop or Close that does nothing, while Start opens something
//     and keeps it;
//   - scopeleak/nocontext: _, cancel := context.WithCancel(ctx), whose cancel stops
//     nothing;
//   - scopeleak/tick: time.Tick in a function that returns, before Go 1.23.
//
// Tickers of the standard library are reported in files that are compiled for a Go
// before 1.23, which does not collect them; those of other packages always. A gRPC
// stream is reported if its context outlives the function: a field, or
// context.Background. It ends when a receive fails, or with a context of its own.
//
// With -strict also: contexts with a timeout, which are lost only until that is
// over, and those that another one made from them takes the variable of, while their
// caller's ends; rows and statements of a transaction that the caller has begun, or
// that this function ends; files of an fs.FS, which may be embedded; connections that
// are left open only where SetDeadline fails; and defers in loops over a channel that
// belong to a call.
//
// It is silent where somebody else ends the value: it is returned, stored in a
// field, collection or literal, sent on a channel, given to a goroutine or callee
// that ends or keeps it (a setter, such as log.SetOutput, keeps it), to a method of
// an interface that nothing in the package implements, or to a call that returns
// something with a Close of its own. What callees do is read off their bodies, in any
// package. Also silent: rows that are read to their end, which closes them; values
// that are nil because the call failed; main and init; loops that are bounded, or
// left right after the defer; variables from outside a loop that one turn fills and
// another one ends.
//
// # Why it hurts
//
// The pool runs dry after as many failed requests as it has connections, and then
// everything waits for ever. File descriptors run out in the same way. It takes the
// rare path to happen, so it happens in production, days after the release.
//
// # Options
//
// None.
//
// # When not to use it
//
// In programs that end after one piece of work: the system ends everything then.
//
// # Known misses and false alarms
//
//   - A value that is handed to something unknown, or put under a second name, counts
//     as somebody else's, although that may not end it either.
//   - Two conditions that exclude each other are two paths here, unless the value is
//     opened and ended under the same one.
//   - Values in fields are only looked at where Stop does nothing.
//   - A lock that is not unlocked on some path is not reported.
package scopeleak
