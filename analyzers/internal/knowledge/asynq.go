package knowledge

// Concurrency bounds how many handlers run at once.
var asynqPkg = Package{
	Path:   "github.com/hibiken/asynq",
	Module: "github.com/hibiken/asynq",
	Calls: []Call{
		{Func: "Server.Run", Does: Serves},
		{Func: "Scheduler.Run", Does: Serves},
		{Func: "PeriodicTaskManager.Run", Does: Serves},
		{Func: "Server.Shutdown", Does: Joins},
		{Func: "Scheduler.Shutdown", Does: Joins},
		{Func: "PeriodicTaskManager.Shutdown", Does: Joins},
		{Func: "Client.Enqueue", Does: Asks, Ctx: "Client.EnqueueContext"},
		{Func: "Client.EnqueueContext", Does: Asks},
		{Func: "Client.Ping", Does: Asks},
		{Func: "Server.Ping", Does: Asks},
		{Func: "Scheduler.Ping", Does: Asks},
	},
	Runs: []Run{
		// a panic counts as an error; SkipRetry and RevokeTask end the retries
		{Func: "Server.Run", Arg: 0, Method: "ProcessTask", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "Server.Start", Arg: 0, Method: "ProcessTask", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "ServeMux.Handle", Arg: 1, Method: "ProcessTask", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "ServeMux.HandleFunc", Arg: 1, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "Config.ErrorHandler", Arg: Field, Method: "HandleError", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Config.HealthCheckFunc", Arg: Field, Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: NoResult},
	},
	Roles: []Role{
		{Type: "Handler", Method: "ProcessTask", Life: Request, Panic: Recovered, Error: Retried},
	},
	Stops: []string{"ErrServerClosed"},
}
