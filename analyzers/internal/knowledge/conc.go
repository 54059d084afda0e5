package knowledge

var concWaitGroup = Package{
	Path:   "github.com/sourcegraph/conc",
	Module: "github.com/sourcegraph/conc",
	Calls: []Call{
		{Func: "WaitGroup.Wait", Does: Joins},
		{Func: "WaitGroup.WaitAndRecover", Does: Joins},
	},
	Runs: []Run{
		{Func: "WaitGroup.Go", Arg: 0, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
	},
}

// Without WithMaxGoroutines a pool starts a goroutine per task. Errors are joined and
// returned by Wait; WithCancelOnError alone ends the siblings.
var concPool = Package{
	Path:   "github.com/sourcegraph/conc/pool",
	Module: "github.com/sourcegraph/conc",
	Calls: []Call{
		{Func: "Pool.Wait", Does: Joins},
		{Func: "ErrorPool.Wait", Does: Joins},
		{Func: "ContextPool.Wait", Does: Joins},
		{Func: "ResultPool.Wait", Does: Joins},
		{Func: "ResultErrorPool.Wait", Does: Joins},
		{Func: "ResultContextPool.Wait", Does: Joins},
		{Func: "Pool.WithMaxGoroutines", Does: Limits},
		{Func: "ErrorPool.WithMaxGoroutines", Does: Limits},
		{Func: "ContextPool.WithMaxGoroutines", Does: Limits},
		{Func: "ResultPool.WithMaxGoroutines", Does: Limits},
		{Func: "ResultErrorPool.WithMaxGoroutines", Does: Limits},
		{Func: "ResultContextPool.WithMaxGoroutines", Does: Limits},
	},
	Runs: []Run{
		{Func: "Pool.Go", Arg: 0, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "ErrorPool.Go", Arg: 0, Async: true, Panic: Reraised, Error: Returned, Overlaps: true},
		{Func: "ContextPool.Go", Arg: 0, Async: true, Panic: Reraised, Error: Returned, Overlaps: true},
		{Func: "ResultPool.Go", Arg: 0, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "ResultErrorPool.Go", Arg: 0, Async: true, Panic: Reraised, Error: Returned, Overlaps: true},
		{Func: "ResultContextPool.Go", Arg: 0, Async: true, Panic: Reraised, Error: Returned, Overlaps: true},
	},
}

// At most GOMAXPROCS at once unless an Iterator or Mapper says otherwise.
var concIter = Package{
	Path:   "github.com/sourcegraph/conc/iter",
	Module: "github.com/sourcegraph/conc",
	Runs: []Run{
		{Func: "ForEach", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "ForEachIdx", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "Map", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "MapErr", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: Returned, Overlaps: true},
		{Func: "Iterator.ForEach", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "Iterator.ForEachIdx", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "Mapper.Map", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
		{Func: "Mapper.MapErr", Arg: 1, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: Returned, Overlaps: true},
	},
}

var concStream = Package{
	Path:   "github.com/sourcegraph/conc/stream",
	Module: "github.com/sourcegraph/conc",
	Calls: []Call{
		{Func: "Stream.Wait", Does: Joins},
		{Func: "Stream.WithMaxGoroutines", Does: Limits},
	},
	Runs: []Run{
		{Func: "Stream.Go", Arg: 0, Async: true, Panic: Reraised, Error: NoResult, Overlaps: true},
	},
}

var concPanics = Package{
	Path:   "github.com/sourcegraph/conc/panics",
	Module: "github.com/sourcegraph/conc",
	Runs: []Run{
		{Func: "Try", Arg: 0, Life: PerCall, Each: PerCall, Panic: Recovered, Error: NoResult},
		{Func: "Catcher.Try", Arg: 0, Life: PerCall, Each: PerCall, Panic: Recovered, Error: NoResult},
	},
}
