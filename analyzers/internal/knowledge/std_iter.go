package knowledge

var stdIter = Package{
	Path: "iter",
	Runs: []Run{
		// runs on a coroutine while next is called; its panic comes out of next
		{Func: "Pull", Arg: 0, Panic: Reraised, Error: NoResult},
		{Func: "Pull2", Arg: 0, Panic: Reraised, Error: NoResult},
	},
}
