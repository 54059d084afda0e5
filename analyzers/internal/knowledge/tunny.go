package knowledge

var tunnyPool = Package{
	Path:   "github.com/Jeffail/tunny",
	Module: "github.com/Jeffail/tunny",
	Calls: []Call{
		{Func: "New", Does: Limits},
		{Func: "NewFunc", Does: Limits},
		{Func: "NewCallback", Does: Limits},
		{Func: "Pool.Process", Does: Limits | Joins, Ctx: "Pool.ProcessCtx"},
		{Func: "Pool.ProcessTimed", Does: Limits | Joins, Ctx: "Pool.ProcessCtx"},
		{Func: "Pool.ProcessCtx", Does: Limits | Joins},
	},
	Runs: []Run{
		{Func: "NewFunc", Arg: 1, Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
	Roles: []Role{
		{Type: "Worker", Method: "Process", Life: Iteration, Panic: Dies, Error: NoResult},
	},
}
