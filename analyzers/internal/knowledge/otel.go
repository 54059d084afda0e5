package knowledge

var otelTrace = Package{
	Path:   "go.opentelemetry.io/otel/trace",
	Module: "go.opentelemetry.io/otel/trace",
	Scoped: []Scoped{
		{Type: "Span", Life: Request, Noun: "span", Held: "what it measured, which is never exported", From: []string{"Tracer.Start"}, Ends: []string{"Span.End"}},
	},
}

// The error handler is global; span processors and exporters call it from their
// own goroutines.
var otelPkg = Package{
	Path:   "go.opentelemetry.io/otel",
	Module: "go.opentelemetry.io/otel",
	Runs: []Run{
		{Func: "SetErrorHandler", Arg: 0, Method: "Handle", Life: Process, Each: PerCall, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
}
