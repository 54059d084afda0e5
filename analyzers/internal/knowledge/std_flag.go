package knowledge

var stdFlag = Package{
	Path: "flag",
	Calls: []Call{
		// the default set exits on a wrong flag and on -h; a FlagSet does so only with ExitOnError
		{Func: "Parse", Does: Exits},
	},
	Runs: []Run{
		{Func: "BoolFunc", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Func", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "FlagSet.BoolFunc", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "FlagSet.Func", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Visit", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "VisitAll", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "FlagSet.Visit", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "FlagSet.VisitAll", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
	Stops: []string{"ErrHelp"},
}
