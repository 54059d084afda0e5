package knowledge

var stdMaps = Package{
	Path: "maps",
	Runs: []Run{
		{Func: "DeleteFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "EqualFunc", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
