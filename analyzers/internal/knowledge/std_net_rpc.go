package knowledge

// Methods of a registered receiver run in a goroutine per call; a panic in one ends the process.
var stdNetRPC = Package{
	Path: "net/rpc",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "DialHTTP", Does: Asks},
		{Func: "DialHTTPPath", Does: Asks},
		{Func: "Client.Call", Does: Asks},
		{Func: "Accept", Does: Serves},
		{Func: "Server.Accept", Does: Serves},
		// one connection, until the peer hangs up
		{Func: "ServeCodec", Does: Serves},
		{Func: "ServeConn", Does: Serves},
		{Func: "Server.ServeCodec", Does: Serves},
		{Func: "Server.ServeConn", Does: Serves},
		{Func: "ServeRequest", Does: Receives},
		{Func: "Server.ServeRequest", Does: Receives},
		{Func: "Client.Close", Does: Closes},
	},
	Stops: []string{"ErrShutdown"},
}

var stdNetRPCJsonrpc = Package{
	Path: "net/rpc/jsonrpc",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "ServeConn", Does: Serves}, // one connection, until the peer hangs up
	},
}
