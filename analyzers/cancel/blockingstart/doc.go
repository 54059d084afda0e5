// Package blockingstart reports start hooks that never return, so that the start-up
// never ends.
//
// # What it reports
//
// A hook that a framework waits for before it goes on, and that stays until it is
// told to stop:
//
//   - fx.Hook{OnStart}, fx.StartHook, fx.StartStopHook, fx.OnStart, the Start of
//     kardianos/service, the Start and OnStart of the host in runtime/host; as
//     literals, methods and method values, also of other packages;
//   - an endless loop, a call that serves, a wait for the stop signal, a select of
//     stop signals, a wait for a group of such goroutines; in the hook itself or up
//     to four calls deep, and in other packages by their summaries;
//   - a Start method of a type with a Stop, where the package itself calls it and
//     goes on after it.
//
// It is silent about loops that end when they have succeeded; waits for something
// to become ready; what is started with go; and a Start that is meant to block: of
// an interface of a framework whose contract says so (Runnable of
// controller-runtime, Service of suture), that the package starts with go, whose
// comment says that it blocks, or that looks at http.ErrServerClosed behind its
// Serve.
//
// With -strict also: any other Start of a type with a Stop that does not return
// before it is stopped.
//
// # Why it hurts
//
// What is registered after the hook never starts, and the process is neither up
// nor down: after some seconds the framework gives up and stops it all, or it hangs
// there for ever.
//
// # Options
//
// None.
//
// # When not to use it
//
// There is no program in which a start hook may block.
//
// # Known misses and false alarms
//
//   - Whether callers in other packages expect Start to return is not seen; those
//     findings need -strict.
//   - A loop that ends when it has got what it wanted is taken for one that will.
package blockingstart
