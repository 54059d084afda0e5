package knowledge

// Handlers run under net/http's recover also without the Recovery middleware. Done of a
// Context is nil, that of its Request is not, unless ContextWithFallback is set. A Context
// goes back to a pool when its handler returns.
var ginGonic = Package{
	Path:   "github.com/gin-gonic/gin",
	Module: "github.com/gin-gonic/gin",
	Calls: []Call{
		{Func: "Engine.Run", Does: Serves},
		{Func: "Engine.RunTLS", Does: Serves},
		{Func: "Engine.RunUnix", Does: Serves},
		{Func: "Engine.RunFd", Does: Serves},
		{Func: "Engine.RunQUIC", Does: Serves},
		{Func: "Engine.RunListener", Does: Serves},
		{Func: "Context.MustGet", Does: Panics},
	},
	Runs: []Run{
		{Func: "RouterGroup.Use", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.Handle", Arg: 2, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.Match", Arg: 2, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.GET", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.POST", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.PUT", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.PATCH", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.DELETE", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.HEAD", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.OPTIONS", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.Any", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.Use", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.Handle", Arg: 2, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.Match", Arg: 2, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.GET", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.POST", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.PUT", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.PATCH", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.DELETE", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.HEAD", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.OPTIONS", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRoutes.Any", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "RouterGroup.Group", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "IRouter.Group", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Engine.Use", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Engine.NoRoute", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Engine.NoMethod", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "WrapF", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "WrapH", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "CustomRecovery", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Context.Stream", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "Context", Life: Request, Noun: "request context", Pooled: true, Copy: "Context.Copy"},
	},
}
