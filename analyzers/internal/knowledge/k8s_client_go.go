package knowledge

var k8sCache = Package{
	Path:   "k8s.io/client-go/tools/cache",
	Module: "k8s.io/client-go",
	Calls: []Call{
		{Func: "Controller.Run", Does: Serves, Ctx: "Controller.RunWithContext"},
		{Func: "Controller.RunWithContext", Does: Serves},
		{Func: "SharedInformer.Run", Does: Serves, Ctx: "SharedInformer.RunWithContext"},
		{Func: "SharedInformer.RunWithContext", Does: Serves},
		{Func: "Reflector.Run", Does: Serves, Ctx: "Reflector.RunWithContext"},
		{Func: "Reflector.RunWithContext", Does: Serves},
		{Func: "Reflector.ListAndWatch", Does: Asks, Ctx: "Reflector.ListAndWatchWithContext"},
		{Func: "Reflector.ListAndWatchWithContext", Does: Asks},
		{Func: "WaitForCacheSync", Does: Joins},
		{Func: "WaitForNamedCacheSync", Does: Joins, Ctx: "WaitForNamedCacheSyncWithContext"},
		{Func: "WaitForNamedCacheSyncWithContext", Does: Joins},
	},
	Runs: []Run{
		// one goroutine per handler: slow code lets its own queue grow without bound
		{Func: "SharedInformer.AddEventHandler", Arg: 0, Method: "OnAdd", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandler", Arg: 0, Method: "OnUpdate", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandler", Arg: 0, Method: "OnDelete", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandlerWithOptions", Arg: 0, Method: "OnAdd", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandlerWithOptions", Arg: 0, Method: "OnUpdate", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandlerWithOptions", Arg: 0, Method: "OnDelete", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandlerWithResyncPeriod", Arg: 0, Method: "OnAdd", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandlerWithResyncPeriod", Arg: 0, Method: "OnUpdate", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.AddEventHandlerWithResyncPeriod", Arg: 0, Method: "OnDelete", Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.SetWatchErrorHandler", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "SharedInformer.SetWatchErrorHandlerWithContext", Arg: 0, Life: Service, Each: PerCall, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "ResourceEventHandlerFuncs.AddFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "ResourceEventHandlerFuncs.UpdateFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "ResourceEventHandlerFuncs.DeleteFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "ResourceEventHandlerDetailedFuncs.AddFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "ResourceEventHandlerDetailedFuncs.UpdateFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "ResourceEventHandlerDetailedFuncs.DeleteFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
		{Func: "FilteringResourceEventHandler.FilterFunc", Arg: Field, Life: Service, Each: Request, Async: true, Panic: Repanics, Error: NoResult},
	},
	Roles: []Role{
		{Type: "ResourceEventHandler", Method: "OnAdd", Life: Request, Panic: Repanics, Error: NoResult},
		{Type: "ResourceEventHandler", Method: "OnUpdate", Life: Request, Panic: Repanics, Error: NoResult},
		{Type: "ResourceEventHandler", Method: "OnDelete", Life: Request, Panic: Repanics, Error: NoResult},
	},
}

var k8sInformers = Package{
	Path:   "k8s.io/client-go/informers",
	Module: "k8s.io/client-go",
	Calls: []Call{
		{Func: "SharedInformerFactory.WaitForCacheSync", Does: Joins, Ctx: "SharedInformerFactory.WaitForCacheSyncWithContext"},
		{Func: "SharedInformerFactory.WaitForCacheSyncWithContext", Does: Joins},
		{Func: "SharedInformerFactory.Shutdown", Does: Joins},
	},
}

// Run returns for good when the lease is lost; who wants to stand again calls it again.
var k8sLeaderElection = Package{
	Path:   "k8s.io/client-go/tools/leaderelection",
	Module: "k8s.io/client-go",
	Calls: []Call{
		{Func: "RunOrDie", Does: Serves},
		{Func: "LeaderElector.Run", Does: Serves},
		{Func: "LeaseCandidate.Run", Does: Serves},
	},
	Runs: []Run{
		{Func: "LeaderCallbacks.OnStartedLeading", Arg: Field, Life: Service, Async: true, Panic: Dies, Error: NoResult},       // its context ends with the lease
		{Func: "LeaderCallbacks.OnStoppedLeading", Arg: Field, Life: Service, Each: PerCall, Panic: Repanics, Error: NoResult}, // deferred by Run, also when it never led
		{Func: "LeaderCallbacks.OnNewLeader", Arg: Field, Life: Service, Each: PerCall, Async: true, Panic: Dies, Error: NoResult, Overlaps: true},
	},
}

var k8sWorkqueue = Package{
	Path:   "k8s.io/client-go/util/workqueue",
	Module: "k8s.io/client-go",
	Calls: []Call{
		// returns at once, with shutdown set, after ShutDown
		{Func: "TypedInterface.Get", Does: Receives},
		{Func: "Typed.Get", Does: Receives},
		{Func: "TypedInterface.ShutDown", Does: Closes},
		{Func: "Typed.ShutDown", Does: Closes},
		{Func: "TypedInterface.ShutDownWithDrain", Does: Joins | Closes},
		{Func: "Typed.ShutDownWithDrain", Does: Joins | Closes},
		{Func: "ParallelizeUntil", Does: Joins},
	},
	Runs: []Run{
		{Func: "ParallelizeUntil", Arg: 3, Life: PerCall, Each: Iteration, Async: true, Panic: Repanics, Error: NoResult, Overlaps: true},
	},
}

var k8sRetry = Package{
	Path:   "k8s.io/client-go/util/retry",
	Module: "k8s.io/client-go",
	Runs: []Run{
		{Func: "OnError", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: NoResult},
		{Func: "OnError", Arg: 2, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
		{Func: "RetryOnConflict", Arg: 1, Life: PerCall, Each: Iteration, Panic: Repanics, Error: Returned},
	},
}

var klogV2 = Package{
	Path:   "k8s.io/klog/v2",
	Module: "k8s.io/klog/v2",
	Calls: []Call{
		{Func: "Error", Does: Reports},
		{Func: "ErrorDepth", Does: Reports},
		{Func: "ErrorS", Does: Reports},
		{Func: "ErrorSDepth", Does: Reports},
		{Func: "Errorf", Does: Reports},
		{Func: "Errorln", Does: Reports},
		{Func: "Info", Does: Reports},
		{Func: "InfoDepth", Does: Reports},
		{Func: "InfoS", Does: Reports},
		{Func: "InfoSDepth", Does: Reports},
		{Func: "Infof", Does: Reports},
		{Func: "Infoln", Does: Reports},
		{Func: "Warning", Does: Reports},
		{Func: "WarningDepth", Does: Reports},
		{Func: "Warningf", Does: Reports},
		{Func: "Warningln", Does: Reports},
		{Func: "Verbose.Info", Does: Reports},
		{Func: "Verbose.InfoS", Does: Reports},
		{Func: "Verbose.Infof", Does: Reports},
		{Func: "Verbose.Infoln", Does: Reports},
		{Func: "Verbose.Error", Does: Reports},
		{Func: "Verbose.ErrorS", Does: Reports},
		{Func: "Exit", Does: Exits | Reports},
		{Func: "ExitDepth", Does: Exits | Reports},
		{Func: "Exitf", Does: Exits | Reports},
		{Func: "Exitln", Does: Exits | Reports},
		{Func: "Fatal", Does: Exits | Reports},
		{Func: "FatalDepth", Does: Exits | Reports},
		{Func: "Fatalf", Does: Exits | Reports},
		{Func: "Fatalln", Does: Exits | Reports},
	},
}
