package knowledge

var stdNetHTTP = Package{
	Path: "net/http",
	Calls: []Call{
		{Func: "Get", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Head", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Post", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "PostForm", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Client.Get", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Client.Head", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Client.Post", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Client.PostForm", Does: Asks, Ctx: "NewRequestWithContext"},
		{Func: "Client.Do", Does: Asks},              // bounded by the context of the request
		{Func: "RoundTripper.RoundTrip", Does: Asks}, // bounded by the context of the request
		{Func: "Transport.RoundTrip", Does: Asks},    // bounded by the context of the request
		{Func: "ClientConn.RoundTrip", Does: Asks},   // bounded by the context of the request
		{Func: "Transport.NewClientConn", Does: Asks},
		{Func: "NewRequest", Does: Detaches, Ctx: "NewRequestWithContext"}, // its context is Background
		{Func: "ListenAndServe", Does: Serves},
		{Func: "ListenAndServeTLS", Does: Serves},
		{Func: "Serve", Does: Serves},
		{Func: "ServeTLS", Does: Serves},
		{Func: "Server.ListenAndServe", Does: Serves},
		{Func: "Server.ListenAndServeTLS", Does: Serves},
		{Func: "Server.Serve", Does: Serves},
		{Func: "Server.ServeTLS", Does: Serves},
		{Func: "Server.Shutdown", Does: Joins | Closes}, // for connections only: not for hijacked ones nor for RegisterOnShutdown
		{Func: "Server.Close", Does: Closes},
		{Func: "ClientConn.Close", Does: Closes},
		{Func: "Request.Context", Does: Signals},
		// read the body
		{Func: "Request.FormFile", Does: Receives},
		{Func: "Request.FormValue", Does: Receives},
		{Func: "Request.MultipartReader", Does: Receives},
		{Func: "Request.ParseForm", Does: Receives},
		{Func: "Request.ParseMultipartForm", Does: Receives},
		{Func: "Request.PostFormValue", Does: Receives},
		{Func: "ReadRequest", Does: Receives},
		{Func: "ReadResponse", Does: Receives},
	},
	Runs: []Run{
		{Func: "Handle", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "HandleFunc", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ServeMux.Handle", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ServeMux.HandleFunc", Arg: 1, Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ListenAndServe", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ListenAndServeTLS", Arg: 3, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Serve", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "ServeTLS", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "Server.Handler", Arg: Field, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		// a handler around a handler: run by the outer one's caller
		{Func: "AllowQuerySemicolons", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "CrossOriginProtection.Handler", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "CrossOriginProtection.SetDenyHandler", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "MaxBytesHandler", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "StripPrefix", Arg: 1, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true},
		{Func: "TimeoutHandler", Arg: 0, Method: "ServeHTTP", Life: Process, Each: Request, Async: true, Panic: Recovered, Error: NoResult, Overlaps: true}, // in its own goroutine, the panic is raised again in the connection's
		{Func: "Server.BaseContext", Arg: Field, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},                                                // once per listener, in Serve
		{Func: "Server.ConnContext", Arg: Field, Life: Process, Each: Connection, Panic: Dies, Error: NoResult},                                             // on the accept loop: slow code delays every client
		{Func: "Server.ConnState", Arg: Field, Life: Process, Each: Connection, Panic: Dies, Error: NoResult, Overlaps: true},                               // StateNew comes on the accept loop, outside the recover
		{Func: "Server.RegisterOnShutdown", Arg: 0, Life: Process, Async: true, Panic: Dies, Error: NoResult},                                               // in a goroutine of its own, which Shutdown does not wait for
	},
	Roles: []Role{
		{Type: "Handler", Method: "ServeHTTP", Life: Request, Panic: Recovered, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "Request", Life: Request, Noun: "request", Copy: "Request.Clone"}, // the clone shares the body
		{Type: "ResponseWriter", Life: Request, Noun: "response writer"},
		{Type: "ResponseController", Life: Request, From: []string{"NewResponseController"}},
		// ends with Body.Close
		{Type: "Response", Life: Request, Noun: "response", Part: "Body", Held: "its connection", From: []string{"Get", "Head", "Post", "PostForm", "Client.Do", "Client.Get", "Client.Head", "Client.Post", "Client.PostForm", "RoundTripper.RoundTrip", "Transport.RoundTrip", "ReadResponse"}},
	},
	Stops: []string{"ErrServerClosed"},
}
