package knowledge

// Methods of a registered service run in a goroutine per call, on the lifetime of the
// request; nothing recovers a panic unless an interceptor does.
var grpcGo = Package{
	Path:   "google.golang.org/grpc",
	Module: "google.golang.org/grpc",
	Calls: []Call{
		{Func: "Server.Serve", Does: Serves},
		{Func: "Server.GracefulStop", Does: Joins | Closes}, // no bound: waits for every open stream
		{Func: "Server.Stop", Does: Closes},
		{Func: "ClientConn.Close", Does: Closes},
		{Func: "ClientConn.Invoke", Does: Asks},
		{Func: "ClientConn.NewStream", Does: Asks},
		{Func: "NewClientStream", Does: Asks},
		{Func: "ClientConnInterface.Invoke", Does: Asks},
		{Func: "ClientConnInterface.NewStream", Does: Asks},
		{Func: "ClientStreamingClient.CloseAndRecv", Does: Asks},
		{Func: "GenericClientStream.CloseAndRecv", Does: Asks},
		{Func: "ServerStream.RecvMsg", Does: Receives},
		{Func: "ClientStream.RecvMsg", Does: Receives},
		{Func: "Stream.RecvMsg", Does: Receives},
		{Func: "BidiStreamingClient.Recv", Does: Receives},
		{Func: "BidiStreamingServer.Recv", Does: Receives},
		{Func: "ClientStreamingServer.Recv", Does: Receives},
		{Func: "ServerStreamingClient.Recv", Does: Receives},
		{Func: "GenericClientStream.Recv", Does: Receives},
		{Func: "GenericServerStream.Recv", Does: Receives},
		// no answer, but blocks while the peer does not read
		{Func: "ServerStream.SendMsg", Does: Asks},
		{Func: "ClientStream.SendMsg", Does: Asks},
		{Func: "BidiStreamingClient.Send", Does: Asks},
		{Func: "BidiStreamingServer.Send", Does: Asks},
		{Func: "ClientStreamingClient.Send", Does: Asks},
		{Func: "ServerStreamingServer.Send", Does: Asks},
		{Func: "GenericClientStream.Send", Does: Asks},
		{Func: "GenericServerStream.Send", Does: Asks},
		{Func: "ServerStream.Context", Does: Signals},
		{Func: "ClientStream.Context", Does: Signals},
		{Func: "Stream.Context", Does: Signals},
	},
	Runs: []Run{
		{Func: "UnaryInterceptor", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
		{Func: "StreamInterceptor", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
		{Func: "ChainUnaryInterceptor", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
		{Func: "ChainStreamInterceptor", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
		{Func: "UnknownServiceHandler", Arg: 0, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
		{Func: "StreamDesc.Handler", Arg: Field, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
		{Func: "MethodDesc.Handler", Arg: Field, Life: Process, Each: Request, Async: true, Panic: Dies, Error: Delivered, Overlaps: true},
	},
	Scoped: []Scoped{
		{Type: "ServerStream", Life: Request, Noun: "stream"},
		{Type: "ClientStream", Life: Request, Noun: "stream", Held: "the stream and its goroutine", Ctx: true, From: []string{"ClientConn.NewStream", "NewClientStream"}},
	},
	Stops: []string{"ErrServerStopped", "ErrClientConnClosing"},
}
