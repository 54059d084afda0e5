package knowledge

// The Tx of a generated client wraps one of these; it is made by the client's Tx method.
var entDialect = Package{
	Path:   "entgo.io/ent/dialect",
	Module: "entgo.io/ent",
	Calls: []Call{
		{Func: "Driver.Tx", Does: Asks},
		{Func: "ExecQuerier.Exec", Does: Asks},
		{Func: "ExecQuerier.Query", Does: Asks},
		{Func: "DebugTx.Commit", Does: Asks},
		{Func: "DebugTx.Rollback", Does: Asks},
	},
	Scoped: []Scoped{
		{Type: "Tx", Life: Request, Noun: "transaction", From: []string{"Driver.Tx", "DebugDriver.Tx", "DebugDriver.BeginTx"}}, // Commit and Rollback are those of the embedded driver.Tx
		{Type: "DebugTx", Life: Request, Ends: []string{"DebugTx.Commit", "DebugTx.Rollback"}},
	},
}

var entDialectSQL = Package{
	Path:   "entgo.io/ent/dialect/sql",
	Module: "entgo.io/ent",
	Calls: []Call{
		{Func: "Conn.Exec", Does: Asks},
		{Func: "Conn.Query", Does: Asks},
		{Func: "Driver.Tx", Does: Asks},
		{Func: "Driver.BeginTx", Does: Asks},
		{Func: "ExecQuerier.ExecContext", Does: Asks},
		{Func: "ExecQuerier.QueryContext", Does: Asks},
		{Func: "Driver.Close", Does: Closes},
	},
	Scoped: []Scoped{
		{Type: "Tx", Life: Request, Noun: "transaction"},
		{Type: "Rows", Life: Request, Noun: "result set"},
	},
}
