package knowledge

// Keys and values are valid only until their transaction ends; KeyCopy and ValueCopy keep them.
var badgerV4 = Package{
	Path:   "github.com/dgraph-io/badger/v4",
	Module: "github.com/dgraph-io/badger/v4",
	Calls: []Call{
		{Func: "DB.Subscribe", Does: Serves},
		{Func: "DB.Flatten", Does: Computes},
		{Func: "DB.RunValueLogGC", Does: Computes},
	},
	Runs: []Run{
		{Func: "DB.Update", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "DB.View", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "Item.Value", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: Returned},
		{Func: "DB.Subscribe", Arg: 1, Life: Service, Each: Request, Panic: Dies, Error: Returned},
		{Func: "Txn.CommitWith", Arg: 0, Async: true, Panic: Dies, Error: NoResult},
	},
	Scoped: []Scoped{
		{Type: "Txn", Life: Request, Noun: "transaction", Held: "the data of its time, which nothing can clean up", From: []string{"DB.NewTransaction", "DB.NewTransactionAt", "DB.Update", "DB.View"}, Ends: []string{"Txn.Commit", "Txn.CommitWith", "Txn.CommitAt", "Txn.Discard"}},
		{Type: "Item", Life: Request, Noun: "item", From: []string{"Txn.Get", "Iterator.Item"}},
		{Type: "Iterator", Life: Request, Noun: "iterator", Held: "the files that it reads", From: []string{"Txn.NewIterator", "Txn.NewKeyIterator"}, Ends: []string{"Iterator.Close"}},
		{Type: "WriteBatch", Life: Request, From: []string{"DB.NewWriteBatch", "DB.NewWriteBatchAt", "DB.NewManagedWriteBatch"}, Ends: []string{"WriteBatch.Flush", "WriteBatch.Cancel"}},
	},
}
