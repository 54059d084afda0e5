package knowledge

// MaxWorkers bounds how many jobs of a queue run at once. Start returns at once. Stop waits
// for jobs in progress; their context ends with StopAndCancel, SoftStopTimeout, their own
// timeout or the context given to Start.
var riverQueue = Package{
	Path:   "github.com/riverqueue/river",
	Module: "github.com/riverqueue/river",
	Calls: []Call{
		{Func: "Client.Stop", Does: Joins},
		{Func: "Client.StopAndCancel", Does: Joins},
		{Func: "Client.Start", Does: Asks},
		{Func: "Client.Insert", Does: Asks},
		{Func: "Client.InsertMany", Does: Asks},
		{Func: "Client.InsertTx", Does: Asks},
		{Func: "Client.InsertManyTx", Does: Asks},
		{Func: "Client.Stopped", Does: Signals},
	},
	Runs: []Run{
		// a panic counts as an error; the retry policy says when it runs again
		{Func: "AddWorker", Arg: 1, Method: "Work", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "AddWorkerArgs", Arg: 2, Method: "Work", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "AddWorkerSafely", Arg: 1, Method: "Work", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "WorkFunc", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "NewPeriodicJob", Arg: 1, Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: NoResult}, // on the goroutine of the periodic enqueuer
		{Func: "Config.ErrorHandler", Arg: Field, Method: "HandleError", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Config.ErrorHandler", Arg: Field, Method: "HandlePanic", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
	Roles: []Role{
		{Type: "Worker", Method: "Work", Life: Request, Panic: Recovered, Error: Retried},
	},
}
