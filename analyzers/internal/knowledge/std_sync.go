package knowledge

var stdSync = Package{
	Path: "sync",
	Calls: []Call{
		{Func: "WaitGroup.Wait", Does: Joins},
		{Func: "Cond.Wait", Does: Joins},
		{Func: "Mutex.Lock", Does: Locks},
		{Func: "RWMutex.Lock", Does: Locks},
		{Func: "RWMutex.RLock", Does: Locks},
		{Func: "Locker.Lock", Does: Locks},
	},
	Runs: []Run{
		{Func: "WaitGroup.Go", Arg: 0, Async: true, Panic: Dies, Error: NoResult}, // f must not panic: it ends the process before Done
		{Func: "Once.Do", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult, Shared: true},
		{Func: "Map.Range", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		// runs in the first caller of the function that it returns; every later call panics again
		{Func: "OnceFunc", Arg: 0, Life: PerCall, Each: PerCall, Panic: Reraised, Error: NoResult, Shared: true},
		{Func: "OnceValue", Arg: 0, Life: PerCall, Each: PerCall, Panic: Reraised, Error: NoResult, Shared: true},
		{Func: "OnceValues", Arg: 0, Life: PerCall, Each: PerCall, Panic: Reraised, Error: Returned, Shared: true},
		{Func: "Pool.New", Arg: Field, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
