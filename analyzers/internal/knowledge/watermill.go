package knowledge

// A nack makes most subscribers deliver the message again at once: without a poison queue
// or a Retry with a limit, one bad message is handled for ever.
var watermillMessage = Package{
	Path:   "github.com/ThreeDotsLabs/watermill/message",
	Module: "github.com/ThreeDotsLabs/watermill",
	Calls: []Call{
		{Func: "Router.Run", Does: Serves},
		{Func: "Router.Close", Does: Joins | Closes},
		{Func: "Message.Context", Does: Signals},
		{Func: "Publisher.Publish", Does: Asks},
		{Func: "Subscriber.Close", Does: Closes},
		{Func: "Publisher.Close", Does: Closes},
	},
	Runs: []Run{
		// the router recovers, with or without the Recoverer middleware
		{Func: "Router.AddHandler", Arg: 5, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "Router.AddConsumerHandler", Arg: 3, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
		{Func: "Router.AddNoPublisherHandler", Arg: 3, Life: Service, Each: Request, Async: true, Panic: Recovered, Error: Retried, Overlaps: true},
	},
	Scoped: []Scoped{
		// its context ends when it is acked; what it holds stays as it is
		{Type: "Message", Life: Request, Noun: "message", Ends: []string{"Message.Ack", "Message.Nack"}, Copy: "Message.Copy"},
	},
}

var watermillMiddleware = Package{
	Path:   "github.com/ThreeDotsLabs/watermill/message/router/middleware",
	Module: "github.com/ThreeDotsLabs/watermill",
	Calls: []Call{
		{Func: "NewThrottle", Does: Limits},
	},
}
