package knowledge

var stdStrings = Package{
	Path: "strings",
	Calls: []Call{
		{Func: "Repeat", Does: Panics}, // a negative count
	},
	Runs: []Run{
		{Func: "ContainsFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "FieldsFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "FieldsFuncSeq", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "IndexFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "LastIndexFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Map", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "TrimFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "TrimLeftFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "TrimRightFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
