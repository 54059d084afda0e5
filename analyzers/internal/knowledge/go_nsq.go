package knowledge

// Consumer.Stop returns at once; StopChan is closed when the handlers are done.
var goNSQ = Package{
	Path:   "github.com/nsqio/go-nsq",
	Module: "github.com/nsqio/go-nsq",
	Calls: []Call{
		{Func: "Producer.Publish", Does: Asks},
		{Func: "Producer.MultiPublish", Does: Asks},
		{Func: "Producer.DeferredPublish", Does: Asks},
		{Func: "Producer.Ping", Does: Asks},
		{Func: "Consumer.ConnectToNSQD", Does: Asks},
		{Func: "Consumer.ConnectToNSQLookupd", Does: Asks},
		{Func: "Consumer.ConnectToNSQDs", Does: Asks},
		{Func: "Consumer.ConnectToNSQLookupds", Does: Asks},
		{Func: "Consumer.Stop", Does: Closes},
		{Func: "Producer.Stop", Does: Closes},
	},
	Runs: []Run{
		{Func: "Consumer.AddHandler", Arg: 0, Method: "HandleMessage", Life: Service, Each: Request, Async: true, Panic: Dies, Error: Retried},
		{Func: "Consumer.AddConcurrentHandlers", Arg: 0, Method: "HandleMessage", Life: Service, Each: Request, Async: true, Panic: Dies, Error: Retried, Overlaps: true},
	},
	Roles: []Role{
		{Type: "Handler", Method: "HandleMessage", Life: Request, Panic: Dies, Error: Retried},
	},
	Scoped: []Scoped{
		{Type: "Message", Life: Request, Noun: "message", Ends: []string{"Message.Finish", "Message.Requeue"}},
	},
}
