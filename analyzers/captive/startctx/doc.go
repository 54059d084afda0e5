// Package startctx reports services that live on a context which is there for their
// start only.
//
// # What it reports
//
//   - A goroutine that a start hook leaves behind and that lives on the hook's
//     context, or on one made from it: fx.Hook{OnStart}, fx.StartHook,
//     fx.StartStopHook(x.Start, x.Stop), OnStart and Start of a hosted service of the
//     runtime; also through the functions that the hook calls, and for functions of
//     other packages that are seen to leave something behind.
//   - The same context kept in a field.
//   - A goroutine that goes on, started by a function whose caller gave the context a
//     deadline for the start.
//
// With -strict also: a constructor's context that is kept in a field and used by
// later calls, in a type that is closed or stopped in another way
// (startctx/constructor); and a hosted service, Start(ctx) and Stop(ctx), whose loop
// hears a stop signal of its own beside the context of Start.
//
// It is silent about start-up work with the hook's context, about
// context.WithoutCancel, about a service that cancels its own context in its stop
// hook, about what keeps the context in a variable that ends with the function and
// starts nothing (for b := backoff.New(ctx); b.Ongoing(); b.Wait()), and about a plain Start(ctx) or Run(ctx) without evidence: a service may well
// be meant to live on the context that it is started with.
//
// # Why it hurts
//
// fx cancels the start's context when all hooks have returned, and after 15 seconds
// in any case. The service starts, works in the test, and stops a moment later, quietly,
// since a cancelled context looks like an orderly stop.
//
// # Options
//
// None.
//
// # When not to use it
//
// Where the start's context is the application's, by agreement.
//
// # Known misses and false alarms
//
//   - A caller in another package that gives Start a deadline is seen there, if what
//     it starts is seen to keep the context; through an interface it is not.
//   - A context that is hidden in another value is not followed.
package startctx
