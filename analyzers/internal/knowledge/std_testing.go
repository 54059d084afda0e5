package knowledge

var stdTesting = Package{
	Path: "testing",
	Calls: []Call{
		// T, B and F share these through an embedded struct that is not exported
		{Func: "common.Error", Does: Reports},
		{Func: "common.Errorf", Does: Reports},
		{Func: "common.Log", Does: Reports},
		{Func: "common.Logf", Does: Reports},
		{Func: "TB.Error", Does: Reports},
		{Func: "TB.Errorf", Does: Reports},
		{Func: "TB.Log", Does: Reports},
		{Func: "TB.Logf", Does: Reports},
		{Func: "common.Fatal", Does: Reports | Ends},
		{Func: "common.Fatalf", Does: Reports | Ends},
		{Func: "TB.Fatal", Does: Reports | Ends},
		{Func: "TB.Fatalf", Does: Reports | Ends},
		{Func: "common.FailNow", Does: Ends},
		{Func: "common.Skip", Does: Ends},
		{Func: "common.SkipNow", Does: Ends},
		{Func: "common.Skipf", Does: Ends},
		{Func: "TB.FailNow", Does: Ends},
		{Func: "TB.Skip", Does: Ends},
		{Func: "TB.SkipNow", Does: Ends},
		{Func: "TB.Skipf", Does: Ends},
		{Func: "M.Run", Does: Joins},
		{Func: "T.Parallel", Does: Joins}, // waits for the serial tests
		{Func: "common.Context", Does: Signals},
		{Func: "TB.Context", Does: Signals},
		{Func: "AllocsPerRun", Does: Computes},
		{Func: "Benchmark", Does: Computes},
	},
	Runs: []Run{
		{Func: "AllocsPerRun", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Benchmark", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "T.Run", Arg: 1, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult}, // in a goroutine that Run waits for
		{Func: "B.Run", Arg: 1, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
		{Func: "B.RunParallel", Arg: 0, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "F.Fuzz", Arg: 0, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
		{Func: "common.Cleanup", Arg: 0, Panic: Dies, Error: NoResult},
		{Func: "TB.Cleanup", Arg: 0, Panic: Dies, Error: NoResult},
	},
}

var stdTestingSynctest = Package{
	Path: "testing/synctest",
	Calls: []Call{
		{Func: "Wait", Does: Joins},
	},
	Runs: []Run{
		{Func: "Test", Arg: 1, Life: PerCall, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
	},
}
