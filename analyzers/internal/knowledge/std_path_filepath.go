package knowledge

var stdPathFilepath = Package{
	Path: "path/filepath",
	Runs: []Run{
		{Func: "Walk", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "WalkDir", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
	},
}
