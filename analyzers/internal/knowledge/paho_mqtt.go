package knowledge

// With OrderMatters, the default, handlers run on the client's one inbound goroutine: one
// that blocks, or waits for a token, stops the client. Without it each has its own.
var pahoMQTT = Package{
	Path:   "github.com/eclipse/paho.mqtt.golang",
	Module: "github.com/eclipse/paho.mqtt.golang",
	Calls: []Call{
		{Func: "Token.Wait", Does: Joins},
		{Func: "Token.WaitTimeout", Does: Joins},
		{Func: "baseToken.Wait", Does: Joins},
		{Func: "baseToken.WaitTimeout", Does: Joins},
		{Func: "Client.Disconnect", Does: Joins | Closes},
	},
	Runs: []Run{
		{Func: "Client.Subscribe", Arg: 2, Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Client.SubscribeMultiple", Arg: 1, Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Client.AddRoute", Arg: 1, Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "ClientOptions.SetDefaultPublishHandler", Arg: 0, Life: Service, Each: Request, Async: true, Panic: Dies, Error: NoResult},
		{Func: "ClientOptions.SetOnConnectHandler", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult, Overlaps: true}, // at every reconnect
		{Func: "ClientOptions.SetConnectionLostHandler", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
		{Func: "ClientOptions.SetReconnectingHandler", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult}, // on the reconnecting goroutine
	},
}
