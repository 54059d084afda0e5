// Package inlinecpu reports heavy work where others wait for it.
//
// # What it reports
//
// Work that takes tens of milliseconds of CPU time for any input (bcrypt, scrypt,
// argon2, pbkdf2, RSA keys, images), called directly or through functions of any
// package:
//
//   - in a handler of an HTTP or RPC server, with nothing on the way that bounds how
//     many do so at once;
//   - in a case of a service's select, which serves a ticker as well: a heartbeat, a
//     lease that is to be renewed;
//   - waiting for one peer in the loop that accepts all of them (inlinecpu/accept):
//     a TLS handshake, a first read without a deadline.
//
// With -strict also: heavy work in a select that serves other channels, such as the
// next job; work that takes long for large input only (compression,
// archives, loops over all of one thing for each of another, recursion that tries
// all combinations), and heavy work in a callback that is called for one message
// after the other, such as that of a NATS subscription.
//
// It is silent where something bounds the work: a slot of a semaphore or channel, a
// rate limiter, a bounded pool, our runtime/offload. It is silent about workers of a
// queue, whose number is an option (River, Asynq, Temporal), about goroutines that
// serve nothing else, at start-up, and where the only other case of the select is
// the stop signal.
//
// # Why it hurts
//
// Go shares processors fairly, and fairness is the trouble: with two of them, two
// busy goroutines raise the latency of everything else from a tenth of a
// millisecond to tens of milliseconds. A login that takes 100 ms of CPU time by
// design lets twenty clients a second fill both. Health checks time out, and the
// process is restarted in the middle of its work. Inside a select it needs no load:
// the heartbeat comes late by as long as one job takes, and the lease is gone.
//
// # Options
//
// None. A function of your own that runs its argument under a limit can be named
// in the configuration, under offload.
//
// # When not to use it
//
// In programs that do one thing at a time, and behind a proxy that limits
// concurrency for you.
//
// # Known misses and false alarms
//
//   - A limit in a middleware that another package puts around the handler is not
//     seen.
//   - A cost parameter that is set low, as tests do, still counts as heavy.
//   - Heavy work in C, in assembly, or behind an interface of another package is not
//     seen.
package inlinecpu
