package knowledge

// Each run has a goroutine of its own; the chain is empty unless New gets WithChain.
var robfigCron = Package{
	Path:   "github.com/robfig/cron/v3",
	Module: "github.com/robfig/cron/v3",
	Calls: []Call{
		{Func: "Cron.Run", Does: Serves},
	},
	Runs: []Run{
		{Func: "Cron.AddFunc", Arg: 1, Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: NoResult, Overlaps: true, RecoveredBy: []string{"Recover"}, SerialBy: []string{"SkipIfStillRunning", "DelayIfStillRunning"}},
		{Func: "Cron.AddJob", Arg: 1, Method: "Run", Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: NoResult, Overlaps: true, RecoveredBy: []string{"Recover"}, SerialBy: []string{"SkipIfStillRunning", "DelayIfStillRunning"}},
		{Func: "Cron.Schedule", Arg: 1, Method: "Run", Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: NoResult, Overlaps: true, RecoveredBy: []string{"Recover"}, SerialBy: []string{"SkipIfStillRunning", "DelayIfStillRunning"}},
	},
	Roles: []Role{
		{Type: "Job", Method: "Run", Life: Iteration, Panic: Dies, Error: NoResult},
	},
}
