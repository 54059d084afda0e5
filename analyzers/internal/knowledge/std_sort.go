package knowledge

var stdSort = Package{
	Path: "sort",
	Runs: []Run{
		{Func: "Find", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Search", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Slice", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "SliceIsSorted", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "SliceStable", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Sort", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Stable", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "IsSorted", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Reverse", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
