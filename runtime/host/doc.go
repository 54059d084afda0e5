// Package host runs the background services of a process: it starts them in
// order, watches them, and stops them in reverse order within a time budget.
//
// It is the Go counterpart of the .NET Generic Host. A [HostedService] has a
// Start and a Stop, both of which return; a [BackgroundService] has a Run that
// blocks for as long as the service lives; a [Periodic] is a body that the host
// calls again and again.
//
//	h, err := host.New(host.ShutdownTimeout(20 * time.Second))
//	...
//	err = h.Add("migrate", host.OnStart(migrate))
//	err = h.AddBackground("consumer", consumer, host.Restart(host.RestartPolicy{}))
//	err = h.AddPeriodic("mail", host.Periodic{Interval: 10 * time.Second, Do: sendPending})
//	os.Exit(host.ExitCode(h.Run(context.Background())))
//
// # Host states
//
//	          Start             every Started hook returned
//	New ─────────────▶ Starting ─────────────▶ Running
//	                      │                       │ Shutdown, signal, done ctx,
//	   a hook failed,     │                       │ failed service
//	   time-out, Shutdown │                       ▼
//	                      │                    Draining   (DrainDelay; not ready)
//	                      ▼                       │
//	                   Stopping ◀─────────────────┘
//	                      │
//	                      ▼
//	                   Stopped   (final: a host is used once)
//
// # Order of calls
//
// On the way up: Lifetime.WaitForStart; every Starting hook; every Start; every
// Started hook; state Running. On the way down, in reverse order: state
// Draining; every Stopping hook; state Stopping; every Stop; every Stopped hook;
// state Stopped; Lifetime.Stop. Each phase is a barrier over all services.
// Services go one at a time unless [ConcurrentStart] or [ConcurrentStop] is set.
//
// # Two contexts
//
// The start context ends with the start: it carries the caller's cancellation
// and the startup timeout. The run context, which Run and Do receive, is
// independent of it and ends when it is that service's turn to stop;
// [context.Cause] then says why the host stops. Linking the two, as the Generic
// Host does, would end a service right after a start with a timeout.
//
// # What a failure is
//
// A returned error, a panic (also panic(nil)) and a [runtime.Goexit] are
// failures; so is a nil return where [RestartAlways] is set. A cancellation is a
// normal end only if the service's own run context is done. What Go itself
// cannot recover from (concurrent map writes, stack exhaustion, a panic in a
// goroutine that the service started without protection) ends the process.
//
// A goroutine cannot be killed. A service that ignores its context is named in
// an [UnstoppedError], with its stack, and lives on until the process exits.
package host
