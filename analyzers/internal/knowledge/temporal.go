package knowledge

var temporalClient = Package{
	Path:   "go.temporal.io/sdk/client",
	Module: "go.temporal.io/sdk",
	Calls: []Call{
		{Func: "Dial", Does: Asks, Ctx: "DialContext"},
		{Func: "DialContext", Does: Asks},
		{Func: "NewClient", Does: Asks, Ctx: "DialContext"},
		{Func: "Client.ExecuteWorkflow", Does: Asks},
		{Func: "Client.SignalWorkflow", Does: Asks},
		{Func: "Client.SignalWithStartWorkflow", Does: Asks},
		{Func: "Client.CancelWorkflow", Does: Asks},
		{Func: "Client.TerminateWorkflow", Does: Asks},
		{Func: "Client.QueryWorkflow", Does: Asks},
		{Func: "Client.DescribeWorkflowExecution", Does: Asks},
		{Func: "Client.ListWorkflow", Does: Asks},
		{Func: "Client.CheckHealth", Does: Asks},
	},
}

// Options of the worker bound how many activities and workflow tasks run at once.
var temporalWorker = Package{
	Path:   "go.temporal.io/sdk/worker",
	Module: "go.temporal.io/sdk",
	Calls: []Call{
		{Func: "Worker.Run", Does: Serves},
		{Func: "Worker.Stop", Does: Joins},
		{Func: "InterruptCh", Does: Signals},
	},
	Runs: []Run{
		{Func: "WorkflowRegistry.RegisterWorkflow", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true}, // a panic blocks or fails the workflow, by WorkflowPanicPolicy
		{Func: "WorkflowRegistry.RegisterWorkflowWithOptions", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "ActivityRegistry.RegisterActivity", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "ActivityRegistry.RegisterActivityWithOptions", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
	},
}

var temporalActivity = Package{
	Path:   "go.temporal.io/sdk/activity",
	Module: "go.temporal.io/sdk",
	Calls: []Call{
		{Func: "GetWorkerStopChannel", Does: Signals},
	},
}

// Workflow code has its own Sleep, Go, channels and context: a real goroutine or the
// real time breaks the replay.
var temporalWorkflow = Package{
	Path:   "go.temporal.io/sdk/workflow",
	Module: "go.temporal.io/sdk",
	Calls: []Call{
		{Func: "Sleep", Does: Pauses},
		{Func: "Await", Does: Joins},
		{Func: "AwaitWithTimeout", Does: Joins},
	},
	Runs: []Run{
		{Func: "Go", Arg: 1, Async: true, Panic: Recovered, Error: NoResult},
		{Func: "GoNamed", Arg: 2, Async: true, Panic: Recovered, Error: NoResult},
		{Func: "SideEffect", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
