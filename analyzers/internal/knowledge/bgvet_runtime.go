package knowledge

// Every call of user code is on a goroutine that recovers; a panic counts as an error.
var bgvetHost = Package{
	Path:   "github.com/bgvet/bgvet/runtime/host",
	Module: "github.com/bgvet/bgvet",
	Calls: []Call{
		{Func: "Host.Run", Does: Serves},
		{Func: "Host.WaitForShutdown", Does: Serves},
		{Func: "Host.Start", Does: Joins},
		{Func: "Host.Stop", Does: Joins},
		{Func: "Host.Remove", Does: Joins},
		{Func: "Host.Draining", Does: Signals},
		{Func: "Host.Stopping", Does: Signals},
	},
	Runs: []Run{
		// a failure stops the host unless a Restart option says otherwise
		{Func: "Host.AddBackground", Arg: 1, Method: "Run", Life: Service, Async: true, Panic: Recovered, Error: StopsAll},
		{Func: "LeaderOnly", Arg: 1, Method: "Run", Life: Service, Async: true, Panic: Recovered, Error: StopsAll},
		// logged and tried again after a backoff, one call at a time
		{Func: "Periodic.Do", Arg: Field, Life: Service, Each: Iteration, Async: true, Panic: Recovered, Error: Retried},
		{Func: "Host.Add", Arg: 1, Method: "Start", Life: Service, Each: PerCall, Starts: true, Panic: Recovered, Error: StopsAll},
		{Func: "Host.Add", Arg: 1, Method: "Stop", Life: Service, Each: PerCall, Panic: Recovered, Error: Returned},
		{Func: "OnStart", Arg: 0, Life: Service, Each: PerCall, Starts: true, Panic: Recovered, Error: StopsAll},
		{Func: "OnStop", Arg: 0, Life: Service, Each: PerCall, Panic: Recovered, Error: Returned},
		{Func: "OnState", Arg: 0, Life: Service, Each: PerCall, Panic: Recovered, Error: NoResult},
		{Func: "WithInterceptor", Arg: 0, Life: Service, Each: PerCall, Panic: Recovered, Error: Returned},
	},
	Roles: []Role{
		{Type: "BackgroundService", Method: "Run", Life: Service, Blocks: true, Panic: Recovered, Error: StopsAll},
		{Type: "HostedService", Method: "Start", Life: PerCall, Panic: Recovered, Error: StopsAll},
		{Type: "HostedService", Method: "Stop", Life: PerCall, Panic: Recovered, Error: Returned},
		{Type: "StartingHook", Method: "Starting", Life: PerCall, Panic: Recovered, Error: StopsAll},
		{Type: "StartedHook", Method: "Started", Life: PerCall, Panic: Recovered, Error: StopsAll},
		{Type: "StoppingHook", Method: "Stopping", Life: PerCall, Panic: Recovered, Error: Returned},
		{Type: "StoppedHook", Method: "Stopped", Life: PerCall, Panic: Recovered, Error: Returned},
		{Type: "LivenessChecker", Method: "Live", Life: PerCall, Panic: Recovered, Error: Delivered},
		{Type: "ReadinessChecker", Method: "Ready", Life: PerCall, Panic: Recovered, Error: Delivered},
		{Type: "Observer", Method: "Observe", Life: PerCall, Panic: Recovered, Error: NoResult},
	},
	Stops: []string{"ErrShutdown"},
}

var bgvetOffload = Package{
	Path:   "github.com/bgvet/bgvet/runtime/offload",
	Module: "github.com/bgvet/bgvet",
	Calls: []Call{
		{Func: "New", Does: Limits},
		{Func: "Do", Does: Limits},
		{Func: "Go", Does: Limits},
		{Func: "Pool.Close", Does: Joins},
	},
	Runs: []Run{
		{Func: "Do", Arg: 3, Life: PerCall, Each: PerCall, Panic: Recovered, Error: Returned},
		{Func: "Go", Arg: 3, Async: true, Panic: Recovered, Error: Returned, Overlaps: true},
	},
	Roles: []Role{
		{Type: "Observer", Method: "Observe", Life: PerCall, Panic: Recovered, Error: NoResult},
	},
	Stops: []string{"ErrClosed"},
}

var bgvetDI = Package{
	Path:   "github.com/bgvet/bgvet/runtime/di",
	Module: "github.com/bgvet/bgvet",
	Calls: []Call{
		{Func: "Provider.Close", Does: Joins | Closes},
	},
	Runs: []Run{
		// called by the first who asks, once per provider, per scope, or each time
		{Func: "Collection.Singleton", Arg: 0, Life: Service, Each: PerCall, Panic: Recovered, Error: Returned},
		{Func: "Collection.Scoped", Arg: 0, Life: Service, Each: Iteration, Panic: Recovered, Error: Returned},
		{Func: "Collection.Transient", Arg: 0, Life: Service, Each: PerCall, Panic: Recovered, Error: Returned},
		{Func: "InScope", Arg: 1, Each: PerCall, Panic: Reraised, Error: Returned}, // whenever the function that it returns is called
	},
	Scoped: []Scoped{
		{Type: "Scope", Life: Iteration, Noun: "scope", Held: "all that was made in it", From: []string{"ScopeFactory.New", "InScope"}, Ends: []string{"Scope.Close"}},
	},
}
