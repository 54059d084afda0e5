package knowledge

var stdSlices = Package{
	Path: "slices",
	Calls: []Call{
		// an empty slice
		{Func: "Max", Does: Panics},
		{Func: "Min", Does: Panics},
		{Func: "MaxFunc", Does: Panics},
		{Func: "MinFunc", Does: Panics},
		{Func: "Repeat", Does: Panics}, // a negative count
	},
	Runs: []Run{
		{Func: "BinarySearchFunc", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "CompactFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "CompareFunc", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "ContainsFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "DeleteFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "EqualFunc", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "IndexFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "IsSortedFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "MaxFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "MinFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "SortFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "SortStableFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "SortedFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "SortedStableFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
