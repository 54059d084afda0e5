package knowledge

// Until and its kin log a panic and raise it again: HandleCrash is no recover unless
// ReallyCrash was set to false.
var k8sWait = Package{
	Path:   "k8s.io/apimachinery/pkg/util/wait",
	Module: "k8s.io/apimachinery",
	Calls: []Call{
		{Func: "Until", Does: Serves, Ctx: "UntilWithContext"},
		{Func: "UntilWithContext", Does: Serves},
		{Func: "NonSlidingUntil", Does: Serves, Ctx: "NonSlidingUntilWithContext"},
		{Func: "NonSlidingUntilWithContext", Does: Serves},
		{Func: "JitterUntil", Does: Serves, Ctx: "JitterUntilWithContext"},
		{Func: "JitterUntilWithContext", Does: Serves},
		{Func: "BackoffUntil", Does: Serves, Ctx: "BackoffUntilWithContext"},
		{Func: "BackoffUntilWithContext", Does: Serves},
		{Func: "Forever", Does: Serves, Ctx: "UntilWithContext"},
		// the condition is asked after the first interval only
		{Func: "Poll", Does: Pauses, Ctx: "PollUntilContextTimeout"},
		{Func: "PollWithContext", Does: Pauses},
		{Func: "PollInfinite", Does: Pauses, Ctx: "PollUntilContextCancel"},
		{Func: "PollInfiniteWithContext", Does: Pauses},
		{Func: "PollUntil", Does: Pauses, Ctx: "PollUntilContextCancel"},
		{Func: "PollUntilWithContext", Does: Pauses},
		{Func: "Group.Wait", Does: Joins},
	},
	Runs: []Run{
		{Func: "Until", Arg: 0, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "UntilWithContext", Arg: 1, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "NonSlidingUntil", Arg: 0, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "NonSlidingUntilWithContext", Arg: 1, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "JitterUntil", Arg: 0, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "JitterUntilWithContext", Arg: 1, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "BackoffUntil", Arg: 0, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "BackoffUntilWithContext", Arg: 1, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "Forever", Arg: 0, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "Poll", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollWithContext", Arg: 3, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollInfinite", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollInfiniteWithContext", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollUntil", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollUntilWithContext", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollImmediate", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollImmediateWithContext", Arg: 3, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollImmediateInfinite", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollImmediateInfiniteWithContext", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollImmediateUntil", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollImmediateUntilWithContext", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollUntilContextCancel", Arg: 3, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "PollUntilContextTimeout", Arg: 4, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "ExponentialBackoff", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "ExponentialBackoffWithContext", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "DelayFunc.Until", Arg: 3, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "Group.Start", Arg: 0, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Group.StartWithChannel", Arg: 1, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Group.StartWithContext", Arg: 1, Async: true, Panic: Dies, Error: NoResult},
	},
}

var k8sRuntime = Package{
	Path:   "k8s.io/apimachinery/pkg/util/runtime",
	Module: "k8s.io/apimachinery",
	Calls: []Call{
		{Func: "HandleCrash", Does: Repanicking},            // unless ReallyCrash was set to false
		{Func: "HandleCrashWithContext", Does: Repanicking}, // unless ReallyCrash was set to false
		{Func: "HandleCrashWithLogger", Does: Repanicking},  // unless ReallyCrash was set to false
		{Func: "HandleError", Does: Reports},                // also sleeps a millisecond when called often
		{Func: "HandleErrorWithContext", Does: Reports},     // also sleeps a millisecond when called often
		{Func: "HandleErrorWithLogger", Does: Reports},      // also sleeps a millisecond when called often
		{Func: "Must", Does: Panics},
	},
}
