package knowledge

// NewExponentialBackOff gives up after 15 minutes unless MaxElapsedTime says otherwise;
// zero is for ever. The channel of a Ticker is closed when its policy gives up.
var backoffV4 = Package{
	Path:   "github.com/cenkalti/backoff/v4",
	Module: "github.com/cenkalti/backoff/v4",
	Calls: []Call{
		{Func: "BackOff.NextBackOff", Does: GivesUp},
		{Func: "ExponentialBackOff.NextBackOff", Does: GivesUp},
		{Func: "StopBackOff.NextBackOff", Does: GivesUp},
	},
	Runs: []Run{
		{Func: "Retry", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "RetryNotify", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "RetryNotify", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "RetryNotifyWithData", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "RetryNotifyWithData", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "RetryNotifyWithTimer", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "RetryNotifyWithTimer", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "RetryNotifyWithTimerAndData", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "RetryNotifyWithTimerAndData", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "RetryWithData", Arg: 0, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
	},
	Scoped: []Scoped{
		{Type: "Ticker", Life: Service, Noun: "ticker", Held: "its goroutine", From: []string{"NewTicker", "NewTickerWithTimer"}, Ends: []string{"Ticker.Stop"}},
	},
}

// Retry gives up after 15 minutes unless WithMaxElapsedTime says otherwise. Unlike in v4
// the exponential policy itself never gives up.
var backoffV5 = Package{
	Path:   "github.com/cenkalti/backoff/v5",
	Module: "github.com/cenkalti/backoff/v5",
	Calls: []Call{
		{Func: "BackOff.NextBackOff", Does: GivesUp},
		{Func: "StopBackOff.NextBackOff", Does: GivesUp},
	},
	Runs: []Run{
		{Func: "Retry", Arg: 1, Life: PerCall, Each: Iteration, Panic: Dies, Error: Returned},
		{Func: "WithNotify", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "Ticker", Life: Service, Noun: "ticker", Held: "its goroutine", From: []string{"NewTicker"}, Ends: []string{"Ticker.Stop"}},
	},
}
