package knowledge

// Every end of Serve, also a nil return, leads to a restart, unless it is one of the
// two errors below. A field of Spec, PassThroughPanics, turns the recover off.
var sutureV4 = Package{
	Path:   "github.com/thejerf/suture/v4",
	Module: "github.com/thejerf/suture/v4",
	Calls: []Call{
		{Func: "Supervisor.Serve", Does: Serves},
		{Func: "Supervisor.RemoveAndWait", Does: Joins},
	},
	Runs: []Run{
		{Func: "Supervisor.Add", Arg: 0, Method: "Serve", Life: Service, Async: true, Panic: Recovered, Error: Retried},
		{Func: "AsService", Arg: 0, Method: "Serve", Life: Service, Async: true, Panic: Recovered, Error: Retried},
		{Func: "Spec.EventHook", Arg: Field, Life: Service, Each: PerCall, Panic: Dies, Error: NoResult, Overlaps: true}, // on the supervisor's own goroutine
	},
	Roles: []Role{
		{Type: "Service", Method: "Serve", Life: Service, Blocks: true, Panic: Recovered, Error: Retried},
		{Type: "DeprecatedService", Method: "Serve", Life: Service, Blocks: true, Panic: Recovered, Error: Retried},
	},
	Stops: []string{"ErrDoNotRestart", "ErrTerminateSupervisorTree"},
}
