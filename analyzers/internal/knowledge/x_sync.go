package knowledge

// The context of WithContext ends when Wait returns. A zero Group cancels nobody:
// Wait then waits for every member, however one of them failed.
var xErrgroup = Package{
	Path:   "golang.org/x/sync/errgroup",
	Module: "golang.org/x/sync",
	Calls: []Call{
		{Func: "Group.Wait", Does: Joins},
		{Func: "Group.SetLimit", Does: Limits},
		{Func: "WithContext", Does: Signals},
	},
	Runs: []Run{
		{Func: "Group.Go", Arg: 0, Async: true, Panic: Dies, Error: StopsAll, Overlaps: true}, // blocks when SetLimit's bound is reached
		{Func: "Group.TryGo", Arg: 0, Async: true, Panic: Dies, Error: StopsAll, Overlaps: true},
	},
}

var xSemaphore = Package{
	Path:   "golang.org/x/sync/semaphore",
	Module: "golang.org/x/sync",
	Calls: []Call{
		{Func: "NewWeighted", Does: Limits},
		{Func: "Weighted.Acquire", Does: Limits},
		{Func: "Weighted.TryAcquire", Does: Limits},
	},
}

var xSingleflight = Package{
	Path:   "golang.org/x/sync/singleflight",
	Module: "golang.org/x/sync",
	Calls: []Call{
		{Func: "Group.Do", Does: Joins}, // takes no context; a waiting caller can select on DoChan's channel
	},
	Runs: []Run{
		// the panic is raised again in every caller; with a DoChan waiter also in a goroutine where nothing recovers it
		{Func: "Group.Do", Arg: 1, Life: PerCall, Each: PerCall, Panic: Reraised, Error: Returned, Shared: true},
		{Func: "Group.DoChan", Arg: 1, Async: true, Panic: Dies, Error: Returned, Shared: true},
	},
}
