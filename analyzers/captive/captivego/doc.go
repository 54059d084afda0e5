// Package captivego reports goroutines that go on with what ends before them: the
// context of a request, the request itself, a transaction, a cancelled context.
//
// # What it reports
//
// A goroutine, a job that is handed to a pool, a timer's function or a callback that
// is kept, that nobody waits for, and that works with
//
//   - the context of a request, message or job, evaluated before or inside it, made
//     from it, or handed through the functions between the handler and the go
//     statement;
//   - the context of a function that others call, where the work ends by itself: its
//     caller may be done with the context as soon as the function returns;
//   - a context that the function cancels by a defer as it returns;
//   - an *http.Request (its body or context), an http.ResponseWriter, or the pooled
//     context of gin, echo, fiber or fasthttp, and strings and bytes of fiber and
//     fasthttp, which are parts of a buffer (captivego/buffer);
//   - a transaction that the function commits or rolls back.
//
// And values that live on a context which the function cancels before it returns
// them or keeps them (captivego/stream): rows, responses, streams, readers, and other
// values that keep a context, a channel, a function or a reader.
//
// With -strict also: the same where the function waits for something after the go
// statement, or asks for something else; a request that is handed to a function of
// another package; and one transaction for several goroutines at once
// (captivego/shared).
//
// It is silent where the goroutine is joined before the function returns; about
// context.WithoutCancel, copies and values that were read before; about a goroutine
// that goes on until its context ends, beside a function that stays; about what a
// goroutine that ends a transaction itself does with it; about Start, Run and New,
// which are given the context that what they start lives on.
//
// # Why it hurts
//
// The work is cancelled at a moment that depends on how fast the answer is sent. In
// tests it finishes; under load the mail is not sent, the scan ends halfway, and all
// that is logged is "context canceled". A pooled context is worse: the goroutine reads
// another customer's request.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where background work is meant to be cut off with the request that started it.
//
// # Known misses and false alarms
//
//   - That a goroutine is joined through a field, or by a method of another type, is
//     not always seen; it is reported with -strict then.
//   - A value that is hidden in a struct which is handed over is not followed.
//   - A handler is known by what it is given or by what registers it. A method that is
//     only called through an interface of another package is one that others call.
package captivego
