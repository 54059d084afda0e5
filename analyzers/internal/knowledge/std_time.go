package knowledge

var stdTime = Package{
	Path: "time",
	Calls: []Call{
		{Func: "Sleep", Does: Pauses},
	},
	Runs: []Run{
		{Func: "AfterFunc", Arg: 1, Async: true, Panic: Dies, Error: NoResult},
	},
	Scoped: []Scoped{
		// kept by a service is fine; one made per turn must be stopped
		{Type: "Ticker", Life: Service, Noun: "ticker", Held: "its timer", Until: "go1.23", From: []string{"NewTicker"}, Ends: []string{"Ticker.Stop"}},
		{Type: "Timer", Life: Service, From: []string{"NewTimer", "AfterFunc"}, Ends: []string{"Timer.Stop"}},
	},
}
