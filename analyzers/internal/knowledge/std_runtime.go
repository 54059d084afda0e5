package knowledge

var stdRuntime = Package{
	Path: "runtime",
	Calls: []Call{
		{Func: "Goexit", Does: Ends},
		{Func: "GC", Does: Computes},
	},
	Runs: []Run{
		// runs after the object died, on a goroutine of the runtime; a panic ends the process
		{Func: "AddCleanup", Arg: 1, Life: Process, Async: true, Panic: Dies, Error: NoResult},
		{Func: "SetFinalizer", Arg: 1, Life: Process, Async: true, Panic: Dies, Error: NoResult},
	},
}

var stdRuntimeDebug = Package{
	Path: "runtime/debug",
	Calls: []Call{
		{Func: "FreeOSMemory", Does: Computes},
		{Func: "WriteHeapDump", Does: Computes},
		{Func: "PrintStack", Does: Reports},
	},
}

var stdRuntimePprof = Package{
	Path: "runtime/pprof",
	Calls: []Call{
		{Func: "WriteHeapProfile", Does: Computes},
		{Func: "Profile.WriteTo", Does: Computes},
		{Func: "StopCPUProfile", Does: Joins}, // waits for the writer of the profile
	},
	Runs: []Run{
		{Func: "Do", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "ForLabels", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}

var stdRuntimeTrace = Package{
	Path: "runtime/trace",
	Calls: []Call{
		{Func: "Stop", Does: Joins},
	},
	Runs: []Run{
		{Func: "WithRegion", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
