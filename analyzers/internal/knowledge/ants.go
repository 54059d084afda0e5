package knowledge

// Submit blocks while every worker is busy, with no bound on how many wait, unless
// WithNonblocking or WithMaxBlockingTasks is set. A panic is logged or given to the
// PanicHandler.
var antsV2 = Package{
	Path:   "github.com/panjf2000/ants/v2",
	Module: "github.com/panjf2000/ants/v2",
	Calls: []Call{
		{Func: "NewPool", Does: Limits},
		{Func: "NewPoolWithFunc", Does: Limits},
		{Func: "NewPoolWithFuncGeneric", Does: Limits},
		{Func: "NewMultiPool", Does: Limits},
		{Func: "NewMultiPoolWithFunc", Does: Limits},
		{Func: "NewMultiPoolWithFuncGeneric", Does: Limits},
		{Func: "Submit", Does: Limits},
		{Func: "Pool.Submit", Does: Limits},
		{Func: "PoolWithFunc.Invoke", Does: Limits},
		{Func: "PoolWithFuncGeneric.Invoke", Does: Limits},
		{Func: "MultiPool.Submit", Does: Limits},
		{Func: "MultiPoolWithFunc.Invoke", Does: Limits},
		{Func: "MultiPoolWithFuncGeneric.Invoke", Does: Limits},
		{Func: "ReleaseTimeout", Does: Joins, Ctx: "ReleaseContext"},
		{Func: "ReleaseContext", Does: Joins},
		{Func: "poolCommon.ReleaseTimeout", Does: Joins, Ctx: "poolCommon.ReleaseContext"},
		{Func: "poolCommon.ReleaseContext", Does: Joins},
	},
	Runs: []Run{
		{Func: "Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Pool.Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "MultiPool.Submit", Arg: 0, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "NewPoolWithFunc", Arg: 1, Life: Service, Each: Iteration, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "NewPoolWithFuncGeneric", Arg: 1, Life: Service, Each: Iteration, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "NewMultiPoolWithFunc", Arg: 2, Life: Service, Each: Iteration, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "NewMultiPoolWithFuncGeneric", Arg: 2, Life: Service, Each: Iteration, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
	},
	Stops: []string{"ErrPoolClosed"},
}
