package knowledge

var kardianosService = Package{
	Path:   "github.com/kardianos/service",
	Module: "github.com/kardianos/service",
	Calls: []Call{
		{Func: "Service.Run", Does: Serves},
		{Func: "Logger.Error", Does: Reports},
		{Func: "Logger.Errorf", Does: Reports},
		{Func: "Logger.Info", Does: Reports},
		{Func: "Logger.Infof", Does: Reports},
		{Func: "Logger.Warning", Does: Reports},
		{Func: "Logger.Warningf", Does: Reports},
	},
	Runs: []Run{
		// Start must not block; Stop must return within seconds
		{Func: "New", Arg: 0, Method: "Start", Life: Process, Each: PerCall, Starts: true, Panic: Dies, Error: StopsAll},
		{Func: "New", Arg: 0, Method: "Stop", Life: Process, Each: PerCall, Panic: Dies, Error: Returned},
	},
	Roles: []Role{
		{Type: "Interface", Method: "Start", Life: PerCall, Panic: Dies, Error: StopsAll},
		{Type: "Interface", Method: "Stop", Life: PerCall, Panic: Dies, Error: Returned},
		{Type: "Shutdowner", Method: "Shutdown", Life: PerCall, Panic: Dies, Error: Returned},
	},
}
