package knowledge

var franzGo = Package{
	Path:   "github.com/twmb/franz-go/pkg/kgo",
	Module: "github.com/twmb/franz-go",
	Calls: []Call{
		{Func: "Client.PollFetches", Does: Receives},
		{Func: "Client.PollRecords", Does: Receives},
		{Func: "GroupTransactSession.PollFetches", Does: Receives},
		{Func: "GroupTransactSession.PollRecords", Does: Receives},
		{Func: "Client.Ping", Does: Asks},
		{Func: "Client.Request", Does: Asks},
		{Func: "Client.RequestSharded", Does: Asks},
		{Func: "Client.CommitRecords", Does: Asks},
		{Func: "Client.CommitUncommittedOffsets", Does: Asks},
		{Func: "Client.CommitMarkedOffsets", Does: Asks},
		{Func: "Client.CommitOffsetsSync", Does: Asks},
		{Func: "Client.EndTransaction", Does: Asks},
		{Func: "Client.LeaveGroup", Does: Asks, Ctx: "Client.LeaveGroupContext"},
		{Func: "Client.LeaveGroupContext", Does: Asks},
		{Func: "Client.ProduceSync", Does: Asks},
		{Func: "GroupTransactSession.ProduceSync", Does: Asks},
		{Func: "Client.Flush", Does: Joins},
		{Func: "Client.Close", Does: Closes},
		{Func: "Client.CloseAllowingRebalance", Does: Closes},
		{Func: "GroupTransactSession.Close", Does: Closes},
	},
	Runs: []Run{
		// promises run one after the other on one goroutine of the client: slow code stops producing
		{Func: "Client.Produce", Arg: 2, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Client.TryProduce", Arg: 2, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Client.CommitOffsets", Arg: 2, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Client.CommitOffsetsSync", Arg: 2, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		// group callbacks run on the goroutine that manages the group
		{Func: "OnPartitionsAssigned", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
		{Func: "OnPartitionsLost", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
		{Func: "OnPartitionsRevoked", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
		{Func: "OnPartitionsCallbackBlocked", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult},
	},
	Stops: []string{"ErrClientClosed"},
}
