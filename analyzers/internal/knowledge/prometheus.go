package knowledge

// Collect runs on goroutines of Gather, several at once, for every scrape; a
// panic there ends the process.
var prometheusClient = Package{
	Path:   "github.com/prometheus/client_golang/prometheus",
	Module: "github.com/prometheus/client_golang",
	Runs: []Run{
		{Func: "Register", Arg: 0, Method: "Collect", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "MustRegister", Arg: 0, Method: "Collect", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Registerer.Register", Arg: 0, Method: "Collect", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Registerer.MustRegister", Arg: 0, Method: "Collect", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Registry.Register", Arg: 0, Method: "Collect", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "Registry.MustRegister", Arg: 0, Method: "Collect", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
}
