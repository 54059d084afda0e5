package knowledge

var stdGoAst = Package{
	Path: "go/ast",
	Runs: []Run{
		{Func: "Inspect", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Walk", Arg: 0, Method: "Visit", Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}

var stdGoTypes = Package{
	Path: "go/types",
	Calls: []Call{
		{Func: "Config.Check", Does: Computes},
	},
}

var stdGoFormat = Package{
	Path: "go/format",
	Calls: []Call{
		{Func: "Node", Does: Computes},
		{Func: "Source", Does: Computes},
	},
}
