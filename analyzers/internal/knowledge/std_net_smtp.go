package knowledge

var stdNetSMTP = Package{
	Path: "net/smtp",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "SendMail", Does: Asks},
		{Func: "NewClient", Does: Asks},
		{Func: "Client.Auth", Does: Asks},
		{Func: "Client.Data", Does: Asks},
		{Func: "Client.Hello", Does: Asks},
		{Func: "Client.Mail", Does: Asks},
		{Func: "Client.Noop", Does: Asks},
		{Func: "Client.Quit", Does: Asks},
		{Func: "Client.Rcpt", Does: Asks},
		{Func: "Client.Reset", Does: Asks},
		{Func: "Client.StartTLS", Does: Asks},
		{Func: "Client.Verify", Does: Asks},
		{Func: "Client.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Client", Life: Connection, Noun: "connection", Held: "a file descriptor", From: []string{"Dial", "NewClient"}, Ends: []string{"Client.Close", "Client.Quit"}},
	},
}

var stdNetMail = Package{
	Path: "net/mail",
	Calls: []Call{
		{Func: "ReadMessage", Does: Receives},
	},
}

var stdNetTextproto = Package{
	Path: "net/textproto",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "Conn.Cmd", Does: Asks},
		{Func: "Reader.ReadCodeLine", Does: Receives},
		{Func: "Reader.ReadContinuedLine", Does: Receives},
		{Func: "Reader.ReadContinuedLineBytes", Does: Receives},
		{Func: "Reader.ReadDotBytes", Does: Receives},
		{Func: "Reader.ReadDotLines", Does: Receives},
		{Func: "Reader.ReadLine", Does: Receives},
		{Func: "Reader.ReadLineBytes", Does: Receives},
		{Func: "Reader.ReadMIMEHeader", Does: Receives},
		{Func: "Reader.ReadResponse", Does: Receives},
		{Func: "Pipeline.StartRequest", Does: Joins},
		{Func: "Pipeline.StartResponse", Does: Joins},
		{Func: "Conn.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Conn", Life: Connection, Noun: "connection", Held: "a file descriptor", From: []string{"Dial", "NewConn"}, Ends: []string{"Conn.Close"}},
	},
}
