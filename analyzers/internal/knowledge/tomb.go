package knowledge

var tombV2 = Package{
	Path:   "gopkg.in/tomb.v2",
	Module: "gopkg.in/tomb.v2",
	Calls: []Call{
		{Func: "Tomb.Wait", Does: Joins},
		{Func: "Tomb.Dying", Does: Signals},
		{Func: "Tomb.Context", Does: Signals},
		{Func: "WithContext", Does: Signals},
	},
	Runs: []Run{
		{Func: "Tomb.Go", Arg: 0, Async: true, Panic: Dies, Error: StopsAll},
	},
	Stops: []string{"ErrDying"},
}
