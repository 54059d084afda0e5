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
		{Func: "WaitGroup.Go", Arg: 0, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Once.Do", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
		{Func: "OnceFunc", Arg: 0, Life: PerCall, Each: PerCall, Panic: Dies, Error: NoResult},
	},
}
