package knowledge

// The error handler is global; span processors and exporters call it from their
// own goroutines.
var otelPkg = Package{
	Path:   "go.opentelemetry.io/otel",
	Module: "go.opentelemetry.io/otel",
	Runs: []Run{
		{Func: "SetErrorHandler", Arg: 0, Method: "Handle", Life: Process, Each: PerCall, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
}
