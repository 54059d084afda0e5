package knowledge

var stdNetHTTPCgi = Package{
	Path: "net/http/cgi",
	Calls: []Call{
		{Func: "Serve", Does: Serves},
	},
	Runs: []Run{
		{Func: "Serve", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Panic: Dies, Error: NoResult}, // one request per process
	},
}

var stdNetHTTPFcgi = Package{
	Path: "net/http/fcgi",
	Calls: []Call{
		{Func: "Serve", Does: Serves},
	},
	Runs: []Run{
		{Func: "Serve", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Dies, Error: NoResult, Overlaps: true}, // unlike net/http, no recover
	},
}

var stdNetHTTPHttptest = Package{
	Path: "net/http/httptest",
	Calls: []Call{
		{Func: "Server.Close", Does: Joins | Closes},
	},
	Runs: []Run{
		{Func: "NewServer", Arg: 0, Method: "ServeHTTP", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "NewTLSServer", Arg: 0, Method: "ServeHTTP", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "NewUnstartedServer", Arg: 0, Method: "ServeHTTP", Life: Service, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
	},
}

var stdNetHTTPHttputil = Package{
	Path: "net/http/httputil",
	Calls: []Call{
		{Func: "ReverseProxy.ServeHTTP", Does: Asks},
		{Func: "DumpRequest", Does: Receives},
		{Func: "DumpRequestOut", Does: Receives},
		{Func: "DumpResponse", Does: Receives},
	},
	Runs: []Run{
		{Func: "ReverseProxy.Director", Arg: Field, Life: Process, Each: Request, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ReverseProxy.ErrorHandler", Arg: Field, Life: Process, Each: Request, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ReverseProxy.ModifyResponse", Arg: Field, Life: Process, Each: Request, Panic: Recovered, Error: Delivered, Overlaps: true},
		{Func: "ReverseProxy.Rewrite", Arg: Field, Life: Process, Each: Request, Panic: Recovered, Error: NoResult, Overlaps: true},
	},
}
