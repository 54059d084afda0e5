package knowledge

// The callbacks of a member list come on its packet, stream and probe goroutines.
// Nothing recovers them there.
var memberlistPkg = Package{
	Path:   "github.com/hashicorp/memberlist",
	Module: "github.com/hashicorp/memberlist",
	Runs: []Run{
		{Func: "Config.Delegate", Arg: Field, Method: "NotifyMsg", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Config.Events", Arg: Field, Method: "NotifyJoin", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Config.Conflict", Arg: Field, Method: "NotifyConflict", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Config.Merge", Arg: Field, Method: "NotifyMerge", Life: Service, Each: Request, Async: true, Panic: Dies, Error: Logged},
		{Func: "Config.Ping", Arg: Field, Method: "NotifyPingComplete", Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Config.Alive", Arg: Field, Method: "NotifyAlive", Life: Service, Each: Request, Async: true, Panic: Dies, Error: Logged},
	},
	Roles: []Role{
		{Type: "Delegate", Method: "NotifyMsg", Life: Request, Panic: Dies, Error: NoResult},
	},
}
