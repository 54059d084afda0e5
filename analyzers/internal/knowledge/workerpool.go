package knowledge

// The queue has no bound: Submit never blocks.
var gammazeroWorkerpool = Package{
	Path:   "github.com/gammazero/workerpool",
	Module: "github.com/gammazero/workerpool",
	Calls: []Call{
		{Func: "New", Does: Limits},
		{Func: "WorkerPool.DoWait", Does: Joins},
		{Func: "WorkerPool.SubmitWait", Does: Joins},
		{Func: "WorkerPool.Stop", Does: Joins},
		{Func: "WorkerPool.StopWait", Does: Joins},
		{Func: "WorkerPool.Submit", Does: Panics},     // a stopped pool
		{Func: "WorkerPool.SubmitWait", Does: Panics}, // a stopped pool
	},
	Runs: []Run{
		{Func: "WorkerPool.Do", Arg: 0, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "WorkerPool.Submit", Arg: 0, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "WorkerPool.DoWait", Arg: 0, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
		{Func: "WorkerPool.SubmitWait", Arg: 0, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
	},
	Stops: []string{"ErrStopped"},
}
