package knowledge

var sqlxPkg = Package{
	Path:   "github.com/jmoiron/sqlx",
	Module: "github.com/jmoiron/sqlx",
	Calls: []Call{
		{Func: "Connect", Does: Asks},
		{Func: "ConnectContext", Does: Asks},
		{Func: "Get", Does: Asks, Ctx: "GetContext"},
		{Func: "GetContext", Does: Asks},
		{Func: "Select", Does: Asks, Ctx: "SelectContext"},
		{Func: "SelectContext", Does: Asks},
		{Func: "NamedExec", Does: Asks, Ctx: "NamedExecContext"},
		{Func: "NamedExecContext", Does: Asks},
		{Func: "NamedQuery", Does: Asks, Ctx: "NamedQueryContext"},
		{Func: "NamedQueryContext", Does: Asks},
		{Func: "LoadFile", Does: Asks, Ctx: "LoadFileContext"},
		{Func: "LoadFileContext", Does: Asks},
		{Func: "DB.Beginx", Does: Asks, Ctx: "DB.BeginTxx"},
		{Func: "DB.BeginTxx", Does: Asks},
		{Func: "DB.Connx", Does: Asks},
		{Func: "DB.Get", Does: Asks},
		{Func: "DB.GetContext", Does: Asks},
		{Func: "DB.NamedExec", Does: Asks},
		{Func: "DB.NamedExecContext", Does: Asks},
		{Func: "DB.NamedQuery", Does: Asks},
		{Func: "DB.NamedQueryContext", Does: Asks},
		{Func: "DB.PrepareNamed", Does: Asks},
		{Func: "DB.PrepareNamedContext", Does: Asks},
		{Func: "DB.Preparex", Does: Asks},
		{Func: "DB.PreparexContext", Does: Asks},
		{Func: "DB.QueryRowx", Does: Asks},
		{Func: "DB.QueryRowxContext", Does: Asks},
		{Func: "DB.Queryx", Does: Asks},
		{Func: "DB.QueryxContext", Does: Asks},
		{Func: "DB.Select", Does: Asks},
		{Func: "DB.SelectContext", Does: Asks},
		{Func: "Tx.Get", Does: Asks},
		{Func: "Tx.GetContext", Does: Asks},
		{Func: "Tx.NamedExec", Does: Asks},
		{Func: "Tx.NamedExecContext", Does: Asks},
		{Func: "Tx.NamedQuery", Does: Asks},
		{Func: "Tx.PrepareNamed", Does: Asks},
		{Func: "Tx.PrepareNamedContext", Does: Asks},
		{Func: "Tx.Preparex", Does: Asks},
		{Func: "Tx.PreparexContext", Does: Asks},
		{Func: "Tx.QueryRowx", Does: Asks},
		{Func: "Tx.QueryRowxContext", Does: Asks},
		{Func: "Tx.Queryx", Does: Asks},
		{Func: "Tx.QueryxContext", Does: Asks},
		{Func: "Tx.Select", Does: Asks},
		{Func: "Tx.SelectContext", Does: Asks},
		{Func: "Conn.BeginTxx", Does: Asks},
		{Func: "Conn.GetContext", Does: Asks},
		{Func: "Conn.PreparexContext", Does: Asks},
		{Func: "Conn.QueryRowxContext", Does: Asks},
		{Func: "Conn.QueryxContext", Does: Asks},
		{Func: "Conn.SelectContext", Does: Asks},
		{Func: "Stmt.Get", Does: Asks},
		{Func: "Stmt.GetContext", Does: Asks},
		{Func: "Stmt.QueryRowx", Does: Asks},
		{Func: "Stmt.QueryRowxContext", Does: Asks},
		{Func: "Stmt.Queryx", Does: Asks},
		{Func: "Stmt.QueryxContext", Does: Asks},
		{Func: "Stmt.Select", Does: Asks},
		{Func: "Stmt.SelectContext", Does: Asks},
		{Func: "NamedStmt.Exec", Does: Asks},
		{Func: "NamedStmt.ExecContext", Does: Asks},
		{Func: "NamedStmt.Get", Does: Asks},
		{Func: "NamedStmt.GetContext", Does: Asks},
		{Func: "NamedStmt.Query", Does: Asks},
		{Func: "NamedStmt.QueryContext", Does: Asks},
		{Func: "NamedStmt.QueryRow", Does: Asks},
		{Func: "NamedStmt.QueryRowContext", Does: Asks},
		{Func: "NamedStmt.QueryRowx", Does: Asks},
		{Func: "NamedStmt.QueryRowxContext", Does: Asks},
		{Func: "NamedStmt.Queryx", Does: Asks},
		{Func: "NamedStmt.QueryxContext", Does: Asks},
		{Func: "NamedStmt.Select", Does: Asks},
		{Func: "NamedStmt.SelectContext", Does: Asks},
		{Func: "MustConnect", Does: Asks | Panics},                         // a failed query panics
		{Func: "MustExec", Does: Asks | Panics, Ctx: "MustExecContext"},    // a failed query panics
		{Func: "MustExecContext", Does: Asks | Panics},                     // a failed query panics
		{Func: "DB.MustBegin", Does: Asks | Panics, Ctx: "DB.MustBeginTx"}, // a failed query panics
		{Func: "DB.MustBeginTx", Does: Asks | Panics},                      // a failed query panics
		{Func: "DB.MustExec", Does: Asks | Panics},                         // a failed query panics
		{Func: "DB.MustExecContext", Does: Asks | Panics},                  // a failed query panics
		{Func: "Tx.MustExec", Does: Asks | Panics},                         // a failed query panics
		{Func: "Tx.MustExecContext", Does: Asks | Panics},                  // a failed query panics
		{Func: "Stmt.MustExec", Does: Asks | Panics},                       // a failed query panics
		{Func: "Stmt.MustExecContext", Does: Asks | Panics},                // a failed query panics
		{Func: "NamedStmt.MustExec", Does: Asks | Panics},                  // a failed query panics
		{Func: "NamedStmt.MustExecContext", Does: Asks | Panics},           // a failed query panics
	},
	Scoped: []Scoped{
		// Commit, Rollback and Close are those of the embedded database/sql types
		{Type: "Tx", Life: Request, Noun: "transaction", Held: "a connection of the pool", From: []string{"DB.Beginx", "DB.BeginTxx", "DB.MustBegin", "DB.MustBeginTx", "Conn.BeginTxx"}},
		{Type: "Rows", Life: Request, Noun: "result set", Held: "a connection of the pool", From: []string{"DB.Queryx", "DB.QueryxContext", "Tx.Queryx", "Tx.QueryxContext", "Conn.QueryxContext", "Stmt.Queryx", "Stmt.QueryxContext", "NamedQuery", "DB.NamedQuery"}},
		{Type: "Row", Life: Request, From: []string{"DB.QueryRowx", "DB.QueryRowxContext", "Tx.QueryRowx", "Tx.QueryRowxContext"}, Ends: []string{"Row.Scan", "Row.StructScan", "Row.MapScan", "Row.SliceScan"}},
		{Type: "Conn", Life: Request, Noun: "pinned connection", Held: "a connection of the pool", From: []string{"DB.Connx"}},
	},
}
