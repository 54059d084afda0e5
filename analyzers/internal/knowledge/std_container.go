package knowledge

var stdContainerHeap = Package{
	Path: "container/heap",
	Runs: []Run{
		{Func: "Init", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Push", Arg: 0, Method: "Push", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Pop", Arg: 0, Method: "Pop", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Remove", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Fix", Arg: 0, Method: "Less", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}

var stdContainerRing = Package{
	Path: "container/ring",
	Runs: []Run{
		{Func: "Ring.Do", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
