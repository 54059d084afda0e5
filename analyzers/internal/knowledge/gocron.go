package knowledge

var gocronV2 = Package{
	Path:   "github.com/go-co-op/gocron/v2",
	Module: "github.com/go-co-op/gocron/v2",
	Calls: []Call{
		{Func: "Scheduler.Shutdown", Does: Joins, Ctx: "Scheduler.ShutdownWithContext"},
		{Func: "Scheduler.StopJobs", Does: Joins, Ctx: "Scheduler.StopJobsWithContext"},
		{Func: "Scheduler.ShutdownWithContext", Does: Joins},
		{Func: "Scheduler.StopJobsWithContext", Does: Joins},
		{Func: "WithLimitConcurrentJobs", Does: Limits},
	},
	Runs: []Run{
		// called by reflection; an error is seen by an event listener only
		{Func: "NewTask", Arg: 0, Life: Service, Each: Iteration, Async: true, Panic: Dies, Error: Dropped, Overlaps: true, RecoveredBy: []string{"AfterJobRunsWithPanic"}, SerialBy: []string{"WithSingletonMode"}},
	},
}
