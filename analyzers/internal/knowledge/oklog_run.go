package knowledge

// The first actor to return, with or without an error, ends them all; Run then waits
// for every other one.
var oklogRun = Package{
	Path:   "github.com/oklog/run",
	Module: "github.com/oklog/run",
	Calls: []Call{
		{Func: "Group.Run", Does: Serves},
	},
	Runs: []Run{
		{Func: "Group.Add", Arg: 0, Life: Service, Async: true, Panic: Dies, Error: StopsAll},
		{Func: "Group.Add", Arg: 1, Life: Service, Each: PerCall, Panic: Dies, Error: NoResult}, // on the goroutine of Run, one after the other
	},
}
