package knowledge

var stdTime = Package{
	Path: "time",
	Calls: []Call{
		{Func: "Sleep", Does: Pauses},
	},
	Runs: []Run{
		{Func: "AfterFunc", Arg: 1, Async: true, Panic: Dies, Error: NoResult},
	},
}
