package knowledge

var redigoRedis = Package{
	Path:   "github.com/gomodule/redigo/redis",
	Module: "github.com/gomodule/redigo",
	Calls: []Call{
		{Func: "Dial", Does: Asks, Ctx: "DialContext"},
		{Func: "DialContext", Does: Asks},
		{Func: "DialTimeout", Does: Asks, Ctx: "DialContext"},
		{Func: "DialURL", Does: Asks, Ctx: "DialURLContext"},
		{Func: "DialURLContext", Does: Asks},
		{Func: "Conn.Do", Does: Asks, Ctx: "ConnWithContext.DoContext"},
		{Func: "ConnWithContext.DoContext", Does: Asks},
		{Func: "ConnWithTimeout.DoWithTimeout", Does: Asks},
		{Func: "DoContext", Does: Asks},
		{Func: "DoWithTimeout", Does: Asks},
		{Func: "Conn.Flush", Does: Asks},
		{Func: "Script.Do", Does: Asks, Ctx: "Script.DoContext"},
		{Func: "Script.DoContext", Does: Asks},
		{Func: "Script.Load", Does: Asks},
		{Func: "Pool.Get", Does: Asks, Ctx: "Pool.GetContext"}, // dials when no connection is idle, waits when Wait is set
		{Func: "Pool.GetContext", Does: Asks},                  // dials when no connection is idle, waits when Wait is set
		{Func: "Conn.Receive", Does: Receives, Ctx: "ConnWithContext.ReceiveContext"},
		{Func: "ConnWithContext.ReceiveContext", Does: Receives},
		{Func: "ConnWithTimeout.ReceiveWithTimeout", Does: Receives},
		{Func: "ReceiveContext", Does: Receives},
		{Func: "ReceiveWithTimeout", Does: Receives},
		{Func: "PubSubConn.Receive", Does: Receives, Ctx: "PubSubConn.ReceiveContext"},
		{Func: "PubSubConn.ReceiveContext", Does: Receives},
		{Func: "PubSubConn.ReceiveWithTimeout", Does: Receives},
		{Func: "Conn.Close", Does: Closes},
		{Func: "PubSubConn.Close", Does: Closes},
		{Func: "Pool.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Conn", Life: Request, Noun: "connection", Held: "a connection of the pool", From: []string{"Dial", "DialContext", "DialTimeout", "DialURL", "DialURLContext", "Pool.Get", "Pool.GetContext"}, Ends: []string{"Conn.Close"}},
		{Type: "PubSubConn", Life: Connection, Ends: []string{"PubSubConn.Close"}},
	},
}
