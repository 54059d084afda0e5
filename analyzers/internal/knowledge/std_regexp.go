package knowledge

// Matching takes linear time, so it is not listed as heavy; neither is compiling.
var stdRegexp = Package{
	Path: "regexp",
	Calls: []Call{
		{Func: "MustCompile", Does: Panics},
		{Func: "MustCompilePOSIX", Does: Panics},
	},
	Runs: []Run{
		{Func: "Regexp.ReplaceAllFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "Regexp.ReplaceAllStringFunc", Arg: 1, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
