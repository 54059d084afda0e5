package knowledge

// Ten attempts unless Attempts says otherwise; zero is for ever, as is UntilSucceeded.
// The Context option ends the waiting.
var avastRetry = Package{
	Path:   "github.com/avast/retry-go/v4",
	Module: "github.com/avast/retry-go/v4",
	Runs: []Run{
		{Func: "Do", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "DoWithData", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "OnRetry", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "RetryIf", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
