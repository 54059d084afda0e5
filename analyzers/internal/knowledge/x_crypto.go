package knowledge

var xArgon2 = Package{
	Path:   "golang.org/x/crypto/argon2",
	Module: "golang.org/x/crypto",
	Calls: []Call{
		{Func: "IDKey", Does: Computes | Heavy}, // also tens of megabytes each
		{Func: "Key", Does: Computes | Heavy},   // also tens of megabytes each
	},
}

var xBcrypt = Package{
	Path:   "golang.org/x/crypto/bcrypt",
	Module: "golang.org/x/crypto",
	Calls: []Call{
		{Func: "CompareHashAndPassword", Does: Computes | Heavy},
		{Func: "GenerateFromPassword", Does: Computes | Heavy},
	},
}

var xPbkdf2 = Package{
	Path:   "golang.org/x/crypto/pbkdf2",
	Module: "golang.org/x/crypto",
	Calls: []Call{
		{Func: "Key", Does: Computes | Heavy},
	},
}

var xScrypt = Package{
	Path:   "golang.org/x/crypto/scrypt",
	Module: "golang.org/x/crypto",
	Calls: []Call{
		{Func: "Key", Does: Computes | Heavy},
	},
}

var xSSH = Package{
	Path:   "golang.org/x/crypto/ssh",
	Module: "golang.org/x/crypto",
	Calls: []Call{
		{Func: "Dial", Does: Asks},
		{Func: "NewClientConn", Does: Asks},
		{Func: "Client.NewSession", Does: Asks},
		{Func: "Session.Output", Does: Asks},
		{Func: "Session.CombinedOutput", Does: Asks},
		{Func: "Session.Run", Does: Asks},
		{Func: "Session.Wait", Does: Joins},
	},
	Scoped: []Scoped{
		{Type: "Client", Life: Connection, Noun: "connection", Held: "a file descriptor", From: []string{"Dial", "NewClient"}, Ends: []string{"Conn.Close"}},
		{Type: "Session", Life: Connection, Noun: "session", Held: "a channel of the connection", From: []string{"Client.NewSession"}, Ends: []string{"Session.Close"}},
	},
}
