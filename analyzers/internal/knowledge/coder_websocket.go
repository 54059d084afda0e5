package knowledge

// A context that ends while reading or writing closes the connection.
var coderWebsocket = Package{
	Path:   "github.com/coder/websocket",
	Module: "github.com/coder/websocket",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "Conn.Ping", Does: Asks},
		{Func: "Conn.Write", Does: Asks},
		{Func: "Conn.Close", Does: Asks | Closes}, // waits up to five seconds for the peer to answer
		{Func: "Conn.CloseNow", Does: Closes},
		{Func: "Conn.Read", Does: Receives},
		{Func: "Conn.Reader", Does: Receives},
		{Func: "Conn.CloseRead", Does: Signals},
	},
	Scoped: []Scoped{
		{Type: "Conn", Life: Connection, Noun: "connection", Held: "its goroutine and a file descriptor", From: []string{"Accept", "Dial"}, Ends: []string{"Conn.Close", "Conn.CloseNow"}},
	},
}
