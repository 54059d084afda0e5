package knowledge

// Only errors marked by RetryableError are retried, and for ever unless the policy is
// wrapped by WithMaxRetries or WithMaxDuration.
var sethvargoRetry = Package{
	Path:   "github.com/sethvargo/go-retry",
	Module: "github.com/sethvargo/go-retry",
	Runs: []Run{
		{Func: "Do", Arg: 2, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "DoValue", Arg: 2, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "Constant", Arg: 2, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "Exponential", Arg: 2, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "Fibonacci", Arg: 2, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
	},
}
