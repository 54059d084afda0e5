// Package losterror reports errors of background work that nobody ever sees.
//
// # What it reports
//
// All findings need -strict. They are in code that a goroutine, a service, a
// framework or a connection runs:
//
//   - go f() whose f may return an error (crash/losterror/go), and a callback that
//     returns an error to a framework that drops it (crash/losterror/callback).
//   - A group, such as an errgroup.Group, that nobody waits for, or whose Wait has
//     its error dropped (crash/losterror/group).
//   - The error of a server, consumer or service loop that is thrown away
//     (crash/losterror/serve).
//   - return nil under err != nil, after a call that talks to something outside the
//     process (crash/losterror/nil).
//
// It is silent about functions whose error is always nil, is nothing but the end
// of their context, or was logged, counted, sent or kept by the function itself,
// also further down; about Close, Flush, Stop and their like; about a group that is
// handed to somebody else; about a return of another value besides nil, which is an
// answer; and about an error that was matched with errors.Is or looked at in any
// other way before.
//
// # Why it hurts
//
// Background work has no caller who would notice. A worker whose error is dropped
// is gone without a line in the log; a port that is taken looks like a server that
// runs; a job that returns nil after a failure is done for good, as far as its
// queue knows.
//
// # Options
//
// None.
//
// # When not to use it
//
// It is for reviews. Where work is best effort, as a warm-up of a cache, a comment
// with a suppression says so to the next reader.
//
// # Known misses and false alarms
//
//   - A call in a loop whose error is not even assigned is left to linters that
//     check every error.
//   - An error that only an optional handler would see is taken to be told.
//   - A wrapper that runs a function and drops its error is seen where it does so,
//     not where it is called.
//   - Functions of other packages are known by what they do: an error that one of
//     them logs itself, or never returns, is reported all the same, unless it is
//     assigned to _ or the function is given a callback that takes an error.
//   - A function whose name says that it logs or counts is believed.
package losterror
