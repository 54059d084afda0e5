package knowledge

// The …Context forms carry values for the handler; they are no cancellable twins.
var stdLogSlog = Package{
	Path: "log/slog",
	Calls: []Call{
		{Func: "Debug", Does: Reports},
		{Func: "Info", Does: Reports},
		{Func: "Warn", Does: Reports},
		{Func: "Error", Does: Reports},
		{Func: "Log", Does: Reports},
		{Func: "LogAttrs", Does: Reports},
		{Func: "DebugContext", Does: Reports},
		{Func: "InfoContext", Does: Reports},
		{Func: "WarnContext", Does: Reports},
		{Func: "ErrorContext", Does: Reports},
		{Func: "Logger.Debug", Does: Reports},
		{Func: "Logger.Info", Does: Reports},
		{Func: "Logger.Warn", Does: Reports},
		{Func: "Logger.Error", Does: Reports},
		{Func: "Logger.Log", Does: Reports},
		{Func: "Logger.LogAttrs", Does: Reports},
		{Func: "Logger.DebugContext", Does: Reports},
		{Func: "Logger.InfoContext", Does: Reports},
		{Func: "Logger.WarnContext", Does: Reports},
		{Func: "Logger.ErrorContext", Does: Reports},
		{Func: "Handler.Handle", Does: Reports},
	},
	Runs: []Run{
		{Func: "Record.Attrs", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
