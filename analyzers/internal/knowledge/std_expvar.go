package knowledge

var stdExpvar = Package{
	Path: "expvar",
	Calls: []Call{
		{Func: "Float.Add", Does: Reports},
		{Func: "Float.Set", Does: Reports},
		{Func: "Int.Add", Does: Reports},
		{Func: "Int.Set", Does: Reports},
		{Func: "Map.Add", Does: Reports},
		{Func: "Map.AddFloat", Does: Reports},
	},
	Runs: []Run{
		{Func: "Do", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Map.Do", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
