package knowledge

// The queue has no bound unless WithQueueSize is set. A panic becomes the error of the
// task, which only Wait shows; Go gives no task to wait for. WithoutPanicRecovery turns
// the recover off.
var pondV2 = Package{
	Path:   "github.com/alitto/pond/v2",
	Module: "github.com/alitto/pond/v2",
	Calls: []Call{
		{Func: "NewPool", Does: Limits},
		{Func: "NewResultPool", Does: Limits},
		{Func: "NewSubpool", Does: Limits},
		{Func: "Task.Wait", Does: Joins},
		{Func: "TaskGroup.Wait", Does: Joins},
		{Func: "Result.Wait", Does: Joins},
		{Func: "ResultTask.Wait", Does: Joins},
		{Func: "ResultTaskGroup.Wait", Does: Joins},
		{Func: "BasePool.StopAndWait", Does: Joins},
	},
	Runs: []Run{
		{Func: "Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "SubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: Returned, Overlaps: true},
		{Func: "Pool.Go", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Pool.Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Pool.SubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: Returned, Overlaps: true},
		{Func: "Pool.TrySubmit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Pool.TrySubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: Returned, Overlaps: true},
		{Func: "ResultPool.Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ResultPool.SubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: Returned, Overlaps: true},
		{Func: "ResultPool.TrySubmit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ResultPool.TrySubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: Returned, Overlaps: true},
		{Func: "TaskGroup.Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "TaskGroup.SubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: StopsAll, Overlaps: true},
		{Func: "ResultTaskGroup.Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ResultTaskGroup.SubmitErr", Arg: 0, Async: true, Panic: Recovered, Error: StopsAll, Overlaps: true},
	},
}
