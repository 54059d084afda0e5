package knowledge

// After its first error a Conn never reads again: who goes on reading gets the error at
// once, and a panic at the thousandth time. One goroutine may read, one may write.
var gorillaWebsocket = Package{
	Path:   "github.com/gorilla/websocket",
	Module: "github.com/gorilla/websocket",
	Calls: []Call{
		{Func: "Dialer.Dial", Does: Asks, Ctx: "Dialer.DialContext"},
		{Func: "Dialer.DialContext", Does: Asks},
		{Func: "NewClient", Does: Asks},
		{Func: "Conn.NextReader", Does: Receives},
		{Func: "Conn.ReadMessage", Does: Receives},
		{Func: "Conn.ReadJSON", Does: Receives},
		{Func: "ReadJSON", Does: Receives},
		{Func: "Conn.WriteMessage", Does: Asks},         // no answer, but blocks while the peer does not read
		{Func: "Conn.WriteJSON", Does: Asks},            // no answer, but blocks while the peer does not read
		{Func: "Conn.WritePreparedMessage", Does: Asks}, // no answer, but blocks while the peer does not read
		{Func: "Conn.WriteControl", Does: Asks},         // no answer, but blocks while the peer does not read
		{Func: "WriteJSON", Does: Asks},                 // no answer, but blocks while the peer does not read
		{Func: "Conn.Close", Does: Closes},
	},
	Runs: []Run{
		// run by whoever reads from the connection
		{Func: "Conn.SetCloseHandler", Arg: 0, Life: Connection, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Conn.SetPingHandler", Arg: 0, Life: Connection, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Conn.SetPongHandler", Arg: 0, Life: Connection, Each: PerCall, Panic: Dies, Error: Returned},
	},
	Scoped: []Scoped{
		{Type: "Conn", Life: Connection, Noun: "connection", Held: "a file descriptor", From: []string{"Dialer.Dial", "Dialer.DialContext", "NewClient", "Upgrade", "Upgrader.Upgrade"}, Ends: []string{"Conn.Close"}},
	},
}
