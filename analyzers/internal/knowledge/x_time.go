package knowledge

var xRate = Package{
	Path:   "golang.org/x/time/rate",
	Module: "golang.org/x/time",
	Calls: []Call{
		// Allow paces nothing by itself
		{Func: "Limiter.Wait", Does: Pauses},
		{Func: "Limiter.WaitN", Does: Pauses},
	},
	Runs: []Run{
		{Func: "Sometimes.Do", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
