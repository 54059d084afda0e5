package knowledge

var machineryV2 = Package{
	Path:   "github.com/RichardKnop/machinery/v2",
	Module: "github.com/RichardKnop/machinery/v2",
	Calls: []Call{
		{Func: "Worker.Launch", Does: Serves},
		{Func: "Server.SendTask", Does: Asks, Ctx: "Server.SendTaskWithContext"},
		{Func: "Server.SendTaskWithContext", Does: Asks},
		{Func: "Server.SendChain", Does: Asks, Ctx: "Server.SendChainWithContext"},
		{Func: "Server.SendChainWithContext", Does: Asks},
		{Func: "Server.SendGroup", Does: Asks, Ctx: "Server.SendGroupWithContext"},
		{Func: "Server.SendGroupWithContext", Does: Asks},
		{Func: "Server.SendChord", Does: Asks, Ctx: "Server.SendChordWithContext"},
		{Func: "Server.SendChordWithContext", Does: Asks},
	},
	Runs: []Run{
		// called by reflection; retried only as often as the signature's RetryCount says, zero by default
		{Func: "Server.RegisterTask", Arg: 1, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "Worker.SetErrorHandler", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
	Stops: []string{"ErrWorkerQuitGracefully"},
}
