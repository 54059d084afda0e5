package knowledge

var stdContext = Package{
	Path: "context",
	Calls: []Call{
		{Func: "Background", Does: Detaches},
		{Func: "TODO", Does: Detaches},
		{Func: "WithoutCancel", Does: Detaches},
		{Func: "Context.Done", Does: Signals},
	},
	Runs: []Run{
		// registered for as long as the context lives; stop() unregisters
		{Func: "AfterFunc", Arg: 1, Async: true, Panic: Dies, Error: NoResult},
	},
	// ended by calling it
	Scoped: []Scoped{
		{Type: "CancelFunc", Life: Service, Noun: "context", Held: "what waits for it", From: []string{"WithCancel", "WithDeadline", "WithDeadlineCause", "WithTimeout", "WithTimeoutCause"}},
		{Type: "CancelCauseFunc", Life: Service, Noun: "context", Held: "what waits for it", From: []string{"WithCancelCause"}},
	},
	Stops: []string{"Canceled"},
}
