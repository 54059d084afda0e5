package knowledge

// PartitionConsumer and ConsumerGroupClaim close their Messages channel when they end
// or rebalance; Errors channels are closed by Close. PanicHandler, a global that is nil
// unless set, is what recovers in sarama's goroutines.
var saramaV1 = Package{
	Path:   "github.com/IBM/sarama",
	Module: "github.com/IBM/sarama",
	Calls: []Call{
		// returns, without an error, at every rebalance: to be called in a loop
		{Func: "ConsumerGroup.Consume", Does: Serves},
		{Func: "SyncProducer.SendMessage", Does: Asks},
		{Func: "SyncProducer.SendMessages", Does: Asks},
		{Func: "NewClient", Does: Asks},
		{Func: "NewConsumer", Does: Asks},
		{Func: "NewConsumerGroup", Does: Asks},
		{Func: "NewSyncProducer", Does: Asks},
		{Func: "NewAsyncProducer", Does: Asks},
		{Func: "Consumer.ConsumePartition", Does: Asks},
		{Func: "Consumer.Partitions", Does: Asks},
		{Func: "Consumer.Topics", Does: Asks},
		{Func: "Client.GetOffset", Does: Asks},
		{Func: "Client.Leader", Does: Asks},
		{Func: "Client.RefreshMetadata", Does: Asks},
		{Func: "Client.RefreshController", Does: Asks},
		{Func: "Client.RefreshCoordinator", Does: Asks},
		{Func: "Client.Partitions", Does: Asks},
		{Func: "Client.Topics", Does: Asks},
		{Func: "Client.Controller", Does: Asks},
		{Func: "Client.Coordinator", Does: Asks},
		{Func: "ConsumerGroup.Close", Does: Joins | Closes},
		{Func: "AsyncProducer.Close", Does: Joins | Closes},
		{Func: "SyncProducer.Close", Does: Joins | Closes},
		{Func: "PartitionConsumer.Close", Does: Joins | Closes},
		{Func: "Consumer.Close", Does: Joins | Closes},
		{Func: "AsyncProducer.AsyncClose", Does: Closes},
		{Func: "PartitionConsumer.AsyncClose", Does: Closes},
		{Func: "Client.Close", Does: Closes},
		{Func: "ConsumerGroupSession.Context", Does: Signals},
	},
	Runs: []Run{
		// one goroutine per claimed partition, until the session ends
		{Func: "ConsumerGroup.Consume", Arg: 2, Method: "ConsumeClaim", Life: Service, Each: Connection, Async: true, Panic: Dies, Error: Logged, Overlaps: true},
		{Func: "ConsumerGroup.Consume", Arg: 2, Method: "Setup", Life: Service, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "ConsumerGroup.Consume", Arg: 2, Method: "Cleanup", Life: Service, Each: PerCall, Panic: Dies, Error: Returned},
	},
	Roles: []Role{
		{Type: "ConsumerGroupHandler", Method: "ConsumeClaim", Life: Connection, Blocks: true, Panic: Dies, Error: Logged},
		{Type: "ConsumerGroupHandler", Method: "Setup", Life: PerCall, Panic: Dies, Error: Returned},
		{Type: "ConsumerGroupHandler", Method: "Cleanup", Life: PerCall, Panic: Dies, Error: Returned},
		{Type: "ConsumerInterceptor", Method: "OnConsume", Life: Request, Panic: Recovered, Error: NoResult},
		{Type: "ProducerInterceptor", Method: "OnSend", Life: Request, Panic: Recovered, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "ConsumerGroupSession", Life: Connection, Noun: "session"},
		{Type: "ConsumerGroupClaim", Life: Connection, Noun: "claim"},
	},
	Stops: []string{"ErrClosedConsumerGroup", "ErrClosedClient"},
	Feeds: []Feed{
		{Of: "PartitionConsumer.Messages"},
		{Of: "PartitionConsumer.Errors"},
		{Of: "ConsumerGroupClaim.Messages", ByPeer: true},
		{Of: "ConsumerGroup.Errors"},
	},
}
