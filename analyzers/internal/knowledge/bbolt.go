package knowledge

// One writer at a time; keys and values are valid only until their transaction ends.
var bboltPkg = Package{
	Path:   "go.etcd.io/bbolt",
	Module: "go.etcd.io/bbolt",
	Calls: []Call{
		{Func: "DB.Begin", Does: Locks},          // a writable transaction waits for the one before
		{Func: "DB.Update", Does: Locks},         // a writable transaction waits for the one before
		{Func: "DB.Batch", Does: Locks},          // a writable transaction waits for the one before
		{Func: "DB.Close", Does: Locks | Closes}, // waits for open transactions
	},
	Runs: []Run{
		{Func: "DB.Update", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "DB.View", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Bucket.ForEach", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Bucket.ForEachBucket", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Tx.ForEach", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "DB.Batch", Arg: 0, Life: PerCall, Each: Iteration, Async: true, Panic: Reraised, Error: Returned}, // may run more than once, after a failure or panic of a neighbour
		{Func: "Tx.OnCommit", Arg: 0, Life: Request, Each: PerCall, Panic: Dies, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "Tx", Life: Request, Noun: "transaction", Held: "a lock of the database", From: []string{"DB.Begin", "DB.Update", "DB.View", "DB.Batch"}, Ends: []string{"Tx.Commit", "Tx.Rollback"}},
		{Type: "Bucket", Life: Request, Noun: "bucket", From: []string{"Tx.Bucket", "Tx.CreateBucket", "Tx.CreateBucketIfNotExists", "Bucket.Bucket", "Bucket.CreateBucket", "Bucket.CreateBucketIfNotExists"}},
		{Type: "Cursor", Life: Request, Noun: "cursor", From: []string{"Tx.Cursor", "Bucket.Cursor"}},
	},
}
